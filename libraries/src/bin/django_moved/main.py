import django
import httpx
from asgiref.sync import async_to_sync, sync_to_async
from django import http, urls
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.db import connection, models, transaction

from time import monotonic

started = monotonic()


def log(line):
    print(f"[{(monotonic() - started) * 1000:4.0f}ms] {line}", flush=True)


SHOP = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "shop.db"}}
settings.configure(DATABASES=SHOP, ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"])
django.setup()


class Shelf(models.Model):
    lamps = models.PositiveIntegerField()

    class Meta:
        app_label = "shop"


@transaction.atomic
def both(n):
    Shelf.objects.filter(id=1).update(lamps=models.F("lamps") + n)
    Shelf.objects.filter(id=2).update(lamps=models.F("lamps") - n)


async def move(request, n):
    await sync_to_async(both)(n)
    return http.HttpResponse("moved")


async def main():
    await Shelf.objects.abulk_create([Shelf(lamps=0), Shelf(lamps=5)])
    shop = httpx.ASGITransport(get_asgi_application())
    async with httpx.AsyncClient(transport=shop) as client:
        for n in [2, 7]:
            answer = await client.post(f"http://shop/move/{n}")
            log(f"move {n}: {answer.status_code}")
    async for shelf in Shelf.objects.order_by("id"):
        log(f"shelf {shelf.id}: lamps: {shelf.lamps}")


urlpatterns = [urls.path("move/<int:n>", move)]
with connection.schema_editor() as tables:
    tables.create_model(Shelf)
async_to_sync(main)()
connection.close()
