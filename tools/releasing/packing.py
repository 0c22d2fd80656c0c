"""Archives whose bytes depend on nothing but their content: sorted, one time, plain permissions."""

from __future__ import annotations

import datetime
import shutil
import zipfile
from pathlib import Path

_PLAIN, _PROGRAM = 0o644, 0o755
_STORED = {".whl", ".gz", ".zip"}  # compressed already


def write(path: Path, files: dict[str, Path | bytes], epoch: int, programs: frozenset[str] = frozenset()) -> None:
    """Write a zip of files by their name in it; ``programs`` may be started where the system asks for a right."""
    moment = datetime.datetime.fromtimestamp(epoch, datetime.UTC).timetuple()[:6]
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, moment)
            entry.create_system = 3  # rights are those of POSIX wherever it is made
            entry.external_attr = (_PROGRAM if name in programs else _PLAIN) << 16
            entry.compress_type = zipfile.ZIP_STORED if Path(name).suffix in _STORED else zipfile.ZIP_DEFLATED
            content = files[name]
            if isinstance(content, bytes):
                archive.writestr(entry, content)
                continue
            entry.file_size = content.stat().st_size
            with content.open("rb") as source, archive.open(entry, "w") as sink:
                shutil.copyfileobj(source, sink, 1 << 20)
