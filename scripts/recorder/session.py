"""A run of the recorder, from exchanges to what would be written: drafts, differences, the patch, the report."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from spec_lint.reading import load
from spec_lint.rules import check
from spec_lint.values import mapping, sequence, text

from .comparing import Difference, compare, say
from .documents import MEDIA_TYPES, WITHHELD, Draft, Drafting, placeholder_credential
from .errors import LeakError
from .forms import Placeholders
from .har import secrets_of_header, secrets_of_json, secrets_of_url
from .matching import Call, key_scheme, known_segments, match, server
from .proposing import Evidence, propose
from .redaction import Redactor
from .review import listed, table
from .shapes import kind_of, told_status
from .sweep import Sweep
from .writing import as_text
from .yaml_edit import applied, changes_of, patch_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spec_lint.document import Finding, Spec
    from spec_lint.values import Node

    from .exchanges import Exchange
    from .provenance import Provenance
    from .rules import Rules

ROUNDS = 4
"""Most times that the proposed spec is compared again: what is inside of a new member shows only then."""
_SECRET_HEADERS = ("authorization", "cookie", "set-cookie", "proxy-authorization", "x-api-key", "x-auth-token")


@dataclass
class Result:
    """What a run would write and say.

    Attributes:
        files: Recordings by name, without their folder.
        patch: The patch of the spec; empty where there is nothing to change.
        review: Lines for whoever decides about writing.
        report: Lines about where reality and spec differ.
        differences: What differs.
    """

    files: dict[str, str] = field(default_factory=dict[str, str])
    patch: str = ""
    review: list[str] = field(default_factory=list[str])
    report: list[str] = field(default_factory=list[str])
    differences: list[Difference] = field(default_factory=list[Difference])


@dataclass(frozen=True)
class _Edit:
    spec: Spec
    left: list[Difference]
    reasons: dict[object, str]


class Session:
    """Makes recordings of exchanges.

    Args:
        spec: What is known of the API.
        path: Where that stands.
        rules: What may be kept.
        provenance: Where the exchanges come from.
        base: Path of the address they went to.
        secrets: What must not be in the result, beyond what the exchanges themselves show.
        key: For tests: what placeholders follow from.
    """

    def __init__(
        self,
        spec: Spec,
        path: Path,
        rules: Rules,
        provenance: Provenance,
        base: str,
        secrets: Iterable[str] = (),
        key: bytes | None = None,
    ) -> None:
        self._path = path
        self._source = path.read_text(encoding="utf-8")
        self._spec = spec
        self._rules = rules
        self._provenance = provenance
        self._base = base
        self._documented_base = urlsplit(server(self._spec)).path
        self._secrets = set(secrets)
        segments = {part for each in rules.paths for part in each.split("/") if part and "{" not in part}
        known = segments | known_segments(self._spec, self._documented_base)
        self._redactor = Redactor(self._spec, rules, Placeholders(known, rules.prefixes, key))

    def run(self, exchanges: Sequence[Exchange], names: Sequence[str] = ()) -> Result:
        """Redact, compare and propose; nothing is written.

        Args:
            exchanges: What was on the wire.
            names: Operations that are wanted; none for all.

        Raises:
            LeakError: Something secret is left.
        """
        calls, unmatched = self._matched(exchanges, names)
        drafting = Drafting(self._spec, self._rules, self._redactor, self._documented_base)
        drafts, repeated = self._distinct(drafting.drafts(calls))
        other = len(drafting.unknown_headers)
        named = list(zip(_names(self._spec, drafts), drafts, strict=True))
        result = Result()
        result.differences = [each for name, draft in named for each in self._compare(self._spec, draft, name)]
        left, reasons, findings = self._propose(named, result)
        # An enum that is open takes other values as they are.
        closed = [each for each in left if each.kind != "value" or "anyOf" not in each.site]
        unwritten = [f"{each.seen_in}: {reasons[each.key]}" for each in closed]
        told = {each.seen_in for each in closed}
        for name, draft in named:
            if name not in told and self._is_possible(draft):
                result.files[f"{name.partition('/')[2]}.json"] = as_text(self._document(draft))
            elif name not in told:
                unwritten.append(f"{name}: the service refused what the spec forbids as well")
        result.review = [
            *listed("Not matched:", unmatched),
            *listed("Left out:", _left_out(repeated, other)),
            *listed(
                "Members left out, as their names may be data (allow them in `names` of the rules):", self._hidden()
            ),
            *table(self._redactor.kept),
            "",
        ]
        result.report = [
            *listed("Reality and spec differ:", self._told(result.differences)),
            *listed("Not settled by the patch, to be decided by hand:", self._reasons(left, reasons)),
            *listed("Not written:", unwritten),
            *listed("The patched spec would not be in order:", findings),
        ]
        self._sweep(calls, exchanges, [draft for _, draft in named], result)
        return result

    def _matched(self, exchanges: Sequence[Exchange], names: Sequence[str]) -> tuple[list[Call], list[str]]:
        calls: list[Call] = []
        unmatched: list[str] = []
        for exchange in exchanges:
            found = match(self._spec, exchange, self._base)
            if isinstance(found, str):
                unmatched.append(found)
            elif not names or found.operation.id in names:
                calls.append(found)
        return calls, unmatched

    def _distinct(self, drafts: list[Draft]) -> tuple[list[Draft], int]:
        """Keep one draft of each shape, and each that differs from the spec in its own way."""
        seen: set[object] = set()
        kept: list[Draft] = []
        for draft in drafts:
            answer, request = mapping(draft.document["response"]), mapping(draft.document["request"])
            shape = (
                draft.operation.id,
                told_status(self._spec, draft.status, answer["body"]),
                frozenset(mapping(request["query"])),
                frozenset(mapping(answer["headers"])),
                frozenset(_shape(answer["body"])),
                frozenset(each.key for each in self._compare(self._spec, draft, "")),
            )
            if shape not in seen:
                seen.add(shape)
                kept.append(draft)
        return kept, len(drafts) - len(kept)

    def _compare(self, spec: Spec, draft: Draft, name: str) -> list[Difference]:
        return compare(spec, draft.document, name, self._documented_base)

    def _propose(
        self, named: list[tuple[str, Draft]], result: Result
    ) -> tuple[list[Difference], dict[object, str], list[str]]:
        edit = self._edit(named, result.differences, {})
        findings = self._give_patch(edit, result)
        if findings:
            edit = self._edit(named, result.differences, self._against_rules(named, result.differences))
            findings = self._give_patch(edit, result)
        return edit.left, edit.reasons, [str(each) for each in findings]

    def _give_patch(self, edit: _Edit, result: Result) -> list[Finding]:
        """Make the patch; give what would not be in order after it."""
        changes = changes_of(self._source, edit.spec.root) if edit.spec is not self._spec else []
        result.patch = patch_of(self._source, changes, f"specs/{self._path.name}")
        return self._new_findings(self._reread(applied(self._source, changes), edit.spec.root)) if changes else []

    def _new_findings(self, spec: Spec) -> list[Finding]:
        """Give what is against the rules of specs now and was not before."""
        before = {(each.where, each.problem) for each in check(self._spec)}
        return [each for each in check(spec) if (each.where, each.problem) not in before]

    def _edit(self, named: list[tuple[str, Draft]], differences: list[Difference], refused: dict[object, str]) -> _Edit:
        """Propose, and compare again, until nothing more can be settled.

        Args:
            named: The drafts.
            differences: What differs.
            refused: Differences by their keys that are not to be settled, with the reason.
        """
        evidence = Evidence(self._provenance.evidence, _day(named))
        spec, left = self._spec, differences
        reasons: dict[object, str] = {}
        for _ in range(ROUNDS):
            proposal = propose(spec, [each for each in left if each.key not in refused], evidence)
            reasons = {each.key: reason for each, reason in proposal.open}
            if not proposal.settled:
                break
            spec = replace(spec, root=proposal.root)
            left = [each for name, draft in named for each in self._compare(spec, draft, name)]
        for each in left:
            reasons.setdefault(each.key, refused.get(each.key, "the patch does not settle it; decide by hand"))
        return _Edit(spec, left, reasons)

    def _against_rules(self, named: list[tuple[str, Draft]], differences: list[Difference]) -> dict[object, str]:
        """Find the differences whose edit, made alone, is against the rules of specs."""
        refused: dict[object, str] = {}
        for each in {one.key: one for one in differences}.values():
            proposal = propose(self._spec, [each], Evidence(self._provenance.evidence, _day(named)))
            findings = self._new_findings(replace(self._spec, root=proposal.root))
            if findings:
                refused[each.key] = f"{findings[0].problem}; decide by hand"
        return refused

    def _reread(self, changed: str, meant: Node) -> Spec:
        """Read a spec that was edited as text.

        Raises:
            AssertionError: It does not say what it should.
        """
        with tempfile.TemporaryDirectory(prefix="record-") as folder:
            path = Path(folder) / self._path.name
            path.write_text(changed, encoding="utf-8")
            spec = load(path, self._spec.path)
        if spec.root != meant:
            raise AssertionError("the edited text does not say what was meant")
        return spec

    def _is_possible(self, draft: Draft) -> bool:
        """Tell whether our client would send the request as it stands: of a refused one, the spec may forbid it."""
        document = {**draft.document, "response": {"status": 200, "body": None}}
        return (
            not any(
                "query" in each.where or "request" in each.where
                for each in compare(self._spec, document, "", self._documented_base)
            )
            or draft.status < 400
        )

    def _document(self, draft: Draft) -> Node:
        return {
            "source": self._provenance.source(),
            "kind": self._provenance.kind,
            "recorded": {
                "on": draft.call.exchange.answered_on,
                "by": self._provenance.by,
                "spec": self._provenance.spec,
            },
            **draft.document,
            "note": " ".join(draft.notes),
        }

    def _told(self, differences: list[Difference]) -> Iterator[str]:
        grouped: dict[str, list[str]] = {}
        for each in differences:
            grouped.setdefault(say(self._spec, each), []).append(f"{each.seen_in.partition('/')[2]} {each.where}")
        for line, places in grouped.items():
            more = f" and {len(places) - 1} more" if len(places) > 1 else ""
            yield f"{line} ({places[0]}{more})"

    def _reasons(self, left: list[Difference], reasons: dict[object, str]) -> Iterator[str]:
        for each in left:
            yield f"{say(self._spec, each)}: {reasons[each.key]}"

    def _hidden(self) -> Iterator[str]:
        for place, count in sorted(self._redactor.hidden_names.items()):
            yield f"{place}: {count}"

    def _sweep(self, calls: list[Call], exchanges: Sequence[Exchange], drafts: list[Draft], result: Result) -> None:
        """Look for everything secret in everything that would be written or printed.

        Raises:
            LeakError: Something was found.
        """
        made_up = placeholder_credential(self._spec)
        certain = {each for each in credentials(self._spec, exchanges) if each != made_up}
        secrets = self._secrets | self._redactor.secrets | set(_secrets_of(exchanges)) | set(_secrets_of_calls(calls))
        secrets = {each for each in secrets if made_up not in each and each != made_up}
        sweep = Sweep(secrets, self._redactor.redacted, self._source, certain)
        kept = self._public_texts()
        places = [place for draft in drafts for place in sweep.in_document(draft.document, kept, draft.operation.id)]
        for name, content in result.files.items():
            places += [name] if sweep.in_text(content.replace(made_up, "")) else []
        if sweep.in_text("\n".join([*result.review, *result.report])):
            places.append("the report")
        if sweep.in_text(result.patch):
            places.append("the patch")
        if places:
            raise LeakError("; ".join(dict.fromkeys(places)))

    def _public_texts(self) -> frozenset[str]:
        """Give the texts and names that the spec or the rules have; they are no find."""
        schemas = [node for _, node in self._spec.schemas]
        found = {name for node in schemas for name in mapping(node.get("properties"))}
        found |= {text(value) for node in schemas for value in sequence(node.get("enum"))}
        found |= {parameter.name for operation in self._spec.operations for parameter in operation.parameters}
        found |= {text(key_scheme(self._spec).get("name")), "Content-Type", WITHHELD, *MEDIA_TYPES, *self._rules.names}
        found |= {value for known in [*self._rules.texts.values(), *self._rules.keys.values()] for value in known}
        scheme = key_scheme(self._spec)
        made_up = placeholder_credential(self._spec)
        found |= {made_up, text(mapping(scheme.get("x-credential")).get("prefix")) + made_up}
        return frozenset(found)


def _left_out(repeated: int, headers: int) -> Iterator[str]:
    if repeated:
        yield f"{repeated} of the same shape as another"
    if headers:
        yield f"{headers} header{'s' * (headers > 1)} left out; names worth a line go into `headers` of the rules"


def _shape(value: object, where: str = "") -> set[str]:
    found = {f"{where}:{kind_of(value)}"}
    for name, member in mapping(value).items():
        # Keys of maps differ from answer to answer.
        found |= _shape(member, f"{where}.{name if name.isidentifier() else '*'}")
    for item in sequence(value):
        found |= _shape(item, f"{where}[]")
    return found


def _names(spec: Spec, drafts: list[Draft]) -> Iterator[str]:
    api = spec.path.stem
    taken: dict[str, int] = {}
    for draft in drafts:
        told = told_status(spec, draft.status, mapping(draft.document["response"])["body"])
        name = f"{api}/{draft.operation.id}.recorded" + ("" if told < 400 else f"_{told}")
        taken[name] = taken.get(name, 0) + 1
        yield name if taken[name] == 1 else f"{name}_{taken[name]}"


def _day(named: list[tuple[str, Draft]]) -> str:
    days = sorted({draft.call.exchange.answered_on or "" for _, draft in named} - {""})
    return days[-1] if days else "on a day that is not known"


def credentials(spec: Spec, exchanges: Iterable[Exchange]) -> Iterator[str]:
    """Give the keys that were sent and those of the environment; they are secret whatever they look like."""
    for scheme in spec.at(("components", "securitySchemes")).values():
        told = mapping(mapping(scheme).get("x-credential"))
        variable = text(told.get("environment"))
        yield from [os.environ[variable]] if variable and os.environ.get(variable) else []
    scheme = key_scheme(spec)
    name, prefix = text(scheme.get("name")), text(mapping(scheme.get("x-credential")).get("prefix"))
    for exchange in exchanges:
        if scheme.get("in") == "query":
            yield from (value for key, value in parse_qsl(exchange.address.query) if key == name)
        for key, value in exchange.headers:
            if key == name.lower() and scheme.get("in") == "header":
                yield value.removeprefix(prefix).strip()
            elif key == "authorization":
                yield from secrets_of_header(key, value)


def _secrets_of(exchanges: Iterable[Exchange]) -> Iterator[str]:
    for exchange in exchanges:
        yield from secrets_of_url(exchange.url)
        for name, value in (*exchange.headers, *exchange.answer_headers):
            if name in _SECRET_HEADERS:
                yield from secrets_of_header(name, value)
            elif name == "location":
                yield from secrets_of_url(value)


def _secrets_of_calls(calls: Iterable[Call]) -> Iterator[str]:
    for call in calls:
        for body in (call.body, call.answer):
            if body is not None and body.json:
                yield from secrets_of_json(body.value)
