"""Reads programmes out between two runs: on the facts as they are, without a release."""

from pathlib import Path

from clearspan.jobs.cutoffs import cutoffs_of
from clearspan.jobs.read_programmes import publish_read_outs
from clearspan.jobs.refresh import closing_of
from clearspan.metrics.facts import load_facts
from clearspan.settings import load_settings
from clearspan.warehouse.store import Store
from clearspan.warehouse.tables import fetch, materialise


def read_now(directory: Path) -> list[str]:
    """The read-outs that were published now."""
    settings = load_settings(directory)
    memory = f"{settings.number('memory_limit_mb')}MB"
    store = Store.open(directory)
    with store.facts(settings.text("engine"), settings.text("spark_address"), memory) as tables:
        closing = closing_of(tables, settings.number("quiet_feed_days"))
        if closing is None:
            return []
        facts = load_facts(
            tables,
            closing.first_day,
            closing.last_day,
            cutoffs=cutoffs_of(directory),
            materialise=lambda expression, name: materialise(tables, expression, name),
        )
        return publish_read_outs(
            directory, settings, facts, tables, lambda expression: fetch(tables, expression), closing.periods()
        )
