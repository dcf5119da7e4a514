"""A fake of the service for your own tests. Generated; do not edit.

In process: ``KloudlessManagement(developer_key="k", transport=FakeKloudless().transport)``.
Over loopback: ``python -m kloudless_management_client.testing --port 0``.
"""

from ._overrides.fake import FakeKloudless
from ._runtime.clock import no_waiting

__all__ = ["FakeKloudless", "no_waiting"]

if __name__ == "__main__":
    from ._runtime.fake_server import main

    raise SystemExit(main(FakeKloudless))
