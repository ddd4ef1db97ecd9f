"""Who is employed on a day, and where: for whoever asks or reaches people."""

from pathlib import Path
from typing import Any

from clearspan.metrics.arrow_rows import arrow_rows
from clearspan.metrics.expression import in_memory
from clearspan.metrics.members import members
from clearspan.settings import Settings
from clearspan.warehouse.store import Store
from clearspan.warehouse.tables import fetch


def people_today(directory: Path, settings: Settings, day: int) -> list[dict[str, Any]]:
    """One row a person employed on the day, in order of person: person, and the keys of the groups, None where not stated."""
    days = in_memory(arrow_rows({"kind": ("string", ["day"]), "start": ("int32", [day]), "end": ("int32", [day])}))
    memory = f"{settings.number('memory_limit_mb')}MB"
    with Store.open(directory).facts(settings.text("engine"), settings.text("spark_address"), memory) as tables:
        spells: Any = tables.person_spell
        found = fetch(tables, members(spells, days))
    return found.sort_by("person").to_pylist()
