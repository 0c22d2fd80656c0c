"""The server: a socket of this machine, the application behind its gate, a browser that is shown the page."""

from __future__ import annotations

import contextlib
import gc
import os
import socket
import threading
import webbrowser
from collections.abc import Sequence
from pathlib import Path

import click
import uvicorn

from klima2035.errors import EnvironmentFault, InputError
from klima2035.explorer.api import application
from klima2035.explorer.asked import Setting
from klima2035.explorer.connection import Connection
from klima2035.explorer.engine import Engine
from klima2035.explorer.gate import LOCAL, App
from klima2035.explorer.later import Later
from klima2035.messages import system, text

MOST_CONNECTIONS = 256
IDLE = 20  # seconds that a connection may stay open without a request


def run(
    default: str, host: str, port: int, token: str | None, save: Path, browser: bool, lang: str
) -> None:  # fmt: skip
    """Serve the page until Ctrl-C; EnvironmentFault where the port is not to be had."""
    with contextlib.closing(_socket(host, port, lang)) as listening:
        engine = Engine(default, save.as_posix())
        engine.start()  # files are read and checked before anybody is asked in
        engine.view(Setting())  # and the first answer is there
        gc.collect()
        gc.freeze()  # tables stay: to look through them at each collection took a tenth of a view's time
        address = _address(host, listening.getsockname()[1]) + (f"?token={token}" if token else "")
        hosts = LOCAL if host in {"127.0.0.1", "localhost", "::1"} else None
        _serve(engine, listening, hosts, token, address, browser, lang)


def _serve(
    engine: Engine, listening: socket.socket, hosts: Sequence[str] | None, token: str | None, address: str,
    browser: bool, lang: str,
) -> None:  # fmt: skip
    """Say where the page is, show it in a browser if asked, and answer until Ctrl-C."""
    later = Later()
    config = configuration(application(engine, later, hosts, token))
    with contextlib.suppress(KeyboardInterrupt):  # the usual way to end it
        listening.listen(MOST_CONNECTIONS)  # who is told the address may come
        click.echo(text("serve_open", lang, address=address))
        if browser:
            threading.Timer(0.3, webbrowser.open, (address,)).start()
        uvicorn.Server(config).run(sockets=[listening])
    later.end()
    click.echo(text("serve_end", lang))


def configuration(app: App) -> uvicorn.Config:
    """Return how the application is served: how many may come, how long they may take, what is not told."""
    return uvicorn.Config(
        app, http=Connection, ws="none", lifespan="off", log_level="error", access_log=False, server_header=False,
        date_header=False, limit_concurrency=MOST_CONNECTIONS, timeout_keep_alive=IDLE, timeout_graceful_shutdown=2,
        proxy_headers=False, h11_max_incomplete_event_size=32_768,
    )  # fmt: skip


def _socket(host: str, port: int, lang: str) -> socket.socket:
    """Return a socket bound to an address; InputError for a host that is none, EnvironmentFault for a taken port."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        raise InputError(text("serve_bad_host", lang, host)) from None
    made = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(place)
    except OSError as error:
        made.close()
        reason = system(error, lang)
        raise EnvironmentFault(text("serve_port_taken", lang, host=host, port=port, reason=reason)) from error
    return made


def _address(host: str, port: int) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/"
