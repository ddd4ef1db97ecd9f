"""Lists the shelves: metrics and sources."""

import orjson
from rich.console import Console
from rich.table import Table

import clearspan.metrics.definitions
import clearspan.sources.vendors
from clearspan.answers.measures import record
from clearspan.metrics.metric import Metric
from clearspan.shelf import read_shelf
from clearspan.sources.source import Source


def print_metrics(as_json: bool) -> None:
    """Print every metric's card."""
    metrics = read_shelf(clearspan.metrics.definitions, Metric).values()
    if as_json:
        print(orjson.dumps([record(metric) for metric in metrics]).decode())
        return
    table = Table("metric", "what it means", "denominator", "read beside")
    for metric in metrics:
        table.add_row(metric.name, metric.meaning, metric.denominator, metric.counter_metric)
    Console().print(table)


def print_sources(as_json: bool) -> None:
    """Print every source."""
    sources = read_shelf(clearspan.sources.vendors, Source).values()
    if as_json:
        rows = [
            {
                "name": source.name,
                "title": source.title,
                "kind": source.kind,
                "file": True,
                "api": source.api is not None,
                "version": source.version,
            }
            for source in sources
        ]
        print(orjson.dumps(rows).decode())
        return
    table = Table("source", "title", "where an administrator finds it")
    for source in sources:
        table.add_row(source.name, source.title, source.where_found)
    Console().print(table)
