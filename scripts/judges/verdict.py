"""What a judge found."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Verdict:
    """The findings of one judge about one API.

    Attributes:
        judge: Who judges.
        api: About which API.
        operations: How many operations were looked at, of how many; empty where the judge does not go by operations.
        cases: How many requests, answers or recordings were judged.
        findings: What is wrong, each in a text of one or more lines.
        seconds: How long it took.
        remarks: What else a reader should know, each in one line.
    """

    judge: str
    api: str
    operations: str = ""
    cases: int = 0
    findings: list[str] = field(default_factory=list[str])
    seconds: float = 0.0
    remarks: list[str] = field(default_factory=list[str])
