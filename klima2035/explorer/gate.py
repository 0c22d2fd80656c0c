"""Who may ask what: hosts, origin, token, sizes, and the headers that every answer carries; plain ASGI."""

from __future__ import annotations

import hmac
import json
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from klima2035.messages import text

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

LARGEST = 300_000  # bytes of a request: a scenario file of the largest size, escaped, in a setting
COOKIE = "klima2035"
LOCAL = ("127.0.0.1", "localhost", "[::1]")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class TooLargeError(Exception):
    """A body is longer than it may be, whatever its header said."""


class Gate:
    """Stands before the application: lets through what may come in, and puts the headers on every answer.

    hosts: names under which the page may be asked for, None for any (then a token stands guard); token: what a
    request must bring as cookie or bearer, None where none is asked for.
    """

    def __init__(self, app: App, hosts: Iterable[str] | None, token: str | None) -> None:
        self.app, self.token = app, token
        self.hosts = None if hosts is None else frozenset(hosts)

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        guarded = _with_headers(send)
        refused = self._refused(scope, headers)
        if refused is not None:
            await _answer(guarded, *refused)
        elif (given := self._given(scope)) is not None:
            await _welcome(guarded, given)
        else:
            await self.app(scope, _bounded(receive), guarded)

    def _refused(self, scope: MutableMapping[str, Any], headers: MutableMapping[str, str]) -> tuple[int, str] | None:
        """Return status and message where a request may not come in."""
        found = self._foreign(scope, headers) or _malformed(scope, headers)
        if found is None and self.token is not None and not self._known(headers) and self._given(scope) is None:
            return 401, "page_token"
        return found

    def _foreign(self, scope: MutableMapping[str, Any], headers: MutableMapping[str, str]) -> tuple[int, str] | None:
        """Return the refusal of another host's name (a name that was made to point here) or another page's call."""
        host = headers.get("host", "").lower()
        name = host if host.endswith("]") else host.rsplit(":", 1)[0]
        if self.hosts is not None and name not in self.hosts:
            return 421, "page_host"
        origin = headers.get("origin", "")
        if scope["method"] == "POST" and origin and origin.lower() not in {f"http://{host}", f"https://{host}"}:
            return 403, "page_host"
        return None

    def _known(self, headers: MutableMapping[str, str]) -> bool:
        """Return whether a request brings the token as cookie or bearer."""
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            cookie = None
        brought = [cookie.value if cookie else "", headers.get("authorization", "").removeprefix("Bearer ")]
        return any(self._same(one) for one in brought)

    def _same(self, one: str) -> bool:
        return self.token is not None and hmac.compare_digest(one.encode(), self.token.encode())

    def _given(self, scope: MutableMapping[str, Any]) -> str | None:
        """Return the token that the page's address brings on the first visit, None where it brings none or another."""
        if self.token is None or scope["path"] != "/" or scope["method"] != "GET":
            return None
        given = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("token", [""])[0]
        return given if self._same(given) else None


def _malformed(scope: MutableMapping[str, Any], headers: MutableMapping[str, str]) -> tuple[int, str] | None:
    """Return the refusal of a method, a kind of content or a length that no call has."""
    if scope["method"] not in {"GET", "HEAD", "POST"}:
        return 405, "page_unknown"
    if scope["method"] == "POST" and not headers.get("content-type", "").startswith("application/json"):
        return 415, "page_form"
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length[:12]) > LARGEST:
        return 413, "page_large"
    return None


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {name for name, _ in message["headers"]}
            more = [(name.encode(), value.encode()) for name, value in HEADERS.items() if name.encode() not in own]
            if b"cache-control" not in own:
                more.append((b"cache-control", b"no-store"))
            message["headers"] = [*message["headers"], *more]
        await send(message)

    return sent


def _bounded(receive: Receive) -> Receive:
    """Return a receiver that gives up on a body that is longer than it may be; TooLargeError."""
    got = 0

    async def received() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > LARGEST:
            raise TooLargeError
        return message

    return received


def fault(key: str, *values: object) -> dict[str, Any]:
    """Return a message as the page shows faults."""
    told = {lang: text(key, lang, *values) for lang in ("de", "en")}
    return {"faults": [{"text": told, "line": None, "column": None, "key": None}]}


async def _answer(send: Send, status: int, key: str) -> None:
    values = {"page_large": (LARGEST // 1000,), "page_form": ("application/json",)}.get(key, ())
    body = json.dumps(fault(key, *values), ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    if status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _welcome(send: Send, token: str) -> None:
    """Give the browser the token as a cookie and send it to the page without it in the address."""
    cookie = f"{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict".encode()
    headers = [(b"location", b"/"), (b"set-cookie", cookie), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
