"""The page docs/performance.md."""

import os
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version

from bench.row import HEAD, Row

OPENING = """# Performance

`make bench` measured what stands here, in one run on one machine, and wrote this page. The ratios carry over to other
machines better than the seconds do. Every case runs in a process of its own; of several runs, in turn with the peer's, the
fastest counts.
"""

NOTES = {
    "Metrics": (
        "The peer is SQL written by hand for DuckDB (`bench/sql`), over the same Parquet files and with the same memory, in "
        "temporary tables that the metrics share. Both sides give rows, sum of values and sum of weights for each metric, "
        "tool, period and category, and the run stops where one of them differs."
    ),
    "Ingest": (
        "One file of nested records of the GitHub Copilot report, in which 10,000 people each have one record a day. Ours "
        "recognises the file, checks and types every record, replaces people by keyed pseudonyms before anything touches the "
        "disk, merges restated days, and commits durably. DuckDB reads the file as it is."
    ),
    "Sources": (
        "The records of each source's example, repeated with other people and days. Ours checks and types every record and makes "
        "rows of facts of it, still with the identifiers and in memory; the peer decodes the file and lets go of it. Both run in "
        "turn in one process."
    ),
    "Scale": (
        "`clearspan simulate` writes every vendor's files; the job reads them, finds out who is who, stores, measures, and "
        "releases. The release is shown apart: its work depends on the groups and periods, not only on the people."
    ),
    "Proof": (
        "The peer is diff-diff, the fastest public library that gave the same numbers. Both begin with a table in memory and "
        "end with every effect by cohort and week, its error, and the overall effect; ours checks every record too."
    ),
    "Pages": "One client on a kept connection of the loopback, over a demo organisation. Sizes are of the page alone.",
}


def document(found: Mapping[str, Sequence[Row]]) -> str:
    """The page, in Markdown."""
    parts = [OPENING, f"{machine()}\n"]
    for title, rows in found.items():
        parts += [f"## {title}\n", f"{NOTES[title]}\n", _table(rows)]
    return "\n".join(parts)


def machine() -> str:
    """The machine in general words, and the versions that decide."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    engines = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "pyarrow"))
    hardware = f"{cores} cores ({platform.machine()}), {memory:.0f} GB of memory, {platform.system()}"
    return f"Machine: {hardware}; Python {platform.python_version()}, {engines}."


def _table(rows: Sequence[Row]) -> str:
    lines = [HEAD, tuple("---" for _ in HEAD), *(row.cells() for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"
