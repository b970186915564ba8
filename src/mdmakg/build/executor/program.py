"""Which program a worker runs: its version, its code, its Python."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["program_here", "program_there"]


@cache
def program_here() -> str:
    """Say which program this process runs, as ``program_there`` does; its code is read once."""
    return program_there()()


def program_there() -> Callable[[], str]:
    """Give a function that says which program there is, wherever it is called.

    It is made anew within this one so that it travels as code, not as a name that another
    version might not have.
    """

    def there() -> str:
        import sys
        from contextlib import suppress
        from hashlib import sha256
        from importlib.metadata import PackageNotFoundError, version
        from importlib.util import find_spec
        from pathlib import Path

        python = f"on Python {sys.version_info.major}.{sys.version_info.minor}"
        found = find_spec("mdmakg")
        try:
            known = version("mdmakg")
        except PackageNotFoundError:
            found = None
        if found is None or not found.submodule_search_locations:
            return f"no mdmakg {python}"
        digest = sha256()
        top = Path(found.submodule_search_locations[0])
        folders = [(top, ".py")]
        with suppress(ImportError):
            from mdmakg.bundle import folder

            rules = folder("shapes"), folder("ontology")
            folders += [(place, end) for place in rules for end in (".ttl", ".tsv")]
        for place, end in folders:
            for path in sorted(place.rglob(f"*{end}")):
                digest.update(path.relative_to(place).as_posix().encode() + b"\0")
                digest.update(sha256(path.read_bytes()).digest())
        return f"mdmakg {known} ({digest.hexdigest()[:12]}) {python}"

    return there
