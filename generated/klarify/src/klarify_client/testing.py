"""A fake of the service for your own tests. Generated; do not edit.

In process: ``Klarify(access_key="k", transport=FakeKlarify().transport)``.
Over loopback: ``python -m klarify_client.testing --port 0``.
"""

from ._overrides.fake import FakeKlarify
from ._runtime.clock import no_waiting

__all__ = ["FakeKlarify", "no_waiting"]

if __name__ == "__main__":
    from ._runtime.fake_server import main

    raise SystemExit(main(FakeKlarify))
