"""The days from which a vendor's figures mean something else, as facts, for the sources of which something arrived."""

from datetime import date

import pyarrow as pa

from clearspan.sources.source import Source
from clearspan.vocabulary.period import day_number
from clearspan.vocabulary.tables import SERIES_BREAK
from clearspan.warehouse.schema import arrow_schema


def series_breaks(source: Source, arrival: int) -> pa.Table:
    """The rows of the table `series_break` that a source declares, for each of its tools."""
    rows = [
        {"tool": tool, "day": day, "what": point.what, "source": source.name, "as_of": day, "arrival": arrival}
        for tool in source.tools
        for point in source.breaks
        for day in (day_number(date.fromisoformat(point.day)),)
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema(SERIES_BREAK))
