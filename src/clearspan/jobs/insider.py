"""What a colleague who knows the whole organisation chart knows: the attackers' starting point. No values."""

from pathlib import Path

import pyarrow as pa

import clearspan.metrics.definitions
from clearspan.arrow import pc
from clearspan.attack.insider import Insider, Minimums
from clearspan.jobs.refresh import closing_of
from clearspan.metrics.expression import text
from clearspan.metrics.facts import Facts, load_facts
from clearspan.metrics.metric import Metric
from clearspan.metrics.systems import staff_of_systems
from clearspan.settings import Settings
from clearspan.shelf import read_shelf
from clearspan.vocabulary.shape import Population, Shape
from clearspan.warehouse.store import Store
from clearspan.warehouse.tables import Tables, fetch, materialise

HELD = ("person", "tool", "kind", "start")
OWN = ("metric", "tool", "kind", "start", "person", "value")


def insider(directory: Path, settings: Settings) -> Insider | None:
    """Who is in which group, holds which licence, and left when; None where no period is closed yet."""
    with Store.open(directory).facts(settings.text("engine"), settings.text("spark_address")) as tables:
        closing = closing_of(tables, settings.number("quiet_feed_days"))
        if closing is None:
            return None
        facts = load_facts(
            tables,
            closing.first_day,
            closing.last_day,
            materialise=lambda expression, name: materialise(tables, expression, name),
        )
        spells = fetch(tables, tables.person_spell.select("person", "to_day"))
        return Insider(
            members=fetch(tables, facts.members),
            own=_own(tables, facts),
            licensed=pa.concat_tables([fetch(tables, facts.licensed.select(*HELD)), _at_work(tables, facts)]),
            left=_left(spells.to_pydict()),
            leading=settings.words("leading_levels"),
            minimums=Minimums(
                count=settings.number("minimum_count_people"),
                rate=settings.number("minimum_rate_people"),
                sensitive=settings.number("minimum_sensitive_people"),
            ),
        )


def _own(tables: Tables, facts: Facts) -> pa.Table:
    """What everybody knows of themselves, where figures add amounts up: metric, tool, kind, start, person, value."""
    found = []
    for metric in read_shelf(clearspan.metrics.definitions, Metric).values():
        if metric.contributions and metric.shape in (Shape.SUM, Shape.MEAN):
            rows = metric.contributions(facts).mutate(metric=text(metric.name))
            found.append(fetch(tables, rows.select(*OWN)))
    return pa.concat_tables(found)


def _at_work(tables: Tables, facts: Facts) -> pa.Table:
    """Who worked in which work system: person, tool ('at_work:' and the system), kind, start."""
    found = fetch(tables, staff_of_systems(facts).select(*HELD))
    named = pc.binary_join_element_wise(f"{Population.AT_WORK}:", found["tool"], "")
    return found.set_column(found.schema.get_field_index("tool"), "tool", named)


def _left(spells: dict[str, list[int | None]]) -> dict[int, int]:
    """The last day of everyone whose every spell has ended."""
    last: dict[int, int | None] = {}
    for person, day in zip(spells["person"], spells["to_day"], strict=True):
        if person is None:
            continue
        before = last.get(person, day)
        last[person] = None if day is None or before is None else max(before, day)
    return {person: day for person, day in last.items() if day is not None}
