"""Who leads somebody today: their manager, and everyone above."""

from pathlib import Path
from typing import Any

from clearspan import clock
from clearspan.jobs.identify import renumbered
from clearspan.settings import load_settings
from clearspan.vocabulary.period import day_number
from clearspan.warehouse.store import Store
from clearspan.warehouse.tables import fetch


def leaders_of(directory: Path, person: int) -> frozenset[int]:
    """The numbers of those who lead a person today, directly or from further up; nobody where no list states it."""
    above, now_of = _managers(directory), renumbered(directory)
    found: set[int] = set()
    leader = above.get(person)
    while leader is not None and (leader := now_of.get(leader, leader)) not in found:
        found.add(leader)
        leader = above.get(leader)
    return frozenset(found - {person})


def _managers(directory: Path) -> dict[int, int]:
    """person -> manager of everyone employed today whose manager is stated."""
    settings, today = load_settings(directory), day_number(clock.now().date())
    memory = f"{settings.number('memory_limit_mb')}MB"
    with Store.open(directory).facts(settings.text("engine"), settings.text("spark_address"), memory) as tables:
        spells: Any = tables.person_spell
        now = spells.filter(spells.from_day <= today, spells.to_day.isnull() | (spells.to_day >= today))
        rows = fetch(tables, now.select("person", "manager", "from_day", "as_of")).to_pylist()
    latest = {row["person"]: row["manager"] for row in sorted(rows, key=lambda row: (row["from_day"], row["as_of"]))}
    return {person: manager for person, manager in latest.items() if manager is not None}
