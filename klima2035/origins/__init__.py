"""Where each value of a scenario comes from: the whole scenario, flat, with file and line of every value."""

from klima2035.origins.flat import as_json, as_yaml
from klima2035.origins.lines import line_of
from klima2035.origins.place import Origin, at, file_of
from klima2035.origins.values import Entry, entries, settings

__all__ = ["Entry", "Origin", "as_json", "as_yaml", "at", "entries", "file_of", "line_of", "settings"]
