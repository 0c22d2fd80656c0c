"""What the command `ensemble` says, in German and English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "workers_died": (
        "Rechenprozesse sind {times}-mal gestorben (Teil {part} von {parts}); weniger mit --workers 1",
        "Worker processes died {times} times (part {part} of {parts}); try fewer with --workers 1",
    ),
    "no_cluster": (
        "Für --scheduler fehlt dask.distributed: pip install 'klima2035[cluster]'",
        "--scheduler needs dask.distributed: pip install 'klima2035[cluster]'",
    ),
    "no_scheduler": (
        "Unter {} antwortet kein Scheduler; die Adresse hat die Form tcp://rechner:8786",
        "No scheduler answers at {}; an address looks like tcp://host:8786",
    ),
}
