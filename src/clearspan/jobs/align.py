"""Publishes, once a quarter, how far business, IT and executives agree on the problems that AI should solve."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.diagnosis.loading import Fetch
from clearspan.listening.alignment import mid_ranks
from clearspan.listening.item import ItemKind
from clearspan.listening.packs import items_of, packs_of
from clearspan.listening.priorities import BUSINESS, EXECUTIVES, IT, Ranking, find_priorities
from clearspan.metrics.definitions.pulse_points import COUNTED_DAYS
from clearspan.metrics.facts import Facts
from clearspan.settings import Settings
from clearspan.vocabulary.finding import FindingKind
from clearspan.vocabulary.period import Period, PeriodKind
from clearspan.warehouse.findings import Findings

QUESTION = "rank_ai_problems"
"""The question by which people rank."""


def publish_alignment(directory: Path, settings: Settings, facts: Facts, fetch: Fetch, closed: Sequence[Period]) -> list[str]:
    """The quarters for which the alignment was published now: the latest closed one, where it was not published before and
    enough people ranked."""
    quarters = [period for period in closed if period.kind is PeriodKind.QUARTER]
    store = Findings(directory)
    if not quarters or store.published(FindingKind.ALIGNMENT, quarters[-1].name):
        return []
    latest = quarters[-1]
    question = items_of(packs_of(directory)).get(QUESTION)
    if question is None or question.kind is not ItemKind.RANKING:
        return []
    problems = [option.name for option in question.options]
    rankings = rankings_of(facts, fetch, latest, problems, settings.words("leading_levels"), settings.words("it_groups"))
    found = find_priorities(rankings, problems, latest, settings.number("minimum_sensitive_people"), seed=latest.start)
    if found is None:
        return []
    store.publish(FindingKind.ALIGNMENT, latest.name, [found])
    return [latest.name]


def rankings_of(
    facts: Facts, fetch: Fetch, period: Period, problems: Sequence[str], leading: frozenset[str], it_groups: frozenset[str]
) -> list[Ranking]:
    """The latest ranking, at most a year old, of everyone employed at the end of a quarter, with the group that they are in."""
    members = facts.members.filter(facts.members.kind == period.kind.value)
    members = members.filter(members.start == period.start).select("person", "role", "department", "division", "level")
    people = {row["person"]: _group(row, leading, it_groups) for row in fetch(members).to_pylist()}
    answer = facts.answer
    said = answer.filter((answer.day <= period.end) & (answer.day > period.end - COUNTED_DAYS) & answer.value.notnull())
    rows = fetch(said.filter(said.item.startswith(f"{QUESTION}.")).select("person", "wave", "day", "item", "value"))
    return [Ranking(people[person], places) for person, places in _latest(rows, problems) if person in people]


def _group(row: Mapping[str, Any], leading: frozenset[str], it_groups: frozenset[str]) -> str:
    if row["level"] in leading:
        return EXECUTIVES
    return IT if it_groups & {row["role"], row["department"], row["division"]} else BUSINESS


def _latest(rows: pa.Table, problems: Sequence[str]) -> list[tuple[int, np.ndarray]]:
    """Each person's places in the last wave in which they ranked, in order of person; problems that are on the list no more are
    left out."""
    named = rows.append_column("problem", pc.utf8_slice_codeunits(rows["item"], len(QUESTION) + 1))
    waves = named.group_by(["person", "wave"]).aggregate([("day", "max")])
    last = {row["person"]: row["wave"] for row in waves.sort_by([("day_max", "ascending"), ("wave", "ascending")]).to_pylist()}
    at = {problem: place for place, problem in enumerate(problems)}
    chosen = {person: np.full(len(problems), np.nan) for person in sorted(last)}
    for row in named.to_pylist():
        if row["wave"] == last[row["person"]] and row["problem"] in at:
            chosen[row["person"]][at[row["problem"]]] = row["value"]
    return [
        (person, mid_ranks(places[None, :], len(problems))[0]) for person, places in chosen.items() if np.isfinite(places).any()
    ]
