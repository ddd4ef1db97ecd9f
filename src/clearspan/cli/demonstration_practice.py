"""The demo's people practise: drills, questions and processes of people with drawn abilities, who get better with practice."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import insert

from clearspan import clock
from clearspan.application.skill_tables import ITEM_ANSWER
from clearspan.application.store import Application
from clearspan.application.tables import DRILL_ATTEMPT, PRACTICE_STEP
from clearspan.cli.demonstration_reviews import review_work
from clearspan.jobs.people_today import people_today
from clearspan.practice.library import Library, shipped
from clearspan.scorecard.instruments import canvas_of
from clearspan.settings import load_settings
from clearspan.simulator.plan import Plan
from clearspan.simulator.skills import Abilities, able_people, drawn_processes, drill_answers, item_answers
from clearspan.simulator.streams import Streams
from clearspan.skills.drills.drill import USUAL_PAYOFFS, Action, Severity
from clearspan.skills.fluency.calibration import expected
from clearspan.skills.fluency.question_files import fluency_pack
from clearspan.skills.framework.expectation import family_named
from clearspan.skills.framework.framework_file import framework
from clearspan.skills.record import SkillRecord
from clearspan.vocabulary.period import day_number

PRACTISE = 0.6
"""Share of people who practise at all."""
DAYS = 240
"""Days over which they did so."""
ITEMS, DRILLS, CANVASES = 12, 16, 2
"""What each of them did: questions, outputs judged, and, of one in five, processes redrawn."""
REDRAW = 0.2
GAIN = 0.5
"""By how much d' grows from the first drill to the last."""
ACTIONS = (Action.ACCEPT, Action.VERIFY, Action.OVERRIDE, Action.ESCALATE)


def practise(out: Path, plan: Plan) -> int:
    """How many of the demo's people practised; their practice is kept as if they had done it in their browsers."""
    settings, now = load_settings(out), clock.now()
    streams, rows = Streams(plan.seed), people_today(out, settings, day_number(now.date()))
    chosen = [row for row, luck in zip(rows, streams.uniform(len(rows), "practises"), strict=True) if luck < PRACTISE]
    abilities = able_people(len(chosen), streams)
    end = int(now.timestamp())
    with Application(out, settings.text("application_address")) as store:
        drills = _drills(chosen, abilities, shipped(), streams, end)
        items = _items(chosen, abilities, streams, end)
        steps = [
            {"person": row["person"], "item": row["item"], "step": "done", "channel": "web", "at": row["answered_at"]}
            for row in drills
        ]
        with store.writing() as connection:
            for table, made in ((DRILL_ATTEMPT, drills), (ITEM_ANSWER, items), (PRACTICE_STEP, steps)):
                if made:
                    connection.execute(insert(table), made)
        _redraw(chosen, SkillRecord(store), streams, day_number(now.date()))
        review_work(out, store, rows, streams, day_number(now.date()))
    return len(chosen)


def _family(row: Mapping[str, Any], library: Library) -> str:
    named = family_named(framework(), str(row["role"] or ""))
    return (
        named
        if named and named in library.drill_sets
        else "managers"
        if "managers" in library.drill_sets
        else min(library.drill_sets)
    )


def _drills(
    people: list[dict[str, Any]], abilities: Abilities, library: Library, streams: Streams, end: int
) -> list[dict[str, Any]]:
    seeded = streams.uniform((len(people), DRILLS), "seeded") < 0.45
    polished = streams.uniform((len(people), DRILLS), "polished") < 0.5
    halves = [np.arange(DRILLS) < DRILLS // 2, np.arange(DRILLS) >= DRILLS // 2]
    later = replace(abilities, discernment=abilities.discernment + GAIN)
    answers = [drill_answers(each, seeded, polished, streams) for each in (abilities, later)]
    days = np.sort(streams.uniform((len(people), DRILLS), "practice days"), axis=1)
    names = {family: [f"drills/{each.name}" for each in drills.drills] for family, drills in library.drill_sets.items()}
    lessons = [f"lessons/{name}" for name in library.lessons if name.startswith("judgment/")]
    made: list[dict[str, Any]] = []
    for at, row in enumerate(people):
        own = (names[_family(row, library)] + lessons)[:DRILLS]
        for place, item in enumerate(own):
            given = answers[0] if halves[0][place] else answers[1]
            action, when = ACTIONS[given.action[at, place]], end - int((1 - days[at, place]) * DAYS * 86400)
            payoff = getattr(library.item(item), "payoff", USUAL_PAYOFFS[Severity.MEDIUM])
            made.append(
                {
                    "person": row["person"],
                    "item": item,
                    "seeded": bool(seeded[at, place]),
                    "polished": bool(polished[at, place]),
                    "ai_free": False,
                    "opened_at": when - 180,
                    "answered_at": when,
                    "confidence": int(given.step[at, place]),
                    "action": action.value,
                    "located": bool(given.located[at, place]),
                    "fixed": bool(given.fixed[at, place]),
                    "minutes": payoff.of(action, bool(seeded[at, place])),
                }
            )
    return made


def _items(people: list[dict[str, Any]], abilities: Abilities, streams: Streams, end: int) -> list[dict[str, Any]]:
    pack, curves = fluency_pack(), expected(fluency_pack()).curves
    names = [name for name, question in pack.questions.items() if not question.families][:ITEMS]
    given = item_answers(abilities.fluency, [curves[n].slope for n in names], [curves[n].intercepts for n in names], streams)
    days = streams.uniform((len(people), len(names)), "question days")
    return [
        {
            "person": row["person"],
            "item": name,
            "choice": str(0 if given[at, place] else 1),
            "category": int(given[at, place]),
            "ai_free": False,
            "answered_at": end - int(days[at, place] * DAYS * 86400),
        }
        for at, row in enumerate(people)
        for place, name in enumerate(names)
    ]


def _redraw(people: list[dict[str, Any]], record: SkillRecord, streams: Streams, today: int) -> None:
    luck = streams.uniform(len(people), "redraws")
    those = [row for row, each in zip(people, luck, strict=True) if each < REDRAW]
    levels = 1 + np.floor(3.2 * streams.uniform(len(those), "redesign level")).astype(np.int64)
    for row, processes in zip(those, drawn_processes(levels, CANVASES, streams), strict=True):
        for process in processes:
            record.keep_canvas(row["person"], replace(canvas_of(process), team=row["team"] or ""), today)
