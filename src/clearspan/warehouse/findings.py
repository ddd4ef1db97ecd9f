"""The released findings: one file a quarter and kind, written once and never altered."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from clearspan.errors import StoreError
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import Dimension
from clearspan.warehouse import durable

FOLDER = "findings"


@dataclass(frozen=True)
class Findings:
    """The findings of a data folder. Reading never waits for writing."""

    directory: Path

    @property
    def _root(self) -> Path:
        return self.directory.absolute() / FOLDER

    def published(self, kind: FindingKind, period: str) -> bool:
        """Whether the findings of a kind were published for a quarter; they are not published again."""
        return self._file(kind, period).exists()

    def publish(self, kind: FindingKind, period: str, found: Iterable[Finding]) -> None:
        """Nothing; stores the findings of a kind for a quarter. Raises StoreError where they were published before."""
        if self.published(kind, period):
            raise StoreError("is released already, and is released once", where=f"{kind.value}, {period}")
        rows = [asdict(finding) for finding in found]
        durable.write(self._file(kind, period), json.dumps(rows, indent=1, sort_keys=True).encode())

    def of(self, kind: FindingKind, period: str | None = None) -> Sequence[Finding]:
        """The findings of a kind, of one quarter or of all, the earliest quarter first."""
        pattern = f"{kind.value}-{period or '*'}.json"
        return [
            _finding(row) for path in sorted(self._root.glob(pattern)) for row in json.loads(path.read_text(encoding="utf-8"))
        ]

    def everything(self) -> Sequence[Finding]:
        """All findings, by kind, the earliest quarter first."""
        return [finding for kind in FindingKind for finding in self.of(kind)]

    def stamp(self) -> str:
        """A text that changes when something was published."""
        return str(len(list(self._root.glob("*.json"))))

    def periods(self, kind: FindingKind) -> Sequence[str]:
        """The quarters for which a kind was published, the earliest first."""
        return [path.stem.removeprefix(f"{kind.value}-") for path in sorted(self._root.glob(f"{kind.value}-*.json"))]

    def _file(self, kind: FindingKind, period: str) -> Path:
        return self._root / f"{kind.value}-{period}.json"


def _finding(row: dict[str, Any]) -> Finding:
    return Finding(**{**row, "kind": FindingKind(row["kind"]), "dimension": Dimension(row["dimension"])})
