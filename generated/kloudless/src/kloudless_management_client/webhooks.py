"""Receive the webhooks of an application: verify what arrives, read it, answer it.

``WebhookApp`` does all of it, as an ASGI application. In a framework of your own choice, ``receive`` and ``answer`` do:

```python
@flask.post("/kloudless")
def kloudless():
    delivery = receive(request.get_data(), request.headers, {APP_ID: API_KEY})  # InvalidSignatureError: answer 403
    if isinstance(delivery, WebhookEvent):
        look_at_events_of(delivery.account)
    reply = answer(delivery.app_id)
    return reply.body, reply.status, dict(reply.headers)
```

To see what arrives: ``python -m kloudless_management_client.webhooks --app-id ID`` (extra ``asgi``), with the
application's API key in ``KLOUDLESS_API_KEY``. In tests, ``FakeKloudless(deliver_to=app)`` sends deliveries.

How the service signs, and what it wants to hear, is known from code of others that receives webhooks, from no document.
"""

from ._overrides.webhook_app import WebhookApp
from ._overrides.webhook_delivery import (
    Answer,
    Delivery,
    MalformedDeliveryError,
    WebhookEvent,
    WebhookTest,
    answer,
    parse,
    receive,
    verify,
)
from ._overrides.webhook_signature import (
    SIGNATURE_HEADER,
    Applications,
    Headers,
    InvalidSignatureError,
    WebhookError,
    sign,
)

__all__ = [
    "SIGNATURE_HEADER",
    "Answer",
    "Applications",
    "Delivery",
    "Headers",
    "InvalidSignatureError",
    "MalformedDeliveryError",
    "WebhookApp",
    "WebhookError",
    "WebhookEvent",
    "WebhookTest",
    "answer",
    "parse",
    "receive",
    "sign",
    "verify",
]

if __name__ == "__main__":
    from ._overrides.webhook_program import main

    raise SystemExit(main(f"python -m {__spec__.name}"))
