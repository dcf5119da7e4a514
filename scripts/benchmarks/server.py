"""A server that only waits: `python -m benchmarks.server SECONDS` prints its address and answers until it is killed.

Pages of procedures come after so many seconds, everything else at once. It does less than any HTTP server has to, so
that the client is what is measured: a request is what ends in an empty line, and its first line is all that is read.
"""

from __future__ import annotations

import asyncio
import re
import sys

from .bodies import ONE_APPLICATION, PAGES, procedures

_PAGE = re.compile(rb"/procedures\?\S*\bpage=(\d+)")


def _answer(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


class _Answering(asyncio.Protocol):
    pages = tuple(_answer(procedures(page, pages=PAGES)) for page in range(PAGES))
    application = _answer(ONE_APPLICATION)
    delay = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if not isinstance(transport, asyncio.Transport):
            raise TypeError(transport)
        self._transport = transport
        self._received = b""

    def data_received(self, data: bytes) -> None:
        self._received += data
        *requests, self._received = self._received.split(b"\r\n\r\n")
        for request in requests:
            self._serve(request.partition(b"\r\n")[0])

    def _serve(self, line: bytes) -> None:
        if b"/procedures" not in line:
            self._transport.write(self.application)
            return
        page = _PAGE.search(line)
        answer = self.pages[int(page[1]) if page else 0]
        if self.delay:
            asyncio.get_running_loop().call_later(self.delay, self._transport.write, answer)
        else:
            self._transport.write(answer)


async def main(delay: float) -> None:
    """Serve until killed."""
    _Answering.delay = delay
    server = await asyncio.get_running_loop().create_server(_Answering, "127.0.0.1", 0, backlog=512)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1])))
