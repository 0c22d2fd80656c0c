"""One connection to the page's server: who sends nothing, or never ends, is not waited for."""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from klima2035.explorer.gate import HEADERS

SLOWEST = 20.0  # seconds that a request may take to arrive


class Connection(H11Protocol):
    """HTTP as uvicorn speaks it; a request that does not arrive in time ends the connection, without an answer."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._since = self.loop.time()
        self._look = self.loop.call_later(SLOWEST, self._looked)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._look.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Begin to wait for the next request."""
        self._since = self.loop.time()
        super().on_response_complete()

    def _looked(self) -> None:
        cycle: Any = self.cycle
        arriving = cycle is None or cycle.response_complete or cycle.more_body
        left = self._since + SLOWEST - self.loop.time()
        if arriving and left <= 0.0:
            self.transport.abort()
            return
        self._look = self.loop.call_later(left if arriving else SLOWEST, self._looked)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, with the headers that every answer carries; what is being answered is given up."""
        cycle: Any = self.cycle
        given_up = cycle is not None and not cycle.response_complete
        body = b"" if given_up and cycle.scope["method"] == "HEAD" else msg.encode("ascii")
        headers = [("content-type", "text/plain; charset=utf-8"), ("connection", "close"), *HEADERS.items()]
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            answer = h11.Response(status_code=400, headers=headers, reason=b"Bad Request")
            for event in (answer, h11.Data(data=body), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        if given_up:
            cycle.disconnected = True
            cycle.message_event.set()
        self.transport.close()
