"""Makes of calls the documents that recordings are: the form of `tests/recordings/`, with nothing secret left."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from spec_lint.values import mapping, text

from .exchanges import is_json
from .matching import Call, key_scheme
from .shapes import body_site, request_site, resolved, response_site, told_status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spec_lint.document import Operation, Spec
    from spec_lint.values import Node, Pointer

    from .redaction import Redactor
    from .rules import Rules

MEDIA_TYPES = frozenset(
    [
        "application/json", "application/problem+json", "application/hal+json", "application/vnd.api+json",
        "text/json", "application/xml", "text/xml", "text/html", "text/plain", "text/csv", "application/csv",
        "application/octet-stream", "application/x-www-form-urlencoded", "multipart/form-data", "application/pdf",
        "application/zip", "application/vnd.ms-excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]
)  # fmt: skip
"""Content types that are kept; any other one is written as that of any bytes."""
NOTABLE_HEADERS = frozenset(
    [
        "allow", "content-disposition", "content-language", "content-location", "deprecation", "etag",
        "last-modified", "link", "location", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset",
        "ratelimit-policy", "retry-after", "sunset", "www-authenticate", "x-ratelimit-limit",
        "x-ratelimit-remaining", "x-ratelimit-reset", "x-rate-limit-limit", "x-rate-limit-remaining",
        "x-rate-limit-reset", "x-request-id", "x-total-count",
    ]
)  # fmt: skip
"""Headers of answers that mean something to a client. All others are taken for those of servers and proxies."""
_TRANSPORT_HEADERS = frozenset(
    [
        "accept-ranges", "age", "alt-svc", "cache-control", "cf-cache-status", "cf-ray", "connection",
        "content-encoding", "content-length", "content-security-policy", "content-type", "date", "expires",
        "keep-alive", "nel", "p3p", "permissions-policy", "pragma", "referrer-policy", "report-to", "server",
        "server-timing", "set-cookie", "strict-transport-security", "timing-allow-origin", "trailer",
        "transfer-encoding", "upgrade", "vary", "via", "x-cache", "x-content-type-options", "x-dns-prefetch-control",
        "x-download-options", "x-frame-options", "x-powered-by", "x-runtime", "x-ua-compatible", "x-xss-protection",
        "access-control-allow-credentials", "access-control-allow-headers", "access-control-allow-methods",
        "access-control-allow-origin", "access-control-expose-headers", "access-control-max-age",
    ]
)  # fmt: skip
OTHER_BYTES = "application/octet-stream"
WITHHELD = "redacted\n"
"""What stands for a body that is no JSON."""


@dataclass
class Draft:
    """A recording that may be written.

    Attributes:
        call: Where it comes from.
        document: What is written, without what all recordings of a run share.
        notes: Sentences for its `note`.
    """

    call: Call = field(repr=False)
    document: Node
    notes: list[str]

    @property
    def operation(self) -> Operation:
        """The operation that was called."""
        return self.call.operation

    @property
    def status(self) -> int:
        """The status of the answer."""
        return self.call.exchange.status


class Drafting:
    """Makes drafts of all calls of a run.

    Args:
        spec: What is known of the API.
        rules: What may be kept.
        redactor: Replaces the rest.
        base: Path of the API's documented address.

    Attributes:
        unknown_headers: Names of headers of answers that were left out and are not those of every server.
    """

    def __init__(self, spec: Spec, rules: Rules, redactor: Redactor, base: str) -> None:
        self._spec = spec
        self._rules = rules
        self._redactor = redactor
        self._base = base
        self.unknown_headers: set[str] = set()

    def drafts(self, calls: list[Call]) -> list[Draft]:
        """Learn what all calls hold, then make a draft of each."""
        for call in calls:
            self._make(call, learning=True)
        return [self._make(call, learning=False) for call in calls]

    def _make(self, call: Call, *, learning: bool) -> Draft:
        notes = [
            "Values were replaced by the recorder; the same value has the same replacement in all files of its run."
        ]
        before = sum(self._redactor.hidden_names.values())
        request: Node = {
            "method": call.exchange.method,
            "path": self._path(call, learning=learning),
            "query": self._query(call, notes, learning=learning),
            "headers": {},
            "body": None,
        }
        headers = mapping(request["headers"])
        self._add_credential(call, request, notes)
        site = self._request_site(call)
        if call.body is not None:
            request["body"] = self._body(call.body.value, site, json=call.body.json, learning=learning)
            kind = _media(call.exchange.content_type) or ("application/json" if call.body.json else OTHER_BYTES)
            headers["Content-Type"] = kind
        document: Node = {"request": request, "response": self._answer(call, learning=learning)}
        left_out = sum(self._redactor.hidden_names.values()) - before
        if left_out:
            notes.append(f"Left out, as their names may be data: {left_out} member{'s' * (left_out > 1)}.")
        if call.credential is None:
            document["sendable"] = False
        return Draft(call, document, notes)

    def _request_site(self, call: Call) -> Pointer | None:
        owner = request_site(self._spec, call.operation)
        return body_site(self._spec, owner, call.exchange.content_type) if owner else None

    def _add_credential(self, call: Call, request: Node, notes: list[str]) -> None:
        if call.credential is None:
            notes.append("No credential was sent.")
            return
        scheme = key_scheme(self._spec)
        told = mapping(scheme.get("x-credential"))
        value = text(told.get("prefix")) + placeholder_credential(self._spec)
        place = mapping(request["query" if scheme.get("in") == "query" else "headers"])
        place[text(scheme.get("name"))] = value
        if call.credential == "basic":
            notes.append("The credential was a user name and a password; a made-up key stands for it.")

    def _path(self, call: Call, *, learning: bool) -> str:
        shown = self._base + call.operation.path
        for parameter in call.operation.parameters:
            if parameter.location == "path":
                value = call.path_values.get(parameter.name, "")
                site = (*self._parameter_site(parameter.pointer), "schema")
                made = self._redactor.parameter(parameter.node, site, value, learning=learning)
                shown = shown.replace(f"{{{parameter.name}}}", quote(made, safe=""))
        return shown

    def _parameter_site(self, pointer: Pointer) -> Pointer:
        return resolved(self._spec, pointer)

    def _query(self, call: Call, notes: list[str], *, learning: bool) -> Node:
        documented = {one.name: one for one in call.operation.parameters if one.location == "query"}
        query: Node = {}
        left_out = 0
        for name, value in call.query.items():
            if name in documented:
                site = (*self._parameter_site(documented[name].pointer), "schema")
                query[name] = self._redactor.parameter(documented[name].node, site, value, learning=learning)
            elif learning:
                self._redactor.learn_text(value)
            elif self._redactor.reads_like_a_name(name):
                self._redactor.kept.note("query (parameter)", name, documented=False)
                query[name] = self._unknown(value)
            else:
                self._redactor.redacted.add(name)
                left_out += 1
        if left_out:
            notes.append(f"Of the query, {left_out} undocumented parameter{'s' * (left_out > 1)} left out.")
        return query

    def _unknown(self, value: str) -> str:
        return value if value in {"", "true", "false", "True", "False"} else self._redactor.replace_text(value)

    def _answer(self, call: Call, *, learning: bool) -> Node:
        exchange = call.exchange
        told = told_status(self._spec, exchange.status, call.answer.value if call.answer and call.answer.json else None)
        owner = response_site(self._spec, call.operation, told) or self._similar(call.operation, told)
        site = body_site(self._spec, owner, exchange.answer_type) if owner else None
        node: Node = {
            "status": exchange.status,
            "headers": dict(self._headers(call, owner, learning=learning)),
            "body": None,
        }
        if call.answer is not None:
            node["body"] = self._body(call.answer.value, site, json=call.answer.json, learning=learning)
            kind = _media(exchange.answer_type)
            if kind is not None:
                mapping(node["headers"])["Content-Type"] = kind
        return node

    def _similar(self, operation: Operation, status: int) -> Pointer | None:
        """Give an answer of the same class, by which the body of an undocumented status is read."""
        for other in operation.responses:
            if other[:1] == str(status)[:1]:
                return resolved(self._spec, (*operation.pointer, "responses", other))
        return None

    def _headers(self, call: Call, owner: Pointer | None, *, learning: bool) -> Iterator[tuple[str, str]]:
        documented = {name.lower(): name for name in mapping(self._spec.at(owner).get("headers"))} if owner else {}
        told = dict(reversed(call.exchange.answer_headers))
        for name in sorted(told):
            value = told[name].strip()
            if name in documented and owner:
                site = resolved(self._spec, (*owner, "headers", documented[name]))
                yield (
                    documented[name],
                    self._redactor.parameter(
                        {"in": "header", "name": name}, (*site, "schema"), value, learning=learning
                    ),
                )
            elif name in NOTABLE_HEADERS | self._rules.headers:
                if learning:
                    self._redactor.learn_text(value)
                    continue
                spelt = "-".join(part.capitalize() for part in name.split("-"))
                self._redactor.kept.note("header (name)", spelt, documented=False)
                yield spelt, self._redactor.replace_text(value)
            elif not learning and name not in _TRANSPORT_HEADERS:
                self.unknown_headers.add(name)

    def _body(self, value: object, site: Pointer | None, *, json: bool, learning: bool) -> object:
        if not json:
            return WITHHELD
        if learning:
            self._redactor.learn(value, site)
            return None
        return self._redactor.replace(value, site)


def placeholder_credential(spec: Spec) -> str:
    """Give the made-up key that stands in all recordings of an API."""
    argument = text(mapping(key_scheme(spec).get("x-credential")).get("argument"))
    return f"test-{argument.replace('_', '-')}"


def _media(kind: str | None) -> str | None:
    if kind is None or kind in MEDIA_TYPES:
        return kind
    return "application/problem+json" if is_json(kind) else OTHER_BYTES
