"""What has been released: the immutable files of cells, and the published membership they count."""

from dataclasses import dataclass

import orjson

from clearspan.errors import StoreError

FORMAT = 1
"""Raised when the manifest changes so that an older program would misread it."""


@dataclass(frozen=True)
class ReleaseManifest:
    """`number` counts releases, `revision` counts changes of any kind; files are paths below the release folder.

    `before` are the memberships that the last releases started from, the latest last; None where there was none.
    """

    number: int = 0
    revision: int = 0
    cells: tuple[str, ...] = ()
    membership: str | None = None
    before: tuple[str | None, ...] = ()

    def files(self) -> set[str]:
        """Paths of all files, below the release folder."""
        return {*self.cells, self.membership, *self.before} - {None}  # pyright: ignore[reportReturnType]

    def to_json(self) -> bytes:
        """The manifest as it is stored."""
        return orjson.dumps({"format": FORMAT, "manifest": self}, option=orjson.OPT_INDENT_2)


def read_manifest(data: bytes, where: str) -> ReleaseManifest:
    """The manifest that was stored. Raises StoreError where it cannot be understood."""
    try:
        found = orjson.loads(data)
        if found["format"] == FORMAT:
            stored = found["manifest"]
            return ReleaseManifest(**stored | {name: tuple(stored.get(name, ())) for name in ("cells", "before")})
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise StoreError("the manifest is damaged", where=where, remedy="Restore the folder from a backup.") from error
    raise StoreError(
        f"the manifest has format {found['format']}, and this program reads format {FORMAT}",
        where=where,
        remedy="Use the version of Clearspan that wrote it, or a newer one.",
    )
