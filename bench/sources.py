"""Every source on the shelf against a bare decoding of its file, which is made of the source's own example."""

from collections.abc import Iterator
from pathlib import Path

import clearspan.sources.vendors
from bench.measure import measure
from bench.row import Row, against
from bench.sizes import Sizes
from bench.source_file import example_of, write
from clearspan.shelf import read_shelf
from clearspan.sources.source import Source

MOST_OF_BARE = 3.0
EXAMPLES = Path(__file__).parent.parent / "tests" / "sources"


def rows(sizes: Sizes, work: Path) -> Iterator[Row]:
    """A row for each source."""
    for name, source in read_shelf(clearspan.sources.vendors, Source).items():
        example = example_of(source, EXAMPLES)
        if example is None:
            yield Row(f"{name}: has no example", "", met=False)
            continue
        file = _file(source, example, work, sizes.source_bytes)
        try:
            notes = measure("source_case", name, str(file), str(sizes.repeats)).notes
        except RuntimeError as error:
            yield Row(f"{name}: {str(error).strip().splitlines()[-1]}", "", met=False)
            continue
        what = f"{name}: {notes['records']:,} records, {notes['kept']:,} kept ({file.stat().st_size / 1e6:,.0f} MB)"
        yield against(f"{what}; peer: {_peer(file)}", notes["ours"], notes["bare"], MOST_OF_BARE)


def _file(source: Source, example: Path, work: Path, size: int) -> Path:
    path = work / "sources" / str(size) / source.name / example.name.removesuffix(".gz")
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write(source, example, path, size)
    return path


def _peer(file: Path) -> str:
    return "orjson" if file.open("rb").read(1) in (b"{", b"[") else "DuckDB read_csv"
