"""Have judges from outside look at specs, clients, fakes and recordings.

Prism mocks each spec and validates what the clients send; Schemathesis asks the fakes what it makes of the spec;
openapi-core gives a second opinion on the recordings. Run as `python scripts/e2e.py [--thorough] [--judge NAME] [api
...]`. The exit status is 1 when any of them finds a violation.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Run the judges, print what they find and a table, and give the exit status."""
    # The specs are read as the contract tests read them; processes that are started inherit the path.
    sys.path.append(str(ROOT))
    from judges.session import JUDGES, findings_of, judge_all, table
    from judges.verdict import Verdict
    from npm_tools import node_command

    from tests.contract.documents import apis

    parser = argparse.ArgumentParser(description="Have judges from outside look at specs, clients, fakes, recordings.")
    parser.add_argument("apis", nargs="*", metavar="api", help=f"of {', '.join(apis())}; all without")
    parser.add_argument("--judge", action="append", choices=JUDGES, help="only this one; may be given several times")
    parser.add_argument("--thorough", action="store_true", help="many times as many cases, for a long run")
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.apis) - set(apis()))
    if unknown:
        parser.error(f"no API named {', '.join(unknown)}; there is {', '.join(apis())}")
    names = options.judge or list(JUDGES)
    started = time.monotonic()
    if "Prism" in names:
        # Installed once, before several processes ask for it.
        node_command("@stoplight/prism-cli/dist/index.js", development=True)
    verdicts = list[Verdict]()
    for verdict in judge_all(names, options.apis or apis(), thorough=options.thorough):
        verdicts.append(verdict)
        in_order = f"{verdict.judge}, {verdict.api}: in order"
        print(f"\n{findings_of(verdict)}\n" if verdict.findings else in_order, flush=True)
    violations = sum(len(verdict.findings) for verdict in verdicts)
    print(f"\n{table(verdicts)}\n\n{violations} violations in {time.monotonic() - started:.0f} s")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
