"""`python -m bench`: measures, prints the table, and writes docs/performance.md."""

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import ingest, metrics, pages, proof, scale, sources
from bench.document import document
from bench.row import HEAD, Row
from bench.sizes import FULL, QUICK, Sizes

PARTS: dict[str, tuple[str, Callable[[Sizes, Path], Iterator[Row]]]] = {
    "metrics": ("Metrics", metrics.rows),
    "ingest": ("Ingest", ingest.rows),
    "sources": ("Sources", sources.rows),
    "scale": ("Scale", scale.rows),
    "pages": ("Pages", pages.rows),
    "proof": ("Proof", proof.rows),
}
DOCUMENT = Path(__file__).parent.parent / "docs" / "performance.md"


def main() -> None:
    """Nothing; measures what was asked for. Only a run of everything at full size rewrites the document."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure Clearspan against its peers.")
    parser.add_argument("--quick", action="store_true", help="Small sizes, to see that everything works.")
    parser.add_argument("--only", choices=PARTS, help="One part instead of all.")
    parser.add_argument("--work", type=Path, help="Folder for the data, kept for the next run; else a temporary one.")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = (given.work or Path(folder)).absolute()
        work.mkdir(parents=True, exist_ok=True)
        _prepare(work)
        sizes = QUICK if given.quick else FULL
        found = {
            title: _measured(title, rows, sizes, work) for name, (title, rows) in PARTS.items() if given.only in (None, name)
        }
    if not given.quick and not given.only:
        DOCUMENT.write_text(document(found), encoding="utf-8")


def _prepare(work: Path) -> None:
    """Nothing; the processes to come have keys of their own, and find their modules compiled after the first time."""
    os.environ["CLEARSPAN_KEYS"] = str(work / "keys")
    os.environ["PYTHONPYCACHEPREFIX"] = str(work / "compiled")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def _measured(title: str, rows: Callable[[Sizes, Path], Iterator[Row]], sizes: Sizes, work: Path) -> list[Row]:
    console = Console()
    with console.status(f"Measuring: {title.lower()}"):
        found = list(rows(sizes, work))
    table = Table(*HEAD, title=title, title_justify="left")
    for row in found:
        table.add_row(*row.cells(), style="red" if row.met is False else "")
    console.print(table)
    return found


if __name__ == "__main__":
    main()
