"""The explorer's calls: who may ask, what is refused and how, and that nothing stops the server from serving."""

from __future__ import annotations

import asyncio
import errno
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from exploring import DEFAULT, setting
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from schemathesis.specs.openapi.checks import positive_data_acceptance

from klima2035.explorer import api, assets, gate
from klima2035.explorer.engine import Engine
from klima2035.explorer.later import Later

TOKEN = "a-token-of-more-than-16"  # noqa: S105 - of the tests alone
HOME = "http://127.0.0.1:2035"


class Slow(Later):
    """Stands for the other process where a test does not want it."""

    async def work(self, kind: str, *_: Any) -> bytes:
        return b"{}"


def server(folder: Path, token: str | None = None, hosts: tuple[str, ...] | None = gate.LOCAL) -> gate.Gate:
    return api.application(Engine(DEFAULT, (folder / "scenarios").as_posix()), Slow(), hosts, token)


class Client:
    """Asks an application as a browser would, in this process."""

    def __init__(self, app: gate.Gate, base: str = HOME) -> None:
        self.app, self.base = app, base

    def __call__(self, method: str, path: str, **more: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=self.base) as client:
                return await client.request(method, path, **more)

        return asyncio.run(ask())


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Client:
    return Client(server(tmp_path_factory.mktemp("work")))


def faults(answer: httpx.Response) -> list[dict[str, Any]]:
    found = answer.json()["faults"]
    assert found
    assert all(one["text"]["de"] and one["text"]["en"] for one in found)
    assert "Traceback" not in answer.text
    assert ".py" not in answer.text
    return list(found)


def test_every_answer_carries_the_policy(ask: Client) -> None:
    for method, path in (("GET", "/"), ("GET", "/api/start"), ("GET", "/nothing"), ("POST", "/api/view"), ("PUT", "/")):
        answer = ask(method, path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-frame-options"] == "DENY"
        assert "server" not in answer.headers


def test_the_page_names_only_its_own_files(ask: Client) -> None:
    page = ask("GET", "/")
    assert page.headers["content-type"].startswith("text/html")
    for path, one in assets.site().items():
        answer = ask("GET", path, headers={"accept-encoding": "identity"})
        assert answer.content == one.content
        packed = ask("GET", path, headers={"accept-encoding": "gzip"})
        assert packed.headers["content-encoding"] == "gzip"
        assert packed.content == one.content
    whole = sum(len(one.packed) for one in assets.site().values())
    assert whole < 1_000_000


@pytest.mark.parametrize(
    "path", ["/assets/../api.py", "/assets/%2e%2e/api.py", "/assets/", "/docs", "/redoc", "/page.css"]
)
def test_nothing_else_is_to_be_had(ask: Client, path: str) -> None:
    assert ask("GET", path).status_code == 404


def test_a_name_that_was_made_to_point_here_is_refused(tmp_path: Path) -> None:
    app = server(tmp_path)
    assert Client(app, "http://klima.example")("GET", "/").status_code == 421
    assert Client(app, "http://localhost:2035")("GET", "/").status_code == 200
    assert Client(app, "http://[::1]:2035")("GET", "/").status_code == 200


def test_another_pages_call_is_refused(ask: Client) -> None:
    body = setting().model_dump()
    assert ask("POST", "/api/view", json=body, headers={"origin": "http://127.0.0.1:8000"}).status_code == 403
    assert ask("POST", "/api/view", json=body, headers={"origin": "null"}).status_code == 403
    assert ask("POST", "/api/view", json=body, headers={"origin": HOME}).status_code == 200
    plain = {"content-type": "text/plain", "origin": HOME}
    assert ask("POST", "/api/view", content=json.dumps(body), headers=plain).status_code == 415


def test_the_token_stands_guard(tmp_path: Path) -> None:
    ask = Client(server(tmp_path, TOKEN, None), "http://office.example:2035")
    assert ask("GET", "/").status_code == 401
    assert ask("GET", "/api/start").status_code == 401
    assert ask("GET", "/?token=wrong-token-of-16-signs").status_code == 401
    assert ask("GET", f"/api/start?token={TOKEN}").status_code == 401  # only the page's address takes it
    welcome = ask("GET", f"/?token={TOKEN}")
    assert welcome.status_code == 303
    assert welcome.headers["location"] == "/"
    cookie = welcome.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert ask("GET", "/", headers={"cookie": f"klima2035={TOKEN}"}).status_code == 200
    assert ask("GET", "/api/start", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    for cookie in ("klima2035=", "klima2035=x", "a;b;=", "klima2035=\xfc"):
        assert ask("GET", "/", headers={b"cookie": cookie.encode("latin-1")}).status_code == 401


def test_a_refusal_is_told_in_both_languages_at_its_line(ask: Client) -> None:
    body = setting(measures={"heat-pumps": {"start": 2010}}).model_dump(exclude_defaults=True)
    answer = ask("POST", "/api/view", json=body)
    assert answer.status_code == 422
    (only,) = faults(answer)
    assert "2026" in only["text"]["de"]
    assert only["line"] == 6
    assert only["key"] == "measures.heat-pumps.start"  # the page shows it at this control
    opened = ask(
        "POST", "/api/open", json={"text": "schema: 1\nname: a-b\ntitle: {de: A, en: B}\nextends: trend\nmeasure: {}\n"}
    )
    assert [one["line"] for one in faults(opened)] == [5]
    assert "measures" in opened.json()["faults"][0]["text"]["de"]


BAD = {
    "no JSON": b"{",
    "not UTF-8": b'{"base": "\xff"}',
    "a list": b"[]",
    "null": b"null",
    "a number": b"1",
    "deep": b'{"base":' + b"[" * 5000 + b"]" * 5000 + b"}",
    "another key": b'{"bse": "trend"}',
    "no name": b'{"base": "../trend"}',
    "a long name": b'{"base": "' + b"a" * 5000 + b'"}',
    "not a number": b'{"base": "trend", "measures": {"e-cars": {"ambition": NaN}}}',
    "endless": b'{"base": "trend", "measures": {"e-cars": {"ambition": 1e999}}}',
    "a year that is text": b'{"base": "trend", "measures": {"e-cars": {"start": "2030"}}}',
    "a bomb": json.dumps({"document": "a: &a [" + "*a," * 20 + "]"}).encode(),
    "a tag": json.dumps({"document": "!!python/object/apply:os.system ['true']"}).encode(),
    "another folder": json.dumps({"document": "schema: 1\nname: a\nextends: ../../etc/passwd\n"}).encode(),
    "signs": json.dumps({"document": "\x00\ud7ff\u202e"}).encode(),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_and_the_server_goes_on(ask: Client, name: str) -> None:
    answer = ask("POST", "/api/view", content=BAD[name], headers={"content-type": "application/json"})
    assert answer.status_code in {400, 422}, answer.text
    faults(answer)
    assert ask("POST", "/api/view", json={"base": "trend"}).status_code == 200


def test_what_is_too_large_is_refused_whatever_its_header_says(ask: Client) -> None:
    many = b'{"document": "' + b"x" * (gate.LARGEST + 10) + b'"}'
    headers = {"content-type": "application/json"}
    assert ask("POST", "/api/view", content=many, headers=headers).status_code == 413

    async def pieces() -> Any:
        for _ in range(40):
            yield b"x" * 10_000

    answer = ask("POST", "/api/view", content=pieces(), headers=headers)  # no length in the header
    assert answer.status_code in {400, 413}
    faults(answer)


def test_a_mistake_of_the_program_shows_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = server(tmp_path)

    def broken(*_: Any) -> bytes:
        raise RuntimeError("the secret inside")

    with monkeypatch.context() as patch:
        patch.setattr(api.why, "why", broken)
        answer = Client(app)("POST", "/api/why", json={"setting": {"base": "trend"}, "key": "co2e"})
    assert answer.status_code == 500
    assert "secret" not in answer.text
    faults(answer)
    assert "the secret inside" in capsys.readouterr().err  # the one who runs the server sees it
    assert Client(app)("GET", "/api/start").status_code == 200


def test_what_the_machine_refuses_is_told_and_is_no_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = server(tmp_path)

    def gone(*_: Any) -> bytes:
        raise OSError(errno.EIO, "input/output error", "scenarios/trend.yaml")

    with monkeypatch.context() as patch:
        patch.setattr(api.why, "why", gone)
        answer = Client(app)("POST", "/api/why", json={"setting": {"base": "trend"}, "key": "co2e"})
    assert answer.status_code == 503
    (told,) = faults(answer)
    assert told["text"]["de"].startswith("scenarios/trend.yaml: ")
    assert told["text"]["de"] != told["text"]["en"]
    assert capsys.readouterr().err == ""


def test_saving_stays_below_the_folder(tmp_path: Path) -> None:
    app = server(tmp_path)
    for name in ("../x", "a/b", "..", "C:\\x", "x\x00", "\u2024\u2024/x", "con"):
        answer = Client(app)("POST", "/api/save", json={"setting": {"base": "trend"}, "name": name, "title": ""})
        assert answer.status_code == 422, name
    turned = Client(app)("POST", "/api/save", json={"setting": {"base": "trend"}, "name": "gut", "title": "b\u202e"})
    assert turned.status_code == 422
    done = Client(app)("POST", "/api/save", json={"setting": {"base": "trend"}, "name": "gut", "title": "<b>&"})
    assert done.status_code == 200
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["gut.yaml"]
    again = Client(app)("POST", "/api/save", json={"setting": {"base": "trend"}, "name": "gut", "title": ""})
    assert again.status_code == 409
    faults(again)


def test_what_the_disk_refuses_is_told_in_the_language_of_the_page(tmp_path: Path) -> None:
    app = server(tmp_path / "there")
    (tmp_path / "there").write_text("a file where the folder should be", encoding="utf-8")
    said = {}
    for lang in ("de", "en"):
        wanted = {"setting": {"base": "trend"}, "name": "gut", "title": "", "lang": lang}
        answer = Client(app)("POST", "/api/save", json=wanted)
        assert answer.status_code == 503
        said[lang] = answer.json()["faults"][0]["text"][lang]
    assert said["de"] != said["en"]


def test_an_upload_touches_no_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "schema: 1\nname: a-b\ntitle: {de: A, en: B}\nextends: trend\n"
    answer = Client(server(tmp_path))("POST", "/api/open", json={"text": text})
    assert answer.status_code == 200
    assert not list(tmp_path.rglob("*"))


def test_a_changed_file_gets_a_band_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    asked: list[str] = []

    async def work(_self: Slow, _kind: str, _wanted: Any, key: str, *_: Any) -> bytes:
        asked.append(key)
        return b"{}"

    monkeypatch.setattr(Slow, "work", work)
    file = tmp_path / "scenarios" / "unser-plan.yaml"
    file.parent.mkdir()
    text = "schema: 1\nname: unser-plan\ntitle: {de: Plan, en: Plan}\nextends: klimaneutral-2035\n"
    client = Client(server(tmp_path))
    for measures in ("", "measures: {e-cars: false}\n"):
        file.write_text(text + measures, encoding="utf-8")
        assert client("POST", "/api/base", json={"base": "unser-plan"}).status_code == 200  # the page is loaded anew
        assert client("POST", "/api/band", json={"base": "unser-plan"}).status_code == 200
    assert len(set(asked)) == 2


def test_under_stress_there_is_neither_band_nor_credit(ask: Client) -> None:
    for call in ("band", "credit"):
        answer = ask("POST", f"/api/{call}", json={"base": DEFAULT, "stress": ["cold-winters"]})
        assert answer.status_code == 422
        assert "geplant" in faults(answer)[0]["text"]["de"]


def test_two_users_do_not_see_each_others_settings(ask: Client) -> None:
    first = ask(
        "POST", "/api/view", json=setting(measures={"heat-pumps": {"on": False}}).model_dump(exclude_defaults=True)
    )
    second = ask("POST", "/api/view", json={"base": DEFAULT})
    third = ask(
        "POST", "/api/view", json=setting(measures={"heat-pumps": {"on": False}}).model_dump(exclude_defaults=True)
    )
    assert first.content == third.content
    assert first.json()["series"]["co2e"] != second.json()["series"]["co2e"]
    assert not {"set-cookie", "etag"} & set(second.headers)
    assert second.headers["cache-control"] == "no-store"


def test_who_has_left_is_not_worked_for(tmp_path: Path) -> None:
    turns, worked = api.Turns(), []

    class Left:
        async def is_disconnected(self) -> bool:
            return True

    with pytest.raises(api.GoneError):
        asyncio.run(turns.take(Left(), lambda: worked.append(1)))  # type: ignore[arg-type, func-returns-value]
    assert not worked


def test_too_many_at_once_are_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "WAITING", 0)
    answer = Client(server(tmp_path))("GET", "/api/start")
    assert answer.status_code == 503
    faults(answer)


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Any:
    app = server(tmp_path_factory.mktemp("described"), None, None)
    return schemathesis.openapi.from_asgi("/openapi.json", app)


CALLS = ("base", "view", "notes", "why", "yaml", "save", "open", "band", "credit")


@pytest.mark.parametrize("call", CALLS)
def test_the_calls_keep_their_description(described: Any, call: str) -> None:
    operation = described[f"/api/{call}"]["POST"]

    @given(case=operation.as_strategy())
    @how(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    def holds(case: Any) -> None:
        case.call_and_validate(excluded_checks=[positive_data_acceptance])  # names a schema cannot know

    holds()


def test_every_call_is_described(described: Any) -> None:
    found = set(described.raw_schema["paths"])
    assert found == {"/api/start", *(f"/api/{call}" for call in CALLS)}
