"""Work that somebody began: the moment at which a use case is at hand."""

from pathlib import Path
from typing import Any

from clearspan import clock
from clearspan.practice.library import Library
from clearspan.practice.moment import at_hand
from clearspan.settings import load_settings
from clearspan.vocabulary.period import day_number
from clearspan.warehouse.store import Store
from clearspan.warehouse.tables import fetch

FRESH_DAYS = 3
"""Days for which work counts as just begun: systems are read once a day, and a weekend may lie between."""


def use_case_at_hand(directory: Path, person: int, family: str, library: Library) -> str | None:
    """The link of a use case for the named task that a person began last, as a work system says; None where nothing fits."""
    settings, today = load_settings(directory), day_number(clock.now().date())
    memory = f"{settings.number('memory_limit_mb')}MB"
    with Store.open(directory).facts(settings.text("engine"), settings.text("spark_address"), memory) as tables:
        items: Any = tables.work_item
        mine = items.filter(items.person == person, items.started_day >= today - FRESH_DAYS, items.started_day <= today)
        begun = fetch(tables, mine.filter(items.task.notnull(), items.finished_day.isnull()).select("task", "started_day"))
    for row in sorted(begun.to_pylist(), key=lambda row: (-row["started_day"], row["task"])):
        if cases := at_hand(library, family, row["task"]):
            return f"use_cases/{cases[0].name}"
    return None
