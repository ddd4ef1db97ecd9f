"""Which files of some libraries count: an organisation's own stand before the ones that come with Clearspan."""

from collections.abc import Iterable
from pathlib import Path


def newest(libraries: Iterable[Path], shelf: str, pattern: str) -> list[Path]:
    """The files on a shelf of some libraries, ordered by their path within it; one of a later library replaces its namesake."""
    found: dict[str, Path] = {}
    for library in libraries:
        for path in (library / shelf).glob(pattern):
            found[path.relative_to(library / shelf).as_posix()] = path
    return [path for _, path in sorted(found.items())]
