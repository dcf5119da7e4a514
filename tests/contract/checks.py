"""What a recording says, held against what the spec says. Each function returns a list of faults."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING

from tests.contract.documents import ANY_TYPE
from tests.contract.strictness import schema_faults

if TYPE_CHECKING:
    from tests.contract.documents import Node, Operation, Spec
    from tests.contract.recordings import Recording, Request

JSON_TYPE = "application/json"
BASIC_HEADER = "authorization"


def read_text(parameter: Node, schema: Node, text: str) -> object:
    """Return the value that a query or header text stands for, or the text itself where it is misspelt."""
    kind = schema.get("type")
    if kind == "boolean":
        capitalized = parameter.get("x-boolean-spelling") == "capitalized"
        spellings = ("True", "False") if capitalized else ("true", "false")
        return text == spellings[0] if text in spellings else text
    if kind == "integer" and re.fullmatch(r"0|-?[1-9]\d*", text):
        return int(text)
    if kind == "number" and re.fullmatch(r"-?\d+(?:\.\d+)?", text):
        return float(text)
    return text


def text_faults(spec: Spec, parameter: Node, text: str, where: str) -> list[str]:
    schema: Node = parameter["schema"]
    return schema_faults(spec, schema, read_text(parameter, spec.resolve(schema), text), where)


def response_schema(spec: Spec, recording: Recording) -> Node:
    """Return the schema of a documented answer with a body."""
    response = recording.response
    status = spec.told_status(response.status, response.body)
    schema: Node = spec.operations[recording.operation_id].responses[status]["content"][JSON_TYPE]["schema"]
    return schema


def response_faults(spec: Spec, recording: Recording) -> list[str]:
    """Hold the response against its documented status, headers and body."""
    operation = spec.operations.get(recording.operation_id)
    if operation is None:
        return [f"{recording.operation_id}: there is no such operation"]
    response = recording.response
    status = spec.told_status(response.status, response.body)
    documented = operation.responses.get(status)
    if documented is None:
        return [f"status {status}: not documented for {operation.id}"]
    faults: list[str] = []
    headers = {name.lower(): spec.resolve(node) for name, node in documented.get("headers", {}).items()}
    for name, text in response.headers.items():
        if name in headers:
            faults += text_faults(spec, headers[name], text, f"header {name}")
        elif name != "content-type":
            faults.append(f"header {name}: not documented for {operation.id} {status}")
    content: Node = documented.get("content", {})
    return faults + _content_faults(spec, content, response.body, response.headers.get("content-type"))


def _content_faults(spec: Spec, content: Node, body: object, content_type: str | None) -> list[str]:
    if not content:
        faults = [] if body is None else ["body: none is documented"]
        return faults if content_type is None else [*faults, f"header content-type: {content_type} without a body"]
    found = content.get(content_type or JSON_TYPE, content.get(ANY_TYPE))
    if found is None:
        return [f"header content-type: {content_type} is not documented"]
    if body is None:
        return ["body: missing"]
    return schema_faults(spec, found["schema"], body, "body")


def request_faults(spec: Spec, recording: Recording) -> list[str]:
    """Hold the request against its operation: path, method, query, headers, body and credential."""
    request = recording.request
    operation = spec.match(request.method, request.path)
    if operation is None:
        return [f"{request.method} {request.path}: no operation is called so"]
    faults: list[str] = []
    if operation.id != recording.operation_id:
        faults.append(f"{request.method} {request.path}: calls {operation.id}, not {recording.operation_id}")
    for name, value in (operation.path_values(request.path, spec.base) or {}).items():
        faults += text_faults(spec, operation.named("path")[name], value, f"path {name}")
    faults += _credential_faults(spec, request)
    faults += _place_faults(spec, operation, "query", request.query)
    known = {"content-type", BASIC_HEADER} if spec.basic else {"content-type"}
    faults += _place_faults(spec, operation, "header", {k: v for k, v in request.headers.items() if k not in known})
    return faults + _request_body_faults(spec, operation, request)


def _credential(spec: Spec) -> tuple[str, str]:
    scheme = spec.security
    place: str = scheme["in"]
    name: str = scheme["name"]
    return place, name.lower() if place == "header" else name


def basic_pair(text: str) -> tuple[str, str] | None:
    """Return user name and password from the value of an `Authorization` header, if they are there."""
    scheme, _, encoded = text.partition(" ")
    try:
        username, colon, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return (username, password) if scheme == "Basic" and colon and username else None


def _credential_faults(spec: Spec, request: Request) -> list[str]:
    place, name = _credential(spec)
    text = (request.headers if place == "header" else request.query).get(name)
    basic = request.headers.get(BASIC_HEADER) if spec.basic else None
    if text is not None and basic is not None:
        return [f"{place} {name}, header {BASIC_HEADER}: two credentials"]
    if basic is not None:
        return [] if basic_pair(basic) else [f"header {BASIC_HEADER}: not a user name and a password"]
    if text is None:
        return [f"{place} {name}: the credential is missing"]
    prefix: str = spec.security["x-credential"].get("prefix", "")
    if not text.startswith(prefix) or not text.removeprefix(prefix).strip():
        return [f"{place} {name}: the credential has not the form {prefix}..."]
    return []


def _place_faults(spec: Spec, operation: Operation, place: str, given: dict[str, str]) -> list[str]:
    documented = operation.named(place)
    if place == "header":
        documented = {name.lower(): parameter for name, parameter in documented.items()}
    faults = [
        f"{place} {name}: required and missing"
        for name, parameter in documented.items()
        if parameter.get("required") and name not in given
    ]
    for name, text in given.items():
        if name in documented:
            faults += text_faults(spec, documented[name], text, f"{place} {name}")
        elif (place, name) != _credential(spec):
            faults.append(f"{place} {name}: not documented for {operation.id}")
    return faults


def _request_body_faults(spec: Spec, operation: Operation, request: Request) -> list[str]:
    body = operation.request_body
    content_type = request.headers.get("content-type")
    if body is None or (request.body is None and not body.get("required")):
        return _content_faults(spec, {}, request.body, content_type)
    if content_type is None and request.body is not None:
        return ["header content-type: missing, though there is a body"]
    return _content_faults(spec, body["content"], request.body, content_type)
