"""Where everything of the warehouse lies in its folder."""

from dataclasses import dataclass
from pathlib import Path

from clearspan.warehouse.manifest import Generation, from_json
from clearspan.warehouse.pointer import Pointer


@dataclass(frozen=True)
class Layout:
    """Paths below DIR/warehouse."""

    root: Path

    @property
    def pointer(self) -> Pointer:
        """The current manifest."""
        return Pointer(self.root / "CURRENT", self.generations)

    @property
    def generations(self) -> Path:
        """Folder of the manifests."""
        return self.root / "generations"

    @property
    def facts(self) -> Path:
        """Folder of the immutable Parquet files."""
        return self.root / "facts"

    @property
    def staging(self) -> Path:
        """Folder of what a draft is writing; worthless as soon as the draft is over."""
        return self.root / "staging"

    @property
    def spill(self) -> Path:
        """Folder in which a query engine may put intermediate rows, pseudonymised like the facts."""
        return self.root / "spill"

    @property
    def lock(self) -> Path:
        """The writer's lock file."""
        return self.root / "LOCK"

    def current(self) -> Generation:
        """The committed state; an empty one, of number 0, where nothing was ever committed."""
        manifest = self.pointer.read()
        return Generation() if manifest is None else from_json(manifest, str(self.root / "CURRENT"))
