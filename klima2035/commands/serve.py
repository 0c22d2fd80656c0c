"""``klima2035 serve``: the explorer in the browser."""

from __future__ import annotations

import re
import secrets
from importlib.util import find_spec
from pathlib import Path

import click

from klima2035 import console, places
from klima2035.console import LANG, VERBOSE, Wish
from klima2035.errors import EnvironmentFault, InputError
from klima2035.messages import text
from klima2035.places import DEFAULT_SCENARIO

LOCAL = ("127.0.0.1", "localhost", "::1")
PORT = 2035
TOKEN = re.compile(r"[A-Za-z0-9_-]{16,200}")
PACKAGES = ("fastapi", "uvicorn")


@click.command(cls=console.Command)
@click.argument("scenario", default=DEFAULT_SCENARIO)
@click.option("--host", metavar="ADDRESS", default=LOCAL[0], help="help.host")
@click.option("--port", metavar="N", type=click.IntRange(0, 65535), default=PORT, help="help.port")
@click.option("--token", metavar="WORD", help="help.token")
@click.option(
    "--save", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), default=Path("scenarios"),
    help="help.save",
)  # fmt: skip
@click.option("--no-browser", is_flag=True, help="help.no_browser")
@LANG
@VERBOSE
@click.pass_obj
def serve(
    wish: Wish, scenario: str, host: str, port: int, token: str | None, save: Path, no_browser: bool
) -> None:  # fmt: skip
    """Serve the explorer until it is interrupted."""
    _check(scenario, host, token, wish.lang)
    from klima2035.explorer import server  # noqa: PLC0415 - web packages

    server.run(scenario, host, port, token, save, not no_browser, wish.lang)


def _check(scenario: str, host: str, token: str | None, lang: str) -> None:
    """Refuse what cannot be served, before anything is started."""
    if not places.is_name(scenario):
        raise InputError(text("serve_name", lang, scenario))
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        raise EnvironmentFault(text("serve_extra", lang, ", ".join(missing)))
    if token is not None and not TOKEN.fullmatch(token):
        raise InputError(text("serve_bad_token", lang))
    if token is None and host not in LOCAL:
        raise InputError(text("serve_needs_token", lang, host, secrets.token_urlsafe(16)))
