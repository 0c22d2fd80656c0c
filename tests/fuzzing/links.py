"""Links that somebody sends: what stands behind the ``#``, read by the page's own code in a real browser.

Each case goes through the function that reads a link, in the page of the server and in the one file; one in a hundred is
put into the address, so that the whole page takes it. The function is called by a handle that is put into the script on
its way to the browser; nothing else of the page is changed.
"""

from __future__ import annotations

import base64
import random
import string
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import browsing
from exploring import SETTINGS

from fuzzing import calls
from fuzzing.doors import Case, Try
from fuzzing.hostile import MARKUP, broken, name, text
from klima2035.explorer import assets, onefile

WHOLE = 100  # one case in so many is put into the address
KINDS = ("live", "file")
GROUPS = ("a", "b")
HANDLE = "window.klimaTest = {decodeState, fitsStart};\n"
KEYS = [
    "v",
    "lang",
    "compare",
    "setting",
    "groups",
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "hasOwnProperty",
    "",
    "x",
    "<b>",
]
TAKEN = """async ([fragment, live]) => {
  const before = Reflect.ownKeys(Object.prototype).length + Reflect.ownKeys(Array.prototype).length;
  let outcome = "refused";
  try {
    const state = await window.klimaTest.decodeState(fragment);
    outcome = "read";
    const start = window.klimaStart ??= await (live ? (await fetch("api/start")).json() : {scenarios: [], groups: [{name: "a"}, {name: "b"}]});
    if (window.klimaTest.fitsStart(state, start, live)) outcome = "fits";
    const plain = (part) => part === null || typeof part !== "object" || ((Array.isArray(part) || Object.getPrototypeOf(part) === Object.prototype) && Object.values(part).every(plain));
    if (!plain(state)) outcome = "BROKEN: another prototype";
    if (JSON.stringify(state).length > 500000) outcome = "BROKEN: too long";
  } catch (error) {
    if (!(error instanceof Error)) outcome = "BROKEN: " + String(error);
    if (error instanceof RangeError) outcome = "refused: " + error.message.slice(0, 40);
  }
  if (Reflect.ownKeys(Object.prototype).length + Reflect.ownKeys(Array.prototype).length !== before) outcome = "BROKEN: prototype";
  if (({}).polluted !== undefined) outcome = "BROKEN: polluted";
  return outcome;
}"""
STATE = """() => ({
  live: document.querySelectorAll("script, iframe, object, embed, base, meta[http-equiv], form, link").length,
  handlers: [...document.querySelectorAll("*")].filter((node) => node.getAttributeNames().some((one) => one.startsWith("on"))).length,
  foreign: [...document.querySelectorAll("[src], a[href]")].filter((node) => /^(https?:|javascript:|\\/\\/)/.test(node.getAttribute("src") ?? node.getAttribute("href")) && !node.closest("#why")).length,
  title: document.title.length,
})"""


def content(number: int) -> Case:
    """Return the text behind the # of one case, and which page takes it."""
    draw = random.Random(number)  # noqa: S311 - no secret
    kind = KINDS[number % 2]
    how = draw.random()
    if how < 0.1:
        return Case(kind, _signs(draw).encode("utf-8", "surrogatepass"))
    state = _state(draw, kind)
    for _ in range(draw.choice((0, 1, 1, 2, 4))):
        state = _other(draw, state)
    raw = calls.as_json(state)
    if how < 0.25:
        raw = broken(draw, raw, [*calls.RAW, *(bit.encode("utf-8", "surrogatepass") for bit in MARKUP)], most=400_000)
    if how < 0.28:
        raw = draw.choice(
            (b"[" * 100_000, b"0" * 3_000_000, b'{"a":' * 50_000, b" " * 399_999 + b"1", b"\xff" * 10, b"")
        )
    fragment = _fragment(draw, raw)
    if draw.random() < 0.1:
        fragment = broken(
            draw, fragment.encode(), [b"%00", b"%", b".", b"-", b"_", b"=", b"+", b"/", b"#", b"&", b"<"]
        ).decode("latin-1")
    return Case(kind, fragment.encode("utf-8", "surrogatepass"))


def _state(draw: random.Random, kind: str) -> Any:
    setting: Any = {"groups": {one: draw.random() < 0.5 for one in GROUPS}}
    if kind == "live":
        setting = draw.choice([*SETTINGS.values()]).model_dump(exclude_defaults=True)
    return {"v": 1, "lang": draw.choice(("de", "en")), "compare": draw.choice((None, "trend")), "setting": setting}


def _other(draw: random.Random, state: Any) -> Any:
    if draw.random() < 0.3 and isinstance(state, dict):
        return {
            **state,
            draw.choice(KEYS): draw.choice((b'{"polluted":1}', b"null", b"[]", b"1", text(draw), name(draw))),
        }
    return calls.other(draw, state)


def _fragment(draw: random.Random, raw: bytes) -> str:
    """Return bytes as they stand in an address, deflated or not."""
    packed, sign = raw, "j"
    if draw.random() < 0.5:
        maker = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed, sign = maker.compress(raw) + maker.flush(), draw.choice("zzzzzj")
        if draw.random() < 0.05:
            packed = draw.choice((packed[:-3], packed * 2, packed + b"x" * 50))
    return f"{sign}.{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"


def _signs(draw: random.Random) -> str:
    """Return signs that are no setting: markup, names of parts of the page, random signs of the right form."""
    how = draw.randrange(4)
    if how == 0:
        return text(draw)
    if how == 1:
        return draw.choice(
            (
                "z.",
                "j.",
                "z",
                "j.=",
                "q.AAAA",
                "message",
                "controls",
                "__proto__",
                "z." + "A" * 300_000,
                "j." + "A" * 299_990,
            )
        )
    if how == 2:
        return name(draw)
    signs = string.ascii_letters + string.digits + "-_"
    return draw.choice(("z.", "j.")) + "".join(draw.choices(signs, k=draw.choice((1, 4, 50, 3000))))


def opened_script() -> str:
    """Return the page's script with the handle in it."""
    whole = assets.script()
    assert whole.endswith("})();\n")
    return whole.removesuffix("})();\n") + HANDLE + "})();\n"


class Page:
    """One page in the browser, and what must not change in it."""

    def __init__(self, browser: Any, address: str, live: bool) -> None:
        self.live = live
        self.dialogs: list[str] = []
        self.tab = browsing.Tab(browser, address, prepare=self._route if live else None)
        self.tab.page.on("dialog", self._dialog)
        self.home = address.split("#", 1)[0]
        self.before = self.state()

    def _dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    @staticmethod
    def _route(page: Any) -> None:
        """Put the handle into the script on its way to the browser; leave the slow calls out."""
        (path,) = [path for path, one in assets.site().items() if one.content == assets.script().encode()]
        page.route(f"**{path}", lambda route: route.fulfill(body=opened_script(), content_type="text/javascript"))
        for later in ("band", "credit"):  # seconds of work each: they are the concern of the door "http"
            page.route(f"**/api/{later}", lambda route: route.fulfill(status=422, json={"faults": []}))

    def state(self) -> Any:
        """Return how many parts of the page could run, load or lead somewhere."""
        found = self.tab.page.evaluate(STATE)
        found.pop("title")
        return found

    def take(self, fragment: str) -> str:
        """Return what the page's own function makes of a fragment."""
        return str(self.tab.page.evaluate(TAKEN, [fragment, self.live]))

    def put(self, fragment: str) -> None:
        """Put a fragment into the address; the page goes on, and nothing foreign comes into it."""
        self.tab.page.evaluate("(fragment) => { location.hash = fragment; }", fragment)
        self.tab.page.wait_for_timeout(30)
        assert self.state() == self.before, self.state()
        assert not self.dialogs, self.dialogs
        self.tab.complaints[:] = [one for one in self.tab.complaints if "status of 5" not in one]  # a busy machine
        assert not self.tab.complaints, self.tab.complaints
        foreign = [url for url in self.tab.asked if not url.startswith((self.home, "data:", "blob:"))]
        assert not foreign, foreign
        assert self.tab.page.url.startswith(self.home)


class Links:
    """Fragments of addresses, in the page of the server and in the one file."""

    name, slowest, growth = "link", 2.0, 60.0

    def content(self, number: int) -> Case:
        """Return one fragment."""
        return content(number)

    @contextmanager
    def opened(self) -> Iterator[Try]:
        """Give what has a fragment read by the page."""
        with (
            tempfile.TemporaryDirectory() as made,
            browsing.serving(Path(made)) as address,
            browsing.chromium() as browser,
        ):
            file = Path(made) / "page.html"
            file.write_text(_one_file(Path(made)), encoding="utf-8")
            pages = {"live": Page(browser, address, True), "file": Page(browser, file.as_uri(), False)}
            count = 0

            def take(case: Case) -> str:
                nonlocal count
                count += 1
                page, fragment = pages[case.kind], case.raw.decode("utf-8", "replace")
                outcome = page.take(fragment)
                assert not outcome.startswith("BROKEN"), outcome
                if count % WHOLE in {0, 1}:
                    page.put(fragment)
                return f"{case.kind} {outcome}"

            yield take
            for page in pages.values():
                page.put("")
                page.tab.page.reload()
                page.tab.until(browsing.READY)
                page.tab.close()


def _one_file(folder: Path) -> str:
    """Return the one file with two groups and the handle in its script."""
    path = folder / "groups.yaml"
    path.write_text(
        "schema: 1\ngroups:\n  a: {title: {de: A, en: A}, measures: [heat-pumps]}\n"
        "  b: {title: {de: B, en: B}, measures: [rooftop-pv]}\n", encoding="utf-8",
    )  # fmt: skip
    scenario = folder / "own.yaml"
    head = "schema: 1\nname: own\ntitle: {de: Eigen, en: Own}\nextends: trend\n"
    scenario.write_text(f"{head}measures: {{heat-pumps: true, rooftop-pv: true}}\n", encoding="utf-8")
    script = opened_script()
    with mock.patch.object(assets, "script", lambda: script):
        return onefile.page(str(scenario), str(path), "de")[0]


LINKS = Links()
