"""The per-user reports of Claude Enterprise, asked for one day at a time, with the days that the answers do not name."""

from collections.abc import Iterator
from typing import Any

import orjson

from clearspan.sources.pulling.anthropic import pages
from clearspan.sources.pulling.api import Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import records_of
from clearspan.sources.pulling.seconds import moment_span
from clearspan.sources.pulling.window import Window


def report_pages(caller: Caller, window: Window, report: str) -> Iterator[Page]:
    """One page a day with all records of a report by user and product, because a person's may stand in two of the vendor's."""
    for day in window.days():
        begin, end = moment_span(Window(day, day))
        records: list[Any] = []
        refreshed = None
        for answer in pages(caller, f"analytics/{report}", {"starting_at": begin, "ending_at": end, "group_by[]": "product"}):
            records += records_of(answer, "data")
            refreshed = answer.json().get("data_refreshed_at") or refreshed
        if records:
            page = {"starting_at": begin, "ending_at": end, "data_refreshed_at": refreshed, "data": records}
            yield Page(orjson.dumps(page))
