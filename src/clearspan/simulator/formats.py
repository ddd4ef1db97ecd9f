"""Which formats are written: a choice among all that the shelf of writers has."""

from collections.abc import Sequence

from clearspan.errors import UsageError
from clearspan.shelf import read_shelf
from clearspan.simulator import writers as shelf
from clearspan.simulator.plan import ALL, USUAL
from clearspan.simulator.writer import Writer


def writers_of(formats: Sequence[str]) -> dict[str, Writer]:
    """The writers of some formats by name; USUAL and ALL stand for several. Raises UsageError where there is no such format."""
    known = read_shelf(shelf, Writer)
    sets = {ALL: set(known), USUAL: {name for name, writer in known.items() if writer.usual}}
    chosen: set[str] = set()
    for name in formats:
        if name not in sets and name not in known:
            raise UsageError(
                f"No format of that name can be written: {name}.",
                remedy=f"Choose {USUAL}, {ALL}, or some of: {', '.join(known)}.",
            )
        chosen |= sets.get(name, {name})
    return {name: writer for name, writer in known.items() if name in chosen}
