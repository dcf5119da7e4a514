"""Every rule there is. A rule gives the issues of a `Spec`; a new one is written in its room and named here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .envelope_rules import envelope, results
from .extension_rules import evidence, extensions_known
from .operation_rules import (
    operation_ids,
    operation_tags,
    parameters_supported,
    path_parameters,
    responses,
    summaries,
    summary_style,
    tags_declared,
)
from .package_rules import credential_complete, document_shape, package_complete, rate_limit, secured
from .paging_rules import paging
from .reading import UnreadableSpecError, load
from .schema_rules import (
    bodies,
    component_names,
    components_used,
    descriptions,
    known_types,
    named_schemas,
    open_enums,
    references_resolve,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from .document import Finding, Spec
    from .values import Issue

RULES: tuple[Callable[[Spec], Iterator[Issue]], ...] = (
    document_shape,
    package_complete,
    credential_complete,
    rate_limit,
    envelope,
    tags_declared,
    operation_tags,
    operation_ids,
    summaries,
    evidence,
    paging,
    results,
    responses,
    bodies,
    known_types,
    named_schemas,
    open_enums,
    component_names,
    components_used,
    references_resolve,
    path_parameters,
    parameters_supported,
    secured,
    extensions_known,
)
# What a package can be made without, but not published.
MANNERS: tuple[Callable[[Spec], Iterator[Issue]], ...] = (descriptions, summary_style)


def check(spec: Spec, *, manners: bool = True) -> list[Finding]:
    """Give every finding about a document that was read, in the order of its lines.

    Without `manners`, only what a package cannot be made with.
    """
    rules = (*RULES, *MANNERS) if manners else RULES
    return sorted({spec.finding(*issue) for rule in rules for issue in rule(spec)})


def lint(path: Path, shown: Path | None = None) -> list[Finding]:
    """Give every finding about the spec in `path`, in the order of its lines; none means that it is in order.

    Findings name the file as `shown` (by default as `path`). A file that cannot be read or parsed is a finding too.
    """
    try:
        return check(load(path, shown))
    except UnreadableSpecError as error:
        return [error.finding]
