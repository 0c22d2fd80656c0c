"""Settings as files: the text to download, the file saved below the chosen folder, the file that is opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from klima2035 import places, wholefile
from klima2035.errors import InputError, fault
from klima2035.explorer.asked import Base, Opened, Saved
from klima2035.explorer.engine import Engine
from klima2035.messages import text as message

Record = dict[str, Any]


class TakenError(InputError):
    """The name is taken: nothing is ever written over."""


def text(engine: Engine, wanted: Saved) -> Record:
    """Return a setting as the text of an ordinary scenario file; InputError for a bad name and for faults."""
    made = engine.desk.file(wanted.setting, wanted.name, wanted.title)
    return {"name": wanted.name, "text": made, "note": _note(wanted)}


def _note(wanted: Saved) -> Record | None:
    """Return what a reader must know of stress: it is no part of a scenario."""
    stress = wanted.setting.stress
    if not stress:
        return None
    command = f"klima2035 stress {wanted.name} --cases {','.join(sorted(stress))}"
    return {lang: message("page_stress_note", lang, command) for lang in ("de", "en")}


def save(engine: Engine, wanted: Saved) -> Record:
    """Write a setting into the folder for saving, as a new file in one move; TakenError where the name exists."""
    if engine.saving is None:
        raise InputError(message("page_no_save", wanted.lang))
    made = text(engine, wanted)
    path = Path(engine.saving) / f"{wanted.name}.yaml"
    known = {name for root in places.roots("scenarios") for name in places.names(root, "scenarios")}
    if path.exists() or path.is_symlink() or wanted.name in known:
        raise TakenError([fault(wanted.name, 1, 1, "scenario_exists", name=wanted.name)])
    wholefile.write_new(path, made["text"], wanted.lang)
    named = wanted.name if Path(engine.saving) == Path("scenarios") else path.as_posix()
    return {"path": path.as_posix(), "command": f"klima2035 run {named}", "note": made["note"]}


def opened(engine: Engine, wanted: Opened) -> Record:
    """Return the setting that an opened file is; InputError with its faults at their lines. It touches no disk."""
    engine.desk.base(Base(document=wanted.text))
    return {"setting": {"base": None, "document": wanted.text, "measures": {}, "framework": {}, "settings": {},
                        "stress": []}}  # fmt: skip
