"""Every source on the shelf against a bare decoding of a file made of its own example; and what a pull waits."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import clearspan.sources.vendors
from bench.measure import measure
from bench.row import Row, against
from bench.sizes import Sizes
from bench.source_file import example_of, write
from bench.source_reasons import REASONS
from clearspan.shelf import read_shelf
from clearspan.sources.source import Source

MOST_OF_DUCKDB = 3.0
MOST_OF_BARE = 3.0
"""From how many times a bare decoding on it is said what else the reading does."""
EXAMPLES = Path(__file__).parent.parent / "tests" / "sources"
PULLED_DAYS = 60


def rows(sizes: Sizes, work: Path) -> Iterator[Row]:
    """A row for each source, and one for a pull."""
    yield _pull(work)
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
        what = f"{name}: {notes['records']:,} records, {notes['kept']:,} kept ({file.stat().st_size / 1e6:,.0f} MB), CPU"
        yield against(f"{what}; peer: {_peer(name, notes)}", notes["ours"], notes["duckdb"], MOST_OF_DUCKDB)


def _pull(work: Path) -> Row:
    """How the time of a pull is split between waiting for the vendor and our own work."""
    notes = measure("pull_case", str(work / "pull"), str(PULLED_DAYS)).notes
    what = (
        f"pull of {PULLED_DAYS} days, {notes['records']:,.0f} records, from a vendor that answers after "
        f"{notes['answers_ms']:.0f} ms: waiting against own time (wait/own)"
    )
    own = notes["seconds_pulled"] - notes["waited"]
    return Row(
        what,
        f"{own:.2f} s own",
        f"{notes['waited']:.2f} s waiting",
        f"{notes['waited'] / own:.1f}",
        "above 1",
        own < notes["waited"],
    )


def _file(source: Source, example: Path, work: Path, size: int) -> Path:
    path = work / "sources" / str(size) / source.name / example.name.removesuffix(".gz")
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write(source, example, path, size)
    return path


def _peer(name: str, notes: Mapping[str, float]) -> str:
    ratio = notes["ours"] / notes["bare"]
    reason = f": {REASONS[name]}" if ratio > MOST_OF_BARE and name in REASONS else ""
    return f"DuckDB's reading into a table, one thread; {ratio:.1f} times a bare decoding{reason}"
