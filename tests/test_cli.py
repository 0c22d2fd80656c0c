"""The commands as users meet them: help, exit codes, one line a fault, never a traceback."""

import ast
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from examples import minimal_result
from folders import contents

import klima2035
from klima2035 import cli, console, loading, messages
from klima2035.errors import EnvironmentFault, InputError, fault

ROOT = Path(__file__).parents[1]
COMMANDS = (
    "run",
    "compare",
    "diff",
    "validate",
    "upgrade",
    "list",
    "show",
    "explain",
    "init",
    "new",
    "ensemble",
    "merge",
    "credit",
    "stress",
    "milestones",
    "track",
    "report",
    "serve",
    "explorer",
    "import",
    "reproduce",
    "doctor",
)


@pytest.fixture
def stub(monkeypatch):
    """Put small results in the pipeline's place: any name gives a scenario of that name."""

    def load(name: str) -> SimpleNamespace:
        stem = Path(name).stem
        return SimpleNamespace(name=stem, city="wuppertal", file=f"scenarios/{stem}.yaml", used=dict)

    def run(scenario: SimpleNamespace, _: object):
        return minimal_result(scenario.name, 0.5 if scenario.name == "klimaneutral-2035" else 1.0)

    module = SimpleNamespace(
        load_scenario=load,
        load_inputs=lambda city: city,
        run=run,
    )
    monkeypatch.setitem(sys.modules, "klima2035.pipeline", module)
    monkeypatch.setattr(klima2035, "pipeline", module, raising=False)
    return module


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_command_has_help_in_both_languages(capsys, lang):
    assert cli.main(["--help", "--lang", lang]) == 0
    overview = capsys.readouterr().out
    assert tuple(cli.program.commands) == COMMANDS
    for command in COMMANDS:
        assert command in overview
        assert cli.main([command, "--help", "--lang", lang]) == 0
        told = capsys.readouterr().out
        assert told.startswith("Aufruf: klima2035" if lang == "de" else "Usage: klima2035")
        for param in cli.program.commands[command].params:
            if isinstance(param, click.Option):
                assert param.opts[0] in told


def test_without_a_command_the_help_is_shown(capsys):
    assert cli.main([]) == 0
    assert "Befehle" in capsys.readouterr().out


def test_the_version(capsys):
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"klima2035 {klima2035.__version__}\n"


def test_no_message_stands_in_two_modules():
    keys = [key for part in messages.PARTS for key in part.TEXTS]
    assert not [key for key in keys if keys.count(key) > 1]


def test_each_message_is_said_by_something():
    """Each key stands in the program as a word, or begins as a text that is put together does."""
    package, words, beginnings = Path(klima2035.__file__).parent, set(), {"report_"}  # see report.setting.words
    for path in package.rglob("*.py"):
        if path.parent != package / "wording":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                first = node.values[0] if isinstance(node, ast.JoinedStr) else None
                first = node.left if isinstance(node, ast.BinOp) else first
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    beginnings.add(first.value)
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    words.add(node.value)
    put_together = tuple(one for one in beginnings if len(one) > 3)
    assert [key for key in messages._TEXTS if key not in words and not key.startswith(put_together)] == []


def test_every_message_has_both_languages():
    for key in messages._TEXTS:
        german, english = (messages._TEXTS[key][i] for i in (0, 1))
        assert german
        assert english
        assert german.count("{") == english.count("{"), key


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["rnu"], ["rnu", "gemeint ist vielleicht 'run'"]), (["run", "--otu", "x"], ["--otu", "'--out'"]),
        (["show"], ["show SZENARIO"]), (["list", "things"], ["scenarios, measures"]),
        (["run", "--lang", "fr"], ["--lang", "de, en"]), (["run", "--out"], ["--out"]),
        (["compare", "a"], ["compare A B"]), (["run", "--out", __file__], ["--out"]),
    ],
)  # fmt: skip
def test_wrong_usage_is_one_line_and_exit_code_2(capsys, arguments, words):
    assert cli.main(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("Fehler: ")
    assert told.err.count("\n") == 1
    for word in words:
        assert word in told.err


def test_run_writes_the_folder_and_tells_the_headlines(stub, tmp_path, capsys):
    assert cli.main(["run", "example", "--out", str(tmp_path), "--no-charts"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    for words in (
        "Beispiel (Stand 2018)",
        "Treibhausgase 2035: 60,0 t",
        "−40\u00a0%",
        "Lücke",
        "1 verfehlt",
        "etwas zu wissen",
    ):
        assert words in told.out
    assert {path.name for path in (tmp_path / "example").iterdir()} == {
        "tables", "results.xlsx", "inputs.zip", "result.nc", "run.json", "log.jsonl",
    }  # fmt: skip


def test_run_without_arguments_compares_the_plan_with_the_trend(stub, tmp_path, capsys):
    assert cli.main(["run", "--out", str(tmp_path), "--no-charts"]) == 0
    assert (tmp_path / "trend/run.json").exists()
    assert (tmp_path / "klimaneutral-2035/run.json").exists()
    content = json.loads((tmp_path / "compare/trend--klimaneutral-2035/run.json").read_text(encoding="utf-8"))
    assert (content["a"]["scenario"], content["b"]["scenario"]) == ("trend", "klimaneutral-2035")


def test_two_equal_runs_differ_in_the_log_only(stub, tmp_path):
    for name in ("one", "two"):
        assert cli.main(["run", "--out", str(tmp_path / name), "--no-charts"]) == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    log = (tmp_path / "one/trend/log.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(log[0])["event"] == "start"


def test_strict_turns_findings_into_exit_code_1(stub, tmp_path, capsys):
    assert cli.main(["run", "example", "--out", str(tmp_path), "--no-charts", "--strict"]) == 1
    assert (tmp_path / "example/run.json").exists()
    assert "0 ernst, 1 Warnungen (0 Hinweise zählen nicht)" in capsys.readouterr().err


def test_one_folder_for_two_scenarios_is_refused(stub, tmp_path, capsys):
    assert cli.main(["run", "example", "a/example.yaml", "--out", str(tmp_path)]) == 2
    assert "example" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_scenario_is_not_compared_with_itself(stub, tmp_path, capsys):
    assert cli.main(["compare", "example", "example", "--out", str(tmp_path)]) == 2
    assert "dasselbe" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (InputError([fault("a.yaml", 3, 5, "no_name", value="x y")]), 2, "a.yaml:3:5: 'x y' ist kein Name"),
        (InputError("no"), 2, "Fehler: no"), (EnvironmentFault("disk full"), 3, "Nicht möglich: disk full"),
        (PermissionError(13, "Permission denied", "x.csv"), 3, "x.csv: keine Berechtigung"),
        (KeyboardInterrupt(), 130, "Abgebrochen"),
    ],
)  # fmt: skip
def test_each_failure_has_its_exit_code_and_no_traceback(stub, tmp_path, capsys, error, code, words):
    def fail(*_: object) -> None:
        raise error

    stub.run = fail
    assert cli.main(["run", "example", "--out", str(tmp_path)]) == code
    told = capsys.readouterr().err
    assert words in told
    assert "Traceback" not in told


def test_a_bug_is_not_hidden(stub, tmp_path):
    stub.run = lambda *_: 1 / 0
    with pytest.raises(ZeroDivisionError):
        cli.main(["run", "example", "--out", str(tmp_path)])


def test_a_fault_is_shown_with_its_line_and_a_caret(stub, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text("schema: 1\nnaem: x\n", encoding="utf-8")
    found = fault("a.yaml", 2, 1, "unknown_key", ("name",), name="naem", known="schema, name")
    monkeypatch.setattr(loading, "validate_all", lambda paths: {paths[0]: (found,)})
    assert cli.main(["validate", "a.yaml"]) == 2
    assert capsys.readouterr().err.splitlines()[:3] == [
        "a.yaml:2:1: unbekannter Schlüssel 'naem'; bekannt: schema, name; gemeint ist vielleicht 'name'",
        "    naem: x", "    ^",
    ]  # fmt: skip


def test_verbose_tells_what_lies_behind(stub, tmp_path, capsys):
    def fail(*_: object) -> None:
        raise EnvironmentFault("disk full")

    stub.run = fail
    assert cli.main(["run", "example", "--out", str(tmp_path), "--verbose"]) == 3
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "lang"),
    [([], "de"), (["run", "--lang", "en"], "en"), (["--lang=en", "run"], "en"), (["run", "--lang", "de"], "de")],
)
def test_german_is_the_default(arguments, lang):
    assert console.language(arguments) == lang


def test_help_imports_nothing_heavy():
    code = "import sys; from klima2035.cli import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    heavy = {"numpy", "pandas", "xarray", "matplotlib", "pydantic", "ruamel", "xlsxwriter", "h5py", "rich"}
    assert heavy.isdisjoint(done.stderr.split())


@pytest.mark.parametrize("wait", [True, False])
def test_a_reader_that_stops_early_is_no_error(wait):
    code = (
        "import sys; from klima2035 import cli, listing; listing.lines = lambda *_: ['x' * 1000] * 1000;"
        " sys.stdin.read(); sys.exit(cli.main(['list']))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        cwd=ROOT,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdin is not None
    if not wait:  # gone before the first word
        process.stdout.close()
    process.stdin.close()
    if wait:
        process.stdout.readline()
        process.stdout.close()
    assert process.wait(30) == 0
    assert process.stderr is not None
    assert process.stderr.read() == ""
    process.stderr.close()
