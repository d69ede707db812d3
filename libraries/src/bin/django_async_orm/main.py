import django
import httpx
from asgiref.sync import async_to_sync
from django import http, urls
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.db import connection, models

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


SHOP = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "shop.db"}}
settings.configure(DATABASES=SHOP, ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"])
django.setup()


class Item(models.Model):
    price = models.IntegerField()

    class Meta:
        app_label = "shop"


async def page(request, id):
    item = await Item.objects.aget(id=id)
    return http.HttpResponse(f"price {item.price}")


async def main():
    await Item.objects.acreate(price=30)
    shop = httpx.ASGITransport(get_asgi_application())
    async with httpx.AsyncClient(transport=shop) as client:
        answer = await client.get("http://shop/items/1")
        log(f"page: {answer.status_code} {answer.text}")


urlpatterns = [urls.path("items/<int:id>", page)]
with connection.schema_editor() as tables:
    tables.create_model(Item)
async_to_sync(main)()
connection.close()
