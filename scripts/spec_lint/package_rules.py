"""Rules about the whole: the document, the package it becomes, the credential."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .extension_rules import unknown_members
from .values import CAPITALS, KEBAB_CASE, PASCAL_CASE, SNAKE_CASE, VERSION, is_identifier, mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .document import Spec
    from .values import Issue, Node, Pointer


def document_shape(spec: Spec) -> Iterator[Issue]:
    """The document is OpenAPI 3.1, with one server and at least one operation."""
    if not text(spec.root.get("openapi")).startswith("3.1."):
        yield (("openapi",), "is not an OpenAPI 3.1 document", "write `openapi: 3.1.0`")
    if len(sequence(spec.root.get("servers"))) != 1:
        yield (("servers",), "there must be exactly one server", "list the production address alone")
    if not spec.operations:
        yield (("paths",), "there is no operation", "describe at least one under `paths`")


def package_complete(spec: Spec) -> Iterator[Issue]:
    """`x-package` names the distribution, the package, the client class and the version."""
    package = spec.at(("x-package",))
    for member, pattern, example in (
        ("distribution", KEBAB_CASE, "kloudless-management-client"),
        ("package", SNAKE_CASE, "kloudless_management_client"),
        ("client", PASCAL_CASE, "KloudlessManagement"),
        ("version", VERSION, "0.1.0"),
    ):
        if not pattern.fullmatch(text(package.get(member))):
            yield (("x-package", member), f"`{member}` is missing or misspelt", f"write it like `{example}`")
    yield from unknown_members(spec, ("x-package",), {"distribution", "package", "client", "version"})


def credential_complete(spec: Spec) -> Iterator[Issue]:
    """Each security scheme says where its value comes from, and no parameter asks for it again."""
    schemes = spec.at(("components", "securitySchemes"))
    if not any(mapping(node).get("type") == "apiKey" for node in schemes.values()):
        yield (
            ("components", "securitySchemes"),
            "there is no key among the security schemes",
            "describe the API's key",
        )
    for name, node in schemes.items():
        pointer: Pointer = ("components", "securitySchemes", name)
        scheme = mapping(node)
        if (scheme.get("type"), text(scheme.get("scheme")).lower()) == ("http", "basic"):
            yield from _user_name_and_password(spec, (*pointer, "x-credential"))
        else:
            yield from _key(spec, name, pointer, scheme)


def _user_name_and_password(spec: Spec, pointer: Pointer) -> Iterator[Issue]:
    for member in ("username", "password"):
        if not is_identifier(text(spec.at(pointer).get(member))):
            problem = f"`{member}` of x-credential is missing or no Python name"
            yield (pointer, problem, "name the constructor's argument")
    yield from unknown_members(spec, pointer, {"username", "password"})


def _key(spec: Spec, name: str, pointer: Pointer, scheme: Node) -> Iterator[Issue]:
    location, parameter = text(scheme.get("in")), text(scheme.get("name"))
    if scheme.get("type") != "apiKey" or location not in {"header", "query"} or not parameter:
        yield (
            pointer,
            "only a key in a header or in the query, and HTTP Basic, are supported",
            "use `type: apiKey` with `in` and `name`, or `type: http` with `scheme: basic`",
        )
    credential = mapping(scheme.get("x-credential"))
    inner = (*pointer, "x-credential")
    if not is_identifier(text(credential.get("argument"))):
        yield (inner, "`argument` of x-credential is missing or no Python name", "name the constructor's argument")
    if not CAPITALS.fullmatch(text(credential.get("environment"))):
        yield (inner, "`environment` of x-credential is missing or not in capitals", "name the environment variable")
    if not isinstance(credential.get("prefix", ""), str):
        yield (inner, "`prefix` of x-credential is not a string", "quote it, blank at the end included")
    yield from unknown_members(spec, inner, {"argument", "environment", "prefix"})
    for operation in spec.operations:
        for one in operation.parameters:
            if (one.location, one.name.lower()) == (location, parameter.lower()):
                yield (
                    one.pointer,
                    f"declares the credential `{parameter}` as a parameter too",
                    f"remove it: the security scheme {name} sends it",
                )


def rate_limit(spec: Spec) -> Iterator[Issue]:
    """`x-rate-limit` says how many requests are allowed, and what refuses more."""
    if "x-rate-limit" not in spec.root:
        return
    declared, pointer = spec.at(("x-rate-limit",)), ("x-rate-limit",)
    for member in ("requests", "seconds", "refused"):
        value = declared.get(member)
        if type(value) is not int or value < 1:
            yield ((*pointer, member), f"`{member}` is no positive whole number", "write it like `requests: 5`")
    if not text(declared.get("daily_reset")):
        yield ((*pointer, "daily_reset"), "`daily_reset` names no time zone", "write it like `America/New_York`")
    yield from unknown_members(spec, pointer, {"requests", "seconds", "refused", "daily_reset"})


def secured(spec: Spec) -> Iterator[Issue]:
    """Every operation needs a credential, of a scheme that is described."""
    schemes = spec.at(("components", "securitySchemes"))
    for operation in spec.operations:
        own = "security" in operation.node
        pointer = (*operation.pointer, "security") if own else ("security",)
        options = sequence(spec.get(pointer))
        if not options or {} in options:
            yield (operation.pointer, "may be called without a credential", "name its security scheme")
        for name in sorted({name for option in options for name in mapping(option)} - set(schemes)):
            yield (pointer, f"security scheme `{name}` does not exist", "correct the name or describe it")
