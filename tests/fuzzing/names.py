"""Names and paths on the command line: of scenarios, files, cities, folders, groups - with files of such names on disk."""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from fuzzing import imports
from fuzzing.doors import Case, Try
from fuzzing.hostile import name, text
from fuzzing.watch import Watch, snapshot
from klima2035 import cli, workspace
from klima2035.complaints import HIDDEN
from klima2035.errors import KlimaError
from klima2035.explorer import onefile
from klima2035.folder import new_folder

SOUND = "schema: 1\nname: x\ntitle: {de: X, en: X}\nextends: trend\n"
DEEP = "a/b/c/d/e/f/g/h"  # so that no row of ".." leaves the sandbox
WORDS = {"trend", "klimaneutral-2035"}
COMMANDS = [  # N: a name; P: a path that is read; W: a path that is written; T: a text; what begins with * takes long
    "validate P", "validate P P", "validate scenarios/N", "show N", "show N --resolved", "show scenarios/N", "explain N", "explain N --city N", "list N", "diff N trend",
    "new N", "new N --from N", "new N --title T", "new N --measure", "new N --measure --title T", "new own --from N --title T", "init W", "init W --city N", "init work2 --city N",
    "import kba cars.csv --name N --source mastr", "import balance balance.csv --year 2024 --name N --source N", "import mastr units.csv --year 2024 --place 05124000 --name N",
    "import mastr units.csv --year N --place T", "import balance balance.csv --mapping N --source mastr", "import balance P --source mastr --year 2024", "import kba P --city N", "import N P",
    "import mastr units.csv --year 2024 --place 05124000 --name a --reason T", "upgrade P --dry-run", "upgrade P", "merge P", "* run N --no-charts --out W", "* compare N N --out W", "* ensemble N --draws 64 --out W",
    "* credit N --groups N --out W", "* stress N --cases N --out W", "* milestones N --derive T --out W", "* track N --out W", "* report N --out W", "* explorer N --groups N --out W",
    "explorer trend --out W --groups N", "stress klimaneutral-2035 --cases N --out W", "credit klimaneutral-2035 --groups N --out W", "T", "N N N", "validate N T", "run trend --no-charts --draw N", "show trend --lang N", "--lang N",
    "folder W N", "page W N",
]  # fmt: skip


LONG = [one for one in COMMANDS if one.startswith(("*", "init", "explain", "explorer", "stress", "credit", "upgrade"))]
SHORT = [one for one in COMMANDS if one not in LONG]


def content(number: int) -> Case:
    """Return one command line as a JSON list; the first word is what is given to disk beforehand, or empty."""
    draw = random.Random(number)  # noqa: S311 - no secret
    own = LONG if number % 20 == 0 else SHORT
    words = own[number // 20 % len(own) if number % 20 == 0 else number % len(own)].split(" ")
    slow = words[0] == "*"
    made = [_word(draw, word, slow) for word in (words[1:] if slow else words)]
    if draw.random() < 0.1:
        made.insert(draw.randrange(1, len(made) + 1), name(draw))
    on_disk = next((one for one, word in zip(made, words, strict=False) if word in {"N", "P"}), "")
    words_ = [
        one.replace("\0", "").replace("\ud800", "\udcff") for one in (on_disk, *made)
    ]  # what no system hands over
    return Case("words", json.dumps(words_).encode())


def _word(draw: random.Random, word: str, slow: bool) -> str:
    if word == "T":
        return text(draw)
    if word in {"N", "P", "W"} or word.endswith("/N"):
        made = name(draw)
        if slow and made.removesuffix(".yaml") in WORDS:  # a sound name would have the whole model run
            made += "-"
        if word == "P" and draw.random() < 0.2:
            made = draw.choice(
                (
                    "",
                    ".",
                    "..",
                    "scenarios",
                    "inputs",
                    "cars.csv",
                    "scenarios/own.yaml",
                    "/dev/zero",
                    "/dev/null",
                    "/proc/self/environ",
                    "/",
                )
            )
        return word[:-1] + made if word.endswith("/N") else made
    return word


class Sandbox:
    """A working folder deep within a folder of its own, with its files as they were."""

    def __init__(self, outer: Path) -> None:
        self.outer = outer.resolve()
        (self.outer / DEEP).mkdir(parents=True)
        os.chdir(self.outer / DEEP)
        self.work = workspace.init("work", "wuppertal", "de").path.resolve()
        os.chdir(self.work)
        Path("scenarios/own.yaml").write_text(SOUND.replace("name: x", "name: own"), encoding="utf-8")
        for file, kind in (("cars.csv", "kba-csv"), ("balance.csv", "balance"), ("units.csv", "mastr")):
            Path(file).write_bytes(imports.sound(kind))
        self.before = snapshot(self.outer)
        self.bytes = {path: Path(path).read_bytes() for path in self.before}

    def put(self, made: str) -> str | None:
        """Lay a sound scenario under a hostile name, where the system and the sandbox allow it; return its path."""
        path = os.path.join("scenarios", made)  # noqa: PTH118 - names that no Path may hold
        try:
            if made in {"", ".", ".."} or os.sep in made or "\0" in made or os.path.lexists(path):
                return None
            with open(path, "x", encoding="utf-8") as file:  # noqa: PTH123
                file.write(SOUND)
        except (OSError, ValueError):
            return None
        return path

    def clean(self, renews: bool) -> None:
        """Hold what was there to be as it was, and take away what is new; ``renews``: files for editors may change."""
        now = snapshot(self.outer)
        gone = [path for path in self.before if path not in now]
        assert not gone, f"gone: {gone[:3]}"
        changed = [path for path, state in self.before.items() if now[path] != state]
        other = [path for path in changed if Path(path).read_bytes() != self.bytes[path]]
        for path in changed:
            Path(path).write_bytes(self.bytes[path])
            state = os.lstat(path)
            self.before[path] = state.st_size, state.st_mtime_ns
        own = tuple(f"{self.work}{os.sep}{part}" for part in ("schema", ".vscode", "handbuch", "LIESMICH", "README"))
        assert not [path for path in other if not (renews and path.startswith(own))], f"changed: {other[:3]}"
        for path in now.keys() - self.before.keys():
            os.unlink(path)  # noqa: PTH108
        for place, _, _ in os.walk(self.outer, topdown=False):
            with contextlib.suppress(OSError):
                if not str(self.work).startswith(place) and not any(
                    one.startswith(place + os.sep) for one in self.before
                ):
                    os.rmdir(place)  # noqa: PTH106


class Names:
    """Command lines run in this process, in a working folder of their own."""

    name, slowest, growth = "names", 6.0, 300.0  # a whole run is among the cases

    def content(self, number: int) -> Case:
        """Return one command line."""
        return content(number)

    @contextmanager
    def opened(self) -> Iterator[Try]:
        """Give what runs a command line; nothing may be written outside the sandbox, nothing there be changed."""
        import matplotlib.font_manager  # noqa: F401, PLC0415 - it makes folders for itself

        home = Path.cwd()
        outer = Path(tempfile.mkdtemp())
        try:
            with mock.patch.dict(os.environ, {"XDG_STATE_HOME": str(outer.resolve() / "state")}):  # the log's place
                yield from _opened(outer)
        finally:
            os.chdir(home)
            shutil.rmtree(outer, ignore_errors=True)


def _opened(outer: Path) -> Iterator[Try]:
    sandbox = Sandbox(outer)
    watch = Watch(sandbox.outer)
    watch.blocks = True
    yield lambda case: _taken(sandbox, watch, case)


def _taken(sandbox: Sandbox, watch: Watch, case: Case) -> str:
    on_disk, *words = json.loads(case.raw)
    words = [_inside(sandbox, words, i) for i in range(len(words))]
    sandbox.put(on_disk)
    try:
        with watch:
            first = "en" if len(case.raw) % 2 else "de"
            codes = {first: _called(words, first)}
            if len(case.raw) % 8 == 0:
                codes["en"] = _called(words, "en")
    finally:
        os.chdir(sandbox.work)
        sandbox.clean(words[0] in {"init", "upgrade", "new"})
    refused = {code for code in codes.values() if code in {2, 3}}
    assert len(set(codes.values())) == 1 or not refused or words[0] in {"init", "new", "import"}, codes
    return f"{words[0] if words[0] in cli.program.commands else 'other'} {codes[first]}"


def _inside(sandbox: Sandbox, words: list[str], at: int) -> str:
    """Return a word; where it would be an absolute path to write to, one inside the sandbox: it is ours to try."""
    before = words[at - 1] if at else ""
    writes = before in {"--out", "init", "folder", "page", "upgrade"}
    return f"{sandbox.outer}{words[at]}" if writes and words[at].startswith("/") else words[at]


def _called(words: list[str], lang: str) -> int:
    """Return the exit code of a command line, and hold what it tells to be for people."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        if words[0] == "folder":
            code = _by_hand(lambda: _folder(Path(words[1]), words[2], lang))
        elif words[0] == "page":
            code = _by_hand(lambda: onefile.check(Path(words[1]), lang))
        else:
            code = cli.main([*words, "--lang", lang])
    told = out.getvalue() + err.getvalue()
    assert code in {0, 1, 2, 3}, code
    assert "Traceback" not in told, told[-500:]
    assert code < 2 or err.getvalue().strip() or words[0] in {"folder", "page"}, "refused without a word"
    for line in err.getvalue().split("\n"):
        assert not HIDDEN.search(line), ascii(line)
        assert "\r" not in line, ascii(line)
    return code


def _by_hand(work: object) -> int:
    try:
        work()  # type: ignore[operator]
    except (KlimaError, OSError) as error:
        return error.exit_code if isinstance(error, KlimaError) else 3
    return 0


def _folder(parent: Path, made: str, lang: str) -> None:
    with new_folder(parent, made, lang) as folder:
        (folder / "run.json").write_text("{}", encoding="utf-8")


NAMES = Names()
