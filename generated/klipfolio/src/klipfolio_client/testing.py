"""A fake of the service for your own tests. Generated; do not edit.

In process: ``Klipfolio(api_key="k", transport=FakeKlipfolio().transport)``.
Over loopback: ``python -m klipfolio_client.testing --port 0``.
"""

from ._overrides.fake import FakeKlipfolio
from ._runtime.clock import no_waiting

__all__ = ["FakeKlipfolio", "no_waiting"]

if __name__ == "__main__":
    from ._runtime.fake_server import main

    raise SystemExit(main(FakeKlipfolio))
