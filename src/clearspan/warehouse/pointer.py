"""The current one of a row of numbered manifests: one small file that is swapped in one step."""

from dataclasses import dataclass
from pathlib import Path

from clearspan.errors import StoreError
from clearspan.warehouse import durable

READ_ATTEMPTS = 10
"""A file may be removed between reading its name and reading it, when two commits pass in between: then try again."""


@dataclass(frozen=True)
class Pointer:
    """`current` names one file in `folder`; a reader sees the manifest before a swap or after it, never between."""

    current: Path
    folder: Path

    def name(self) -> str | None:
        """Name of the current manifest, None where nothing was ever committed."""
        try:
            return self.current.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None

    def read(self) -> bytes | None:
        """The current manifest, None where nothing was ever committed. Raises StoreError where it is missing."""
        for _ in range(READ_ATTEMPTS):
            name = self.name()
            if name is None:
                return None
            try:
                return (self.folder / name).read_bytes()
            except FileNotFoundError:
                continue
        raise StoreError(
            "the manifest that CURRENT names does not exist",
            where=str(self.current),
            remedy="Restore the folder from a backup, or remove it and run again on all exports.",
        )

    def swap(self, number: int, manifest: bytes) -> None:
        """Nothing; from its return on, `manifest` is the current one, whatever happens to the process."""
        name = f"{number:06d}.json"
        durable.write(self.folder / name, manifest)
        durable.write(self.current, f"{name}\n".encode("ascii"))
