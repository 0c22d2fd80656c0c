"""``python -m klima2035.schemas DIR``: write the JSON Schema of every kind of file into a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from klima2035.schemas import write

if __name__ == "__main__":
    write(Path(sys.argv[1]))
