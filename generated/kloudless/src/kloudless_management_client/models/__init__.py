"""Objects of the Kloudless Management API. Generated from specs/kloudless.yaml; do not edit."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._api_key import ApiKey, ApiKeyPage
    from ._application import Application, ApplicationPage
    from ._webhook import Webhook, WebhookPage

_MODULES = {
    "ApiKey": "_api_key",
    "ApiKeyPage": "_api_key",
    "Application": "_application",
    "ApplicationPage": "_application",
    "Webhook": "_webhook",
    "WebhookPage": "_webhook",
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
