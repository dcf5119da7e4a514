"""The command that receives webhooks and prints them: for trying, not for work."""

from __future__ import annotations

import argparse
import logging
import os
import re
import signal
import socket
from typing import TYPE_CHECKING

from .._runtime.errors import ConfigurationError
from .._runtime.fake_server import port_advice, port_number
from .webhook_app import LOGGER, WebhookApp

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

    from .webhook_delivery import WebhookEvent

_KEYS = "KLOUDLESS_API_KEY"


def main(program: str, argv: Sequence[str] | None = None) -> int:
    """Receive deliveries until Ctrl-C or SIGTERM; return 0 as the exit status, and end with 2 where it cannot begin.

    The first line printed is the address alone, every other one is a delivery; all else goes to standard error.
    """
    parser = _parser(program)
    options = parser.parse_args(argv)
    keys = [key for key in re.split(r"[\s,]+", os.environ.get(_KEYS, "")) if key]
    if not keys:
        parser.error(f"set the environment variable {_KEYS} to an API key of the application, or to several")
    try:
        app = WebhookApp(_show, {options.app_id: keys})
    except ConfigurationError as error:
        parser.error(str(error))
    try:
        import uvicorn
    except ImportError:
        parser.error("this takes uvicorn: pip install 'kloudless-management-client[asgi]'")
    _tell_refusals()
    try:
        listener = socket.create_server((options.host, options.port))
    except OSError as error:
        parser.error(port_advice(error, options.port))

    def end(_signal: int, _frame: FrameType | None) -> None:
        # The server stops in order first, and then raises the signal that it was given once more.
        raise SystemExit(0)

    # Installed before the address is printed: whoever reads it may end the process at once.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    with listener:
        host, port = listener.getsockname()[:2]
        print(f"http://{host}:{port}", flush=True)
        config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off")
        uvicorn.Server(config).run(sockets=[listener])
    return 0


def _show(event: WebhookEvent) -> None:
    print(f"account {event.account}", *(f"{name}={value}" for name, value in event.further), flush=True)


def _tell_refusals() -> None:
    log = logging.getLogger(LOGGER)
    log.addHandler(logging.StreamHandler())
    log.setLevel(logging.INFO)


def _parser(program: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=program,
        description="Receive the webhooks of a Kloudless application, verify them, answer them and print what they "
        "say, to see what arrives. Create the webhook while this runs: the service tries the address first.",
        epilog=f"The application's API key is read from {_KEYS}; several are separated by blanks. Ctrl-C ends it.",
    )
    parser.add_argument("--app-id", required=True, metavar="ID", help="the application's App ID, which is the answer")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument(
        "--port", type=port_number, default=8000, metavar="N", help="port, 0 for any free one (default: 8000)"
    )
    return parser
