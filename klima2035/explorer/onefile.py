"""The page as one file: the same page with the results of every combination of groups in it; nothing is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from klima2035 import __version__, executors, groups, wholefile
from klima2035.errors import EnvironmentFault, InputError, shown
from klima2035.explorer import assets, combinations, packing, start
from klima2035.explorer.assets import Asset
from klima2035.explorer.desk import Desk, Known
from klima2035.groups import Group
from klima2035.messages import system, text

MOST_GROUPS = 12  # each further one doubles the file
GENERATOR = '<meta name="generator" content="klima2035">'


def chosen(known: Known, file: str, lang: str) -> tuple[Group, ...]:
    """Return the groups of a base's measures by a file; InputError where there are none or too many."""
    scenario = known.scenario
    if not scenario.measures:
        raise InputError(text("explorer_no_measures", lang, scenario.name))
    found, _ = groups.load(groups.find(file), scenario.library, scenario.measures)
    if len(found) > MOST_GROUPS:
        raise InputError(text("explorer_many", lang, count=len(found), most=MOST_GROUPS))
    return found


def page(reference: str, file: str, lang: str) -> tuple[str, Known, int]:
    """Return the page of a scenario by name or path, its base, and how many combinations it holds.

    file: the groups, by name or path; InputError with all faults.
    """
    desk = Desk(reference)
    known = desk.named(reference)
    found = chosen(known, file, lang)
    with executors.executor(None, lang=lang) as executor:
        made = combinations.combinations(known.scenario, known.inputs, found, executor)
    data = packing.packed(made, _start(known, found, lang), start.base(known))
    return _html(data, lang), known, 1 << len(found)


def _start(known: Known, found: tuple[Group, ...], lang: str) -> dict[str, Any]:
    """Return what the page needs once."""
    scenario = known.scenario
    named = {"name": scenario.name, "title": dict(scenario.title), "text": dict(scenario.text)}
    titles = {name: dict(measure.title) for name, measure in scenario.library.items()}
    return {
        "version": __version__, "lang": lang, "default": scenario.name, "save": None,
        "city": {"name": known.inputs.city, "title": dict(known.inputs.title)},
        "scenarios": [named], "stress": [], "framework": [], "settings": [], "measures": [],
        "words": start.words(known),
        "groups": [
            {"name": one.name, "title": dict(one.title), "measures": [titles[name] for name in one.measures]}
            for one in found
        ],
    }  # fmt: skip


def _html(data: str, lang: str) -> str:
    """Return the page with styles, scripts and data in it; its policy names each by its hash."""
    style = Asset("page.css", "text/css", assets.style().encode())
    scripts = [Asset(name, "text/javascript", content.encode())
               for name, content in (("charts.js", assets.charts()), ("page.js", assets.script()))]  # fmt: skip
    hashes = " ".join(f"'sha256-{one.digest}'" for one in scripts)
    policy = (
        f"default-src 'none'; script-src {hashes}; style-src 'sha256-{style.digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    head = f'{GENERATOR}\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    inline = [f'<script type="application/octet-stream" id="embedded">{data}</script>']
    inline += [f"<script>{_whole(one)}</script>" for one in scripts]
    made = assets.template().replace('<html lang="de">', f'<html lang="{lang}">')
    made = made.replace(assets.STYLES, f"{head}<style>{_whole(style)}</style>").replace(assets.SCRIPTS, "")
    return made.replace("</body>", "\n".join(inline) + "\n</body>")


def _whole(one: Asset) -> str:
    """Return the text of a file as it stands within the page; ValueError where it would end there."""
    content = one.content.decode()
    if "</script" in content.lower() or "</style" in content.lower() or "<!--" in content:
        raise ValueError(f"{one.name} cannot stand within a page")
    return content


def check(path: Path, lang: str) -> None:
    """Refuse a name that is no page's, and a file that is none of ours."""
    if path.suffix.lower() != ".html":
        raise InputError(text("explorer_suffix", lang, shown(path)))
    if path.is_dir():
        raise InputError(text("explorer_folder", lang, shown(path)))
    if path.exists():
        try:
            with path.open("rb") as file:
                ours = GENERATOR.encode() in file.read(4000)
        except OSError as error:
            raise EnvironmentFault(f"{shown(path)}: {system(error, lang)}") from error
        if not ours:
            raise InputError(text("explorer_foreign", lang, shown(path)))


def write(path: Path, content: str, lang: str) -> None:
    """Write the page in one move, over an older one of ours if there is one."""
    wholefile.write_over(path, content, lang)
