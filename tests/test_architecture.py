"""Imports run one way, the maths touches nothing outside, and the tree names no machine."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "klima2035"

LAYERS = (  # a module imports from its own layer and those above it in this list
    {"", "errors", "complaints", "wording", "units", "variables", "messages", "numbers", "places", "palette"}
    | {"digests", "utf8", "zips"},
    {"result", "yamlplain", "spreads"},
    {
        "tables",
        "acceptance",
        "inputs",
        "monitoring",
        "reading",
        "row_laws",
        "registers",
        "about",
        "yamlfile",
        "schemas",
        "faults",
        "labels",
        "datapackage",
        "phrases",
    },
    {"levers", "stocks", "case", "framework", "sectors"},
    {
        "quantities",
        "chain",
        "measures",
        "activation",
        "used_files",
        "surroundings",
        "scenario",
        "grants",
        "groups",
        "mappings",
        "milestone_files",
        "references",
        "validation",
    },
    {"balance", "history", "projection", "money", "milestones"},
    {"model", "frames", "hindcast", "neutrality"},
    {
        "computing",
        "loading",
        "pipeline",
        "plausibility",
        "judging",
        "naming",
        "telling",
        "fit",
        "executors",
        "draws",
        "ensemble",
        "credit",
        "stress",
        "tracking",
    },
    {
        "charts",
        "exports",
        "report",
        "explorer",
        "folder",
        "summary",
        "listing",
        "origins",
        "facts",
        "explaining",
        "difference",
        "upgrading",
        "upgrades",
        "guidance",
        "forms",
        "editor",
        "workspace",
        "newfile",
        "importers",
        "record",
        "reproducing",
        "logbook",
        "checkup",
        "disk",
        "lock",
        "refusal",
        "standins",
        "wholefile",
        "windows",
    },
    {"console", "cli", "commands", "__main__"},
)
RANK = {module: rank for rank, layer in enumerate(LAYERS) for module in layer}
MATHS = {
    "stocks", "case", "levers", "sectors", "balance", "history", "projection", "money", "milestones", "model", "frames",
    "hindcast", "neutrality", "framework",
}  # fmt: skip
READERS = {
    "tables", "reading", "yamlfile", "acceptance", "faults", "labels", "datapackage", "facts",
    "upgrading", "editor", "references", "report", "importers", "explorer", "record", "reproducing", "logbook", "lock",
    "zips",
}  # fmt: skip
WRITERS = {
    "exports", "charts", "folder", "console", "cli", "commands", "schemas", "datapackage", "upgrading", "workspace",
    "newfile", "report", "importers", "record", "reproducing", "logbook", "checkup", "disk", "lock",
    "wholefile",
}  # fmt: skip

FILES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")
}


def top(file: str) -> str:
    """Return the module of the package that a file belongs to; '' for the package itself."""
    first = file.split("/", maxsplit=1)[0].removesuffix(".py")
    return "" if first == "__init__" else first


def imported(tree: ast.AST) -> set[str]:
    """Return the modules of the package that a file imports, as dotted paths below it."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "klima2035":
            below = (node.module or "").split(".")[1:]
            found |= {".".join([*below, alias.name]) for alias in node.names}
    return found


def calls(tree: ast.AST) -> set[str]:
    names = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "") for func in names}


@pytest.mark.parametrize("file", sorted(FILES))
def test_imports_run_one_way(file):
    assert top(file) in RANK, "give the new module a layer"
    for name in imported(FILES[file]):
        module = name.split(".")[0]
        rank = RANK.get(module, 0)
        assert rank <= RANK[top(file)], f"{file} imports {name}"


@pytest.mark.parametrize("file", sorted(file for file in FILES if file.startswith("sectors/")))
def test_sectors_never_import_each_other(file):
    def family(path: str) -> str:
        return path.split("_", maxsplit=1)[0].removesuffix(".py")

    if file == "sectors/__init__.py":
        return
    families = {family(path.split("/")[1]) for path in FILES if path.startswith("sectors/")} - {""}
    mine = family(file.split("/")[1])
    others = {name.split(".")[1] for name in imported(FILES[file]) if name.startswith("sectors.")}
    assert {family(name) for name in others} & families <= {mine}


@pytest.mark.parametrize("file", sorted(file for file in FILES if top(file) in MATHS))
def test_the_maths_touches_nothing_outside(file):
    outside = {"pathlib", "os", "io", "sys", "shutil", "tempfile", "logging", "random", "datetime", "time", "socket"}
    modules = {alias.name for node in ast.walk(FILES[file]) if isinstance(node, ast.Import) for alias in node.names}
    modules |= {str(node.module) for node in ast.walk(FILES[file]) if isinstance(node, ast.ImportFrom)}
    assert modules.isdisjoint(outside)
    assert calls(FILES[file]).isdisjoint({"print", "open", "input", "read_text", "write_text", "read_bytes"})


@pytest.mark.parametrize("file", sorted(FILES))
def test_few_modules_touch_files(file):
    found = calls(FILES[file])
    if top(file) not in READERS | WRITERS:
        assert found.isdisjoint({"open", "read_text", "read_bytes"})
    if top(file) not in WRITERS:
        assert found.isdisjoint({"write_text", "write_bytes", "mkdir", "unlink"})


LINES, LINES_OF_A_FUNCTION = 300, 40


def test_modules_and_functions_keep_to_their_room():
    functions = {
        f"{file}:{node.name}": node.end_lineno - node.lineno + 1
        for file, tree in FILES.items() for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }  # fmt: skip
    modules = {file: len((PACKAGE / file).read_text(encoding="utf-8").splitlines()) for file in FILES}
    found = {file for file, lines in modules.items() if lines > LINES}
    found |= {name for name, lines in functions.items() if lines > LINES_OF_A_FUNCTION}
    assert sorted(found) == []


def tracked() -> list[Path]:
    kinds = {".py", ".md", ".toml", ".yaml", ".csv", ".json", ".lock", ""}
    folders = ("klima2035", "docs", "inputs", "scenarios", "benchmarks", ".ci")
    found = [path for folder in folders for path in (ROOT / folder).rglob("*") if "__pycache__" not in path.parts]
    return [path for path in [*found, *ROOT.iterdir()] if path.is_file() and path.suffix in kinds]


def test_no_file_names_a_machine():
    machine = re.compile(r"(?<![\w./:~-])/(?:home|root|Users|work|tmp|opt|srv|mnt)/\w")
    for path in tracked():
        found = machine.search(path.read_text(encoding="utf-8"))
        assert found is None, f"{path.name}: {found}"


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "requirements-oldest.lock"])
def test_the_locks_pin_by_hash_and_name_no_host(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|index|find-links|//", text)
    pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert all("==" in line and line.endswith("\\") for line in pins)
    assert text.count("--hash=sha256:") >= len(pins)


def test_the_test_lock_contains_what_a_run_needs():
    def pins(name: str) -> set[str]:
        return {line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if "==" in line}

    assert pins("requirements.lock") <= pins("requirements-dev.lock")
