import threading

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
BANK = threading.Event()


class Order(models.Model):
    class Meta:
        app_label = "shop"


@transaction.atomic
def order():
    Order.objects.create()
    if not BANK.wait(0.3):
        raise TimeoutError("the bank")


async def sell(request):
    try:
        await sync_to_async(order)()
    except TimeoutError:
        log("view: gave up, answers 504")
    return http.HttpResponse(status=504)


async def main():
    shop = httpx.ASGITransport(get_asgi_application())
    async with httpx.AsyncClient(transport=shop) as client:
        status = (await client.post("http://shop/sell")).status_code
    log(f"shop: answered {status}, orders: {await Order.objects.acount()}")


urlpatterns = [urls.path("sell", sell)]
with connection.schema_editor() as tables:
    tables.create_model(Order)
async_to_sync(main)()
connection.close()
