"""Finds what a file must not tell: where it was built, by whom, and any secret."""

from __future__ import annotations

import base64
import json
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_SHORTEST = 8
_SECRET_NAME = re.compile(r"(?i)passw|token|secret|credential|(?:^|_)(?:api|access|private|signing)?_?key$|(?:^|_)pw$")
# What stands for a home or a temporary directory, a key, a token or a password, whoever's it is.
_PATTERNS = {
    "a path of a machine": rb"(?<![\w.])/(?:home|Users|root|tmp|var/folders)/[\w.~-]+|\b[A-Za-z]:\\Users\\\w+",
    "a private key": rb"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "a token of a package index": rb"\bpypi-[\w-]{20,}",
    "a token of a code host": rb"\b(?:gh[pousr]_\w{30,}|github_pat_\w{30,}|glpat-[\w-]{20,})",
    "a key of a cloud": rb"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bAIza[\w-]{35}\b",
    "a token of a chat": rb"\bxox[abeprs]-[\w-]{10,}",
    "a signed token": rb"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}",
    # The names that RFC 2606 keeps for examples are nobody's.
    "a password in a URL": rb"://[^\s/:@'\"{}<>]+:[^\s/:@'\"{}<>]+@(?!(?:[\w-]+\.)*(?:example|invalid|test|localhost)\b)",
}


@dataclass(frozen=True, slots=True)
class Leaks:
    """What to look for. It shows nobody the secrets.

    Attributes:
        paths: Directories of this machine.
        secrets: Secrets, by where they are from.
    """

    paths: tuple[str, ...]
    secrets: Mapping[str, str]

    def __repr__(self) -> str:
        return f"<Leaks of {len(self.paths)} directories and {len(self.secrets)} secrets>"

    @classmethod
    def of_this_machine(cls, directories: Iterable[Path], environment: Mapping[str, str] = os.environ) -> Leaks:
        """Look for some directories, and for what the environment holds under the names of secrets."""
        paths = {str(form) for directory in directories for form in (directory, directory.resolve())}
        secrets = {
            f"the environment variable {name}": value
            for name, value in environment.items()
            if _SECRET_NAME.search(name) and len(value) >= _SHORTEST
        }
        return cls(tuple(sorted(path for path in paths if path.count(os.sep) > 1)), secrets)

    def found_in(self, content: bytes) -> list[str]:
        """Return what a file holds, one line for each kind; of a secret, only where it is from."""
        found = [f"holds {path}, a path of this machine" for path in self.paths if path.encode() in content]
        for kind, pattern in _PATTERNS.items():
            match = re.search(pattern, content)
            if match:
                line = content.count(b"\n", 0, match.start()) + 1
                shown = f" {match[0].decode('utf-8', 'replace')}" if kind.startswith("a path") else ""
                found.append(f"holds {kind}{shown} in line {line}")
        found += [
            f"holds the value of {source}"
            for source, secret in self.secrets.items()
            if any(form in content for form in _spellings(secret))
        ]
        return found


def _spellings(secret: str) -> set[bytes]:
    """Return a text as it is and as it may be encoded: in a URL, in JSON, in base64 at any place, in hexadecimal."""
    raw = secret.encode()
    forms = {raw, quote(secret, safe="").encode(), json.dumps(secret)[1:-1].encode(), raw.hex().encode()}
    for before in range(3):
        # What stands before it shifts the digits; those that it or what follows have a part in are left out.
        encoded = base64.b64encode(b"\0" * before + raw)
        kept = encoded[(0, 2, 3)[before] : len(encoded) - (0, 3, 2)[(before + len(raw)) % 3]]
        forms |= {kept, kept.translate(bytes.maketrans(b"+/", b"-_"))}
    return {form for form in forms if len(form) >= _SHORTEST}
