"""Temporary."""

from collections.abc import Mapping

from klima2035.labels import label


def factor_label(name: str, lang: str, titles: Mapping[str, Mapping[str, str]]) -> str:
    """Return label."""
    return label(name, lang)
