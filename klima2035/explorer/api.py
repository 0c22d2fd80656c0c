"""The page's calls as a FastAPI application: forms checked, faults told, one computation at a time."""

from __future__ import annotations

import asyncio
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from klima2035 import __version__, complaints
from klima2035.errors import EnvironmentFault, Fault, InputError, KlimaError, fault
from klima2035.explorer import asked, assets, files, gate, why
from klima2035.explorer.asked import Asked, Base, Form, Opened, Saved, Setting
from klima2035.explorer.desk import SettingError
from klima2035.explorer.engine import Engine, as_json
from klima2035.explorer.gate import TooLargeError
from klima2035.explorer.later import GivenUpError, Later
from klima2035.messages import system

Answer = TypeVar("Answer")

WAITING = 400  # calls that may wait for the one that is worked out
PATIENCE = 30.0  # seconds that a call may take, its waiting included
FOREVER = "public, max-age=31536000, immutable"
REFUSED: dict[int | str, dict[str, Any]] = {
    code: {"description": told, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Faults"}}}}
    for code, told in {
        400: "no such body", 401: "no token", 403: "another origin", 405: "no such method", 409: "the name is taken",
        413: "too large", 415: "not JSON", 421: "another host",
        422: "faults of the setting, form or file", 499: "nobody waits any more", 500: "a mistake of the program",
        503: "busy, or the machine refuses", 504: "too slow",
    }.items()
}  # fmt: skip
SCHEMAS = {
    "Text": {"type": "object", "required": ["de", "en"], "additionalProperties": False,
             "properties": {"de": {"type": "string"}, "en": {"type": "string"}}},
    "Faults": {"type": "object", "required": ["faults"], "properties": {"faults": {"type": "array", "items": {
        "type": "object", "required": ["text", "line", "column", "key"], "properties": {
            "text": {"$ref": "#/components/schemas/Text"}, "line": {"type": ["integer", "null"]},
            "column": {"type": ["integer", "null"]}, "key": {"type": ["string", "null"]}}}}}},
}  # fmt: skip


class GoneError(Exception):
    """Nobody waits for the answer any more."""


class BusyError(Exception):
    """Too many calls wait already."""


class Turns:
    """Lets calls compute one at a time, in the order in which they came; who has gone away loses the turn."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="klima2035")
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def take(self, request: Request, work: Callable[[], Answer]) -> Answer:
        """Return what a piece of work gives; GoneError, BusyError, TimeoutError, or what it raises."""
        if self._waiting >= WAITING:
            raise BusyError
        self._waiting += 1
        try:
            async with asyncio.timeout(PATIENCE), self._turn:
                if await request.is_disconnected():
                    raise GoneError
                return await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._pool, work))
        finally:
            self._waiting -= 1


def application(engine: Engine, later: Later, hosts: Sequence[str] | None, token: str | None) -> gate.Gate:
    """Return the whole application behind its gate."""
    app = FastAPI(title="klima2035", version=__version__, docs_url=None, redoc_url=None, openapi_url="/openapi.json")
    turns = Turns()
    _calls(app, engine, turns, later)
    _pages(app)
    _faults(app)
    _described(app)
    return gate.Gate(app, hosts, token)


def _calls(app: FastAPI, engine: Engine, turns: Turns, later: Later) -> None:
    """Add the calls of the page."""
    _asked(app, turns, "/api/start", engine.start)
    _posted(app, turns, "/api/base", Base, engine.base)
    _posted(app, turns, "/api/view", Setting, engine.view)
    _posted(app, turns, "/api/notes", Setting, engine.notes)
    _posted(app, turns, "/api/why", Asked, lambda one: as_json(why.why(engine, one)))
    _posted(app, turns, "/api/yaml", Saved, lambda one: as_json(files.text(engine, one)))
    _posted(app, turns, "/api/save", Saved, lambda one: as_json(files.save(engine, one)))
    _posted(app, turns, "/api/open", Opened, lambda one: as_json(files.opened(engine, one)))
    for kind in ("band", "credit"):
        _slow(app, turns, engine, later, kind)


def _asked(app: FastAPI, turns: Turns, path: str, work: Callable[[], bytes]) -> None:
    """Add a call without a form, computed in its turn."""

    async def call(request: Request) -> Response:
        return _json(await turns.take(request, work))

    app.get(path, responses=REFUSED, response_class=Response)(call)


def _posted(app: FastAPI, turns: Turns, path: str, form: type[Form], work: Callable[[Any], bytes]) -> None:
    """Add a call with a form, computed in its turn."""

    async def posted(request: Request, body: Any) -> Response:
        begun = time.perf_counter()
        answer = _json(await turns.take(request, lambda: work(body)))
        answer.headers["server-timing"] = f"all;dur={(time.perf_counter() - begun) * 1e3:.1f}"
        return answer

    posted.__annotations__["body"] = form
    app.post(path, responses=REFUSED, response_class=Response)(posted)


def _slow(app: FastAPI, turns: Turns, engine: Engine, later: Later, kind: str) -> None:
    """Add a call that another process works out; it is given up when nobody waits any more."""

    async def call(request: Request, body: Setting) -> Response:
        wanted = await turns.take(request, lambda: engine.desk.wanted(body))
        if wanted.case is not None:
            raise InputError([fault(asked.UNSAVED, 1, 1, "stress_plan_only")])
        key = f"{engine.key(body)} {wanted.scenario.digest()}"  # a base whose file was changed is another
        return _json(await later.work(kind, wanted, key, request.is_disconnected))

    call.__annotations__["body"] = Setting
    app.post(f"/api/{kind}", responses=REFUSED, response_class=Response)(call)


def _json(body: bytes, status: int = 200) -> Response:
    return Response(body, status, media_type="application/json")


def _pages(app: FastAPI) -> None:
    """Add the page and its files, compressed once."""
    site = assets.site()

    async def page(request: Request) -> Response:
        found = site.get(request.url.path)
        if found is None:
            raise HTTPException(404)
        packed = "gzip" in request.headers.get("accept-encoding", "")
        headers = {"vary": "accept-encoding", **({"content-encoding": "gzip"} if packed else {})}
        headers["cache-control"] = "no-cache" if request.url.path == "/" else FOREVER
        return Response(found.packed if packed else found.content, headers=headers, media_type=found.kind)

    for path in site:
        app.get(path, include_in_schema=False)(page)


def _faults(app: FastAPI) -> None:
    """Tell every refusal as faults; what is a mistake of ours goes to the window of the server, never to the page."""

    async def refused(_: Request, error: Exception) -> Response:
        if isinstance(error, InputError):
            return _json(as_json(told(error)), 409 if isinstance(error, files.TakenError) else 422)
        if isinstance(error, EnvironmentFault):
            return _json(as_json(_plain(str(error), str(error))), 503)
        if isinstance(error, RequestValidationError):
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"][1:])[:80]
            return _json(as_json(gate.fault("page_form", f"{where}: {first['msg']}"[:200])), 422)
        if isinstance(error, HTTPException):
            return _json(as_json(gate.fault("page_unknown")), error.status_code)
        codes: dict[type[Exception], tuple[int, str]] = {
            GoneError: (499, "page_slow"), GivenUpError: (499, "page_slow"), BusyError: (503, "page_busy"),
            BrokenProcessPool: (503, "page_busy"), TimeoutError: (504, "page_slow"), TooLargeError: (413, "page_large"),
        }  # fmt: skip
        if isinstance(error, OSError) and type(error) not in codes:  # the machine refuses, as a drive that is gone
            where = f"{error.filename}: " if error.filename else ""
            return _json(as_json(_plain(*(where + system(error, lang) for lang in ("de", "en")))), 503)
        status, key = codes.get(type(error), (500, "page_failed"))
        if status == 500:
            traceback.print_exception(error, file=sys.stderr)
        return _json(as_json(gate.fault(key, *([gate.LARGEST // 1000] if status == 413 else []))), status)

    for kind in (
        KlimaError,
        RequestValidationError,
        HTTPException,
        GoneError,
        GivenUpError,
        BusyError,
        BrokenProcessPool,
        TimeoutError,
        TooLargeError,
        Exception,
    ):
        app.add_exception_handler(kind, refused)


def told(error: InputError) -> dict[str, Any]:
    """Return the faults of an error as the page shows them, each at its line."""
    if not error.faults:
        return _plain(str(error), str(error))
    keys = error.keys if isinstance(error, SettingError) else [""] * len(error.faults)
    return {"faults": [_fault(one, key) for one, key in zip(error.faults, keys, strict=True)]}


def _plain(german: str, english: str) -> dict[str, Any]:
    return {"faults": [{"text": {"de": german, "en": english}, "line": None, "column": None, "key": None}]}


def _fault(one: Fault, key: str) -> dict[str, Any]:
    told = {lang: complaints.sentence(one.code, dict(one.values), one.near, lang) for lang in ("de", "en")}
    if asked.UNSAVED not in one.file:  # another file than the setting or the opened text
        told = {lang: f"{complaints.harmless(one.file)}: {words}" for lang, words in told.items()}
        return {"text": told, "line": None, "column": None, "key": None}
    return {"text": told, "line": one.line, "column": one.column, "key": key or None}


def _described(app: FastAPI) -> None:
    """Describe the calls for tools that test them."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        made = plain()
        made["components"]["schemas"] |= SCHEMAS
        for path in made["paths"].values():
            for call in path.values():
                call["responses"]["200"] = {
                    "description": "done",
                    "content": {"application/json": {"schema": {"type": "object"}}},
                }
        return made

    app.openapi = described  # type: ignore[method-assign]
