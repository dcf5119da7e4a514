"""Objects of the Kloudless Management API. Generated from specs/kloudless.yaml; do not edit."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._api_key import ApiKey
    from ._api_key_page import ApiKeyPage
    from ._application import Application
    from ._application_page import ApplicationPage
    from ._webhook import Webhook
    from ._webhook_page import WebhookPage

_MODULES = {
    "ApiKey": "_api_key",
    "ApiKeyPage": "_api_key_page",
    "Application": "_application",
    "ApplicationPage": "_application_page",
    "Webhook": "_webhook",
    "WebhookPage": "_webhook_page",
}

__all__ = ["ApiKey", "ApiKeyPage", "Application", "ApplicationPage", "Webhook", "WebhookPage"]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f".{_MODULES[name]}", __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})
