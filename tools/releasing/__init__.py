"""How a release is made: each module one step; ``tools/release.py`` joins them."""


class ReleaseError(Exception):
    """What stands in the way of a release, as one sentence."""
