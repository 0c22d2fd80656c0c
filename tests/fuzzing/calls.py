"""Calls to the explorer's server as bytes on its connection: broken HTTP, foreign pages, hostile JSON.

Each case is given to the server's own protocol in this process; one in forty also to a real server on a socket.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import random
import re
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import browsing
from exploring import DEFAULT, SETTINGS
from uvicorn.server import ServerState

from fuzzing.doors import Case, Try
from fuzzing.hostile import MARKUP, SIGNS, broken, name, text
from fuzzing.watch import Watch
from klima2035 import places
from klima2035.explorer import api, gate, server
from klima2035.explorer.connection import Connection
from klima2035.explorer.engine import Engine
from klima2035.explorer.later import Later

PATIENCE = 60.0  # seconds for one case in this process
REAL = 40  # one case in so many goes to a real server too
HOST = b"127.0.0.1:2035"
CALLS = ("base", "view", "notes", "why", "yaml", "save", "open", "band", "credit")
PATHS = [
    "/", "/api/start", "/openapi.json", "/docs", "/assets/../api.py", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/api/%00", "/api/view%00", "//api/view", "/api/view/", "/api//view",
    "/API/VIEW", "*", "http://127.0.0.1:2035/api/start", "http://x.example/", "x.example:443", "/" + "a" * 9000, "/?token=" + "x" * 300, "/?token=%ff", "/api/start?x=" + "&x=" * 500, "/\u00e4", "/api/view;x=1", "/api/view#x",
    "", "?", "/page.css", "/assets/", "/\\..\\x", "/api/save?path=../x",
]  # fmt: skip
METHODS = [
    "GET",
    "POST",
    "HEAD",
    "PUT",
    "DELETE",
    "OPTIONS",
    "PATCH",
    "TRACE",
    "CONNECT",
    "get",
    "X" * 300,
    "PRI",
    "GET\t",
    "",
    "G\u00cbT",
    "PROPFIND",
]
HEADERS = [
    ("host", "klima.example"), ("host", ""), ("host", "127.0.0.1:2035, x.example"), ("host", "[::1]:2035"), ("host", "localhost."), ("host", "127.1"), ("host", "127.0.0.1@x.example"), ("host", "[::1"), ("host", ":"), ("host", "\u00e4"),
    ("origin", "http://x.example"), ("origin", "null"), ("origin", "http://127.0.0.1:2035"), ("origin", "http://127.0.0.1:2035.x.example"), ("origin", "file://"), ("origin", "HTTP://127.0.0.1:2035"), ("origin", ""),
    ("content-length", "-1"), ("content-length", "1"), ("content-length", "0"), ("content-length", "99999999999999999999999"), ("content-length", "5, 5"), ("content-length", "+5"), ("content-length", "\u0665"), ("content-length", "1e3"), ("content-length", "300001"), ("content-length", ""),
    ("transfer-encoding", "chunked"), ("transfer-encoding", "chunked, chunked"), ("transfer-encoding", "gzip, chunked"), ("transfer-encoding", "identity"), ("transfer-encoding", "xchunked"), ("transfer-encoding", " chunked"),
    ("content-type", "text/plain"), ("content-type", "application/json; charset=utf-7"), ("content-type", "application/jsonx"), ("content-type", "multipart/form-data; boundary=x"), ("content-type", ""), ("content-encoding", "gzip"),
    ("cookie", "klima2035=x"), ("cookie", "klima2035=" + "x" * 5000), ("cookie", "a=\"\\\\"), ("cookie", ";;;=;=x;\u00fc"), ("cookie", "klima2035=\x01"), ("authorization", "Bearer x"), ("authorization", "Basic eDp4"), ("authorization", "Bearer \u00fc"),
    ("upgrade", "websocket"), ("upgrade", "h2c"), ("connection", "upgrade"), ("connection", "close"), ("connection", "keep-alive, upgrade"), ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="), ("sec-websocket-version", "13"), ("expect", "100-continue"), ("expect", "x"),
    ("accept-encoding", "gzip;q=0"), ("range", "bytes=0-1,5-"), ("if-none-match", "*"), ("x-forwarded-for", "1.2.3.4"), ("x-forwarded-host", "x.example"), ("forwarded", "host=x.example"), ("x-http-method-override", "PUT"), ("te", "trailers"), ("trailer", "host"), ("referer", "http://x.example"),
    ("x", "a\r\nset-cookie: x=y"), ("x", "\x00"), ("x", "a" * 20_000), ("", "x"), ("x y", "z"), ("x\u00e4", "z"), ("x:", "z"), (" x", "folded"), ("sec-fetch-site", "cross-site"),
]  # fmt: skip
RAW = [
    b"NaN", b"Infinity", b"-Infinity", b"1e400", b"-1e400", b"1" * 5000, b"1e-400", b"1.5", b"-0", b"true", b"null", b'""', b'"\\ud800"', b'"\\udfff\\ud800"', b'"\\u0000"', b"[]", b"{}", b"[" * 100_000, b'{"a":' * 20_000, b"[" * 500 + b"]" * 500,
    b'{"__proto__": {"x": 1}}', b'{"constructor": {"prototype": {}}}', b'"' + b"a" * 100_001 + b'"', b"2030", b"99999999999999999999", b"0.1e1", b"01", b".5", b"'x'", b"\xff\xfe", b"\xef\xbb\xbf{}", b"/* x */ 1", b'"\xc3\x28"', b'{"a":1,"a":2}', b"2026-01-01", b'"2030"', b"[[1]]",
]  # fmt: skip
KEYS = [
    "base",
    "document",
    "measures",
    "framework",
    "settings",
    "stress",
    "setting",
    "name",
    "title",
    "text",
    "key",
    "year",
    "on",
    "start",
    "end",
    "ambition",
    "levers",
    "__class__",
    "__proto__",
    "",
    "x" * 300,
    "heat-pumps",
    "e-cars",
    "grid",
    "adoption",
    "\ud800",
    "a b",
]


class Slow(Later):
    """Stands for the other process, which would take seconds for each call."""

    async def work(self, kind: str, *_: Any) -> bytes:
        return b"{}"


def sound(draw: random.Random) -> tuple[str, Any]:
    """Return a call that the page makes: its path and its body."""
    call = draw.choice(CALLS)
    setting = draw.choice([*SETTINGS.values()]).model_dump(exclude_defaults=True)
    if call == "base":
        return call, {"base": draw.choice((DEFAULT, "trend"))}
    if call == "why":
        return call, {
            "setting": setting,
            "key": draw.choice(("co2e", "end_use/buildings", "full/gap", "x")),
            "year": 2035,
        }
    if call in {"yaml", "save"}:
        return call, {"setting": setting, "name": f"own-{draw.randrange(10**6)}", "title": "Probe"}
    if call == "open":
        return call, {"text": "schema: 1\nname: a-b\ntitle: {de: A, en: B}\nextends: trend\n"}
    return call, setting


def other(draw: random.Random, data: Any) -> Any:
    """Change one thing somewhere in a body; bytes stand for JSON that no writer would write."""
    if isinstance(data, dict) and data and draw.random() < 0.8:
        made, key = dict(data), draw.choice(sorted(data))
        how = draw.random()
        if how < 0.6:
            made[key] = other(draw, data[key])
        elif how < 0.75:
            made[draw.choice(KEYS)] = made.pop(key)
        elif how < 0.9:
            made[draw.choice(KEYS)] = _leaf(draw)
        else:
            made.pop(key)
        return made
    if isinstance(data, list) and data and draw.random() < 0.8:
        at = draw.randrange(len(data))
        return [*data[:at], other(draw, data[at]), *data[at + 1 :]] * draw.choice((1, 1, 1, 50))
    if isinstance(data, str) and draw.random() < 0.5:
        return draw.choice(
            (
                name(draw),
                text(draw),
                data * 3,
                data.upper(),
                data + draw.choice(SIGNS),
                f"schema: 1\nname: {name(draw)}\ntitle: {text(draw)}\nextends: {name(draw)}\n",
            )
        )
    return _leaf(draw)


def _leaf(draw: random.Random) -> Any:
    return draw.choice(
        (
            draw.choice(RAW),
            text(draw),
            name(draw),
            draw.choice(MARKUP),
            draw.choice(KEYS),
            draw.choice((0, -1, 2030, 2**63, 10**30, 1.5, 1e308, True, False, None)),
            [],
            {},
            {"levers": {draw.choice(KEYS): 1}},
        )
    )


def as_json(data: Any) -> bytes:
    """Return JSON; bytes stand for themselves, lone surrogates are escaped."""
    raws: list[bytes] = []

    def kept(one: Any) -> str:
        raws.append(one)
        return f"\uf8ff{len(raws) - 1}\uf8ff"

    made = json.dumps(data, default=kept).encode()
    return re.sub(rb'"\\uf8ff(\d+)\\uf8ff"', lambda found: raws[int(found[1])], made)


def _request(method: str, path: str, headers: list[tuple[str, str]], body: bytes, version: str = "HTTP/1.1") -> bytes:
    head = "".join(f"{one}: {value}\r\n" for one, value in headers)
    return f"{method} {path} {version}\r\n{head}\r\n".encode("utf-8", "surrogatepass") + body


SOUND = _request("GET", "/api/start", [("host", HOST.decode()), ("connection", "close")], b"")


def content(number: int) -> Case:
    """Return the bytes of one case; its kind says whether they come at once, in pieces, or never end."""
    draw = random.Random(number)  # noqa: S311 - no secret
    call, data = sound(draw)
    method, path, version = "POST", f"/api/{call}", "HTTP/1.1"
    for _ in range(draw.choice((0, 1, 1, 1, 2, 4))):
        data = other(draw, data)
    body = as_json(data)
    if draw.random() < 0.15:
        body = broken(draw, body, RAW, most=400_000)
    if draw.random() < 0.03:
        body = draw.choice(RAW) * draw.choice((1, 1, 300))
    headers = [("host", HOST.decode()), ("content-type", "application/json"), ("content-length", str(len(body)))]
    how = draw.random()
    if how < 0.1:
        method, path = draw.choice(METHODS), draw.choice([*PATHS, path])
    elif how < 0.15:
        method, path, body = "GET", draw.choice(PATHS), b""
        headers = headers[:1]
    if draw.random() < 0.25:
        _other_headers(draw, headers)
    if draw.random() < 0.02:
        headers += [(f"x-{i}", "y" * draw.choice((1, 30))) for i in range(draw.choice((100, 1000, 5000)))]
    if draw.random() < 0.06:
        headers = [one for one in headers if one[0] != "content-length"] + [("transfer-encoding", "chunked")]
        body = _chunked(draw, body)
    if draw.random() < 0.02:
        version = draw.choice(("HTTP/1.0", "HTTP/2.0", "HTTP/0.9", "", "HTTP/1.1 x", "http/1.1"))
    raw = _request(method, path, headers, body, version)
    if draw.random() < 0.08:
        raw = broken(draw, raw, [b"\r\n", b"\n", b"\r", b"\x00", b": ", b" ", b"\r\n\r\n", *RAW], most=400_000)
    if draw.random() < 0.05:
        raw = raw[: draw.randrange(len(raw) + 1)]
    if draw.random() < 0.05:
        raw += raw * draw.choice((1, 5))
    return Case(draw.choice(("whole", "whole", "whole", "pieces")), raw)


def _other_headers(draw: random.Random, headers: list[tuple[str, str]]) -> None:
    for _ in range(draw.choice((1, 1, 2, 4))):
        one = draw.choice(HEADERS)
        if draw.random() < 0.5:
            headers[:] = [kept for kept in headers if kept[0] != one[0]]
        headers.insert(draw.randrange(len(headers) + 1), one)


def _chunked(draw: random.Random, body: bytes) -> bytes:
    size = draw.choice((1, 7, 1000, 100_000)) if len(body) < 2000 else 50_000
    made = b"".join(
        b"%x%s\r\n%s\r\n" % (len(body[i : i + size]), draw.choice((b"", b"", b";x=y")), body[i : i + size])
        for i in range(0, len(body), size)
    )
    return made + draw.choice(
        (
            b"0\r\n\r\n",
            b"0\r\n\r\n",
            b"0\r\nx: y\r\n\r\n",
            b"",
            b"-1\r\n",
            b"fffffffffffffffff\r\n",
            b"zz\r\n",
            b"0\r\n",
        )
    )


class Wire(asyncio.Transport):
    """What the server writes to, in place of a socket."""

    def __init__(self) -> None:
        super().__init__({"peername": ("127.0.0.1", 50_000), "sockname": ("127.0.0.1", 2035)})
        self.sent = bytearray()
        self.closed = False

    def write(self, data: Any) -> None:
        self.sent += data

    def close(self) -> None:
        self.closed = True

    abort = close

    def is_closing(self) -> bool:
        return self.closed

    def pause_reading(self) -> None:
        """Nothing waits before this wire."""

    def resume_reading(self) -> None:
        """Nothing waits before this wire."""

    def get_write_buffer_size(self) -> int:
        return 0

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """It takes all."""


def configuration(app: Any) -> Any:
    """Return how the server serves an application."""
    made = server.configuration(app)
    made.load()
    return made


def connected(config: Any) -> tuple[Wire, Connection]:
    """Return a connection to the server and what it writes to."""
    wire, connection = Wire(), Connection(config, ServerState(), {}, asyncio.get_running_loop())
    connection.connection_made(wire)
    return wire, connection


async def answered(config: Any, case: Case) -> bytes:
    """Return what the server answers to the bytes of a case."""
    wire, connection = connected(config)
    state = connection.server_state
    pieces = (
        [case.raw]
        if case.kind == "whole"
        else [case.raw[i : i + 1 + len(case.raw) // 7] for i in range(0, len(case.raw), 1 + len(case.raw) // 7)]
    )
    for piece in filter(None, pieces):  # no transport hands over nothing
        if wire.closed:
            break
        connection.data_received(piece)
        await asyncio.sleep(0)
    async with asyncio.timeout(PATIENCE):
        while state.tasks and not (connection.cycle.more_body and _idle(connection)):
            await asyncio.sleep(0.0005)
    connection.connection_lost(None)
    async with asyncio.timeout(PATIENCE):
        while state.tasks:
            await asyncio.sleep(0.0005)
    return bytes(wire.sent)


def _idle(connection: Connection) -> bool:
    """Return whether a request has told nothing more and the application has taken all that there was."""
    return not connection.cycle.body and not connection.cycle.response_started


def statuses(answer: bytes) -> list[int]:
    """Return the status of every answer; each must carry the policy and tell nothing of the program's inside."""
    found = []
    for head in re.findall(rb"HTTP/1\.1 (?!100)\d{3}[^\r]*\r\n(?:[^\r]+\r\n)*\r\n", answer):
        found.append(int(head[9:12]))
        assert b"content-security-policy: default-src 'none'" in head, head
        assert b"x-content-type-options: nosniff" in head, head
        assert head.count(b"\r\nset-cookie:") == 0, head
    assert b"Traceback" not in answer, answer[:300]
    assert b'File "' not in answer, answer[:300]
    assert 500 not in found, answer[:300]
    return found


class Server:
    """The application in this process, behind the protocol that serves it."""

    def __init__(self, folder: Path) -> None:
        app = api.application(Engine(DEFAULT, (folder / "scenarios").as_posix()), Slow(), gate.LOCAL, None)
        self.config = configuration(app)
        self.loop = asyncio.new_event_loop()
        self.complaints: list[str] = []
        told = logging.Handler(logging.ERROR)
        told.emit = lambda record: self.complaints.append(told.format(record))  # type: ignore[method-assign]
        logging.getLogger("uvicorn.error").handlers = [told]
        self.loop.set_exception_handler(
            lambda _loop, context: self.complaints.append(str(context.get("exception") or context["message"]))
        )

    def take(self, case: Case) -> str:
        """Return the statuses of the answers to a case."""
        self.complaints.clear()
        found = statuses(self.loop.run_until_complete(answered(self.config, case)))
        assert not self.complaints, self.complaints
        return " ".join(str(one) for one in sorted(set(found))) or "no answer"

    def is_well(self) -> bool:
        """Return whether a sound call is still answered."""
        body = b'{"base":"trend"}'
        raw = _request(
            "POST",
            "/api/view",
            [("host", HOST.decode()), ("content-type", "application/json"), ("content-length", str(len(body)))],
            body,
        )
        return self.take(Case("whole", raw)) == "200"


def real(address: str, raw: bytes, patience: float = 0.3) -> list[int]:
    """Return the statuses with which a real server answers; who says nothing for a moment has said all."""
    host, port = address.removeprefix("http://").strip("/").split(":")
    got = bytearray()
    raw = raw.replace(b"/api/band", b"/api/base").replace(b"/api/credit", b"/api/base")
    with (
        socket.create_connection((host, int(port)), timeout=PATIENCE) as link,
        contextlib.suppress(ConnectionError, TimeoutError),
    ):
        link.settimeout(patience)
        link.sendall(raw.replace(HOST, f"{host}:{port}".encode()))
        while block := link.recv(1 << 16):
            got += block
    return statuses(bytes(got))


class Calls:
    """Bytes on the connection of the explorer's server."""

    name, slowest, growth = "http", 5.0, 300.0  # of the peak: a case may take 150 MB for a moment

    def content(self, number: int) -> Case:
        """Return the bytes of one connection."""
        return content(number)

    @contextmanager
    def opened(self) -> Iterator[Try]:
        """Give what sends a case; files may be made in the folder for saving alone."""
        home = Path.cwd()
        with (
            tempfile.TemporaryDirectory() as made,
            tempfile.TemporaryDirectory() as other,
            browsing.serving(Path(other)) as address,
        ):
            folder, count = Path(made).resolve(), 0
            os.chdir(folder)
            (folder / "scenarios").mkdir()
            served, watch = Server(folder), Watch(folder / "scenarios")
            assert served.is_well()

            def take(case: Case) -> str:
                nonlocal count
                count += 1
                with watch:
                    outcome = served.take(case)
                for path in watch.written:
                    assert places.is_name(Path(path).stem) or Path(path).name.startswith("."), path
                if count % REAL == 0:
                    real(address, case.raw)
                    assert real(address, SOUND, PATIENCE) == [200]
                if count % 50 == 0:
                    assert served.is_well()
                    for path_ in (folder / "scenarios").iterdir():
                        assert path_.name.endswith(".yaml"), path_
                        path_.unlink()
                return outcome

            try:
                yield take
            finally:
                os.chdir(home)
                served.loop.close()


HTTP = Calls()
