"""Every cause on the shelf: named where all that it expects is there, not named where only half of it is, and told in full."""

import json
from dataclasses import replace

import numpy as np
import pytest
from tests.diagnosis.panels import STUCK, panel

import clearspan.diagnosis.causes
from clearspan.diagnosis.cause import Cause
from clearspan.diagnosis.engine import NOTHING, UNKNOWN
from clearspan.diagnosis.next_question import next_question
from clearspan.diagnosis.panel import Panel
from clearspan.diagnosis.readings import read
from clearspan.diagnosis.signal import SIGNALS
from clearspan.diagnosis.verdict import Outcome, Verdict, diagnose
from clearspan.jobs.diagnose import diagnoses
from clearspan.shelf import read_shelf
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.minimums import LEAST, Minimums

CAUSES = read_shelf(clearspan.diagnosis.causes, Cause)
SEEDS = range(3)


def expected(name: str, times: float = 1.0) -> dict[str, float]:
    """What a cause expects to see, stronger or weaker. Camps are there in full or not at all."""
    return {each.signal: each.shift * times for each in CAUSES[name].expects if each.signal != "camps" or times >= 1}


def verdict(shifts: dict[str, float], seed: int, **changes: float) -> Verdict:
    found = diagnose(panel(shifts, seed, **changes), CAUSES, Dimension.TEAM)  # type: ignore[arg-type]
    return next(each for each in found if each.group == STUCK)


@pytest.mark.parametrize("name", CAUSES)
def test_a_cause_is_named_where_what_it_expects_is_seen_and_not_where_a_third_is(name: str) -> None:
    """At what is expected, some are told of, and of none anything else; somewhat above, nearly all; at a third, none."""
    at = [verdict(expected(name), seed) for seed in SEEDS]
    above = [verdict(expected(name, 1.4), seed) for seed in SEEDS]
    weak = [verdict(expected(name, 1 / 3), seed) for seed in SEEDS]
    assert {each.causes[0].cause for each in (*at, *above) if each.causes} == {name}
    assert sum(each.outcome is Outcome.CAUSE for each in at) >= 1
    assert sum(each.outcome is Outcome.CAUSE for each in above) >= 2
    assert sum(each.outcome is Outcome.CAUSE for each in weak) == 0


@pytest.mark.parametrize("name", CAUSES)
def test_a_cause_says_what_it_is_when_it_is_wrong_and_what_to_do(name: str) -> None:
    cause = CAUSES[name]
    assert {each.signal for each in cause.expects} <= SIGNALS.keys()
    assert all(text.endswith(".") for text in (cause.meaning, cause.step, *cause.false_alarms))
    assert cause.false_alarms
    assert cause.ask.endswith("?")


def test_sound_teams_are_left_alone() -> None:
    found = [each for seed in SEEDS for each in diagnose(panel({}, seed), CAUSES, Dimension.TEAM)]
    assert sum(each.outcome is Outcome.CAUSE for each in found) <= 0.01 * len(found)
    assert sum(each.outcome is Outcome.NO_OBSTACLE for each in found) >= 0.9 * len(found)


def test_few_answers_are_not_looked_at_and_few_people_not_spoken_of() -> None:
    afraid = expected("fear_distrust")
    assert verdict(afraid, 1, answering=0.5).outcome is Outcome.TOO_FEW
    assert verdict(afraid, 1, size=7).outcome is Outcome.TOO_FEW
    silent = verdict(expected("resources_access", 1.4), 1, answering=0.5)
    assert [each.cause for each in silent.causes] == ["resources_access"]
    assert "tools_access" not in silent.speaks_for


def test_no_single_person_decides() -> None:
    """One person who answers and works as if all were wrong, in a team where nothing is, makes no verdict; and what one says
    in a stuck team is not decisive, as the team without any of its people gets the same cause."""
    sound = panel({}, 3)
    for cause in CAUSES.values():
        for each in cause.expects:
            if each.signal in sound.value and each.signal != "camps":
                sound.value[each.signal][0] = 0.0 if each.shift < 0 else 100.0
    assert next(each for each in diagnose(sound, CAUSES, Dimension.TEAM) if each.group == STUCK).outcome is not Outcome.CAUSE


def test_cannot_tell_asks_the_question_that_would_help() -> None:
    low_use = {"active_weeks": -34.0, "habit": -38.0, "begun": -12.0}
    told = [verdict(low_use, seed) for seed in SEEDS]
    assert {each.outcome for each in told} == {Outcome.CANNOT_TELL}


def test_the_question_that_would_help_most_is_asked() -> None:
    names = (*CAUSES, NOTHING, UNKNOWN)
    torn = np.array([0.5 if name in ("leadership", "policy_block") else 0.0 for name in names])
    readings, _, _ = read(panel({}), panel({}).groups[Dimension.TEAM])
    assert next_question(CAUSES, names, torn, readings) in {"policy_allows", "manager_models_use", "leadership_backs"}
    sure = np.array([float(name == "leadership") for name in names])
    assert next_question(CAUSES, names, sure, readings) == ""


def test_what_is_released_holds_no_exact_figure() -> None:
    afraid = expected("fear_distrust")
    [finding] = [each for each in _findings(afraid) if each["group"] == STUCK and each["dimension"] == "team"]
    assert finding["outcome"] == "cause"
    assert "likeliest" not in finding["details"]
    steps = {each["at_least"] for each in finding["details"]["causes"]}
    assert steps <= {0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95}


def _findings(shifts: dict[str, float]) -> list[dict]:
    made = panel(shifts)
    made.groups[Dimension.DEPARTMENT] = made.groups[Dimension.TEAM]  # type: ignore[index]
    return [json.loads(json.dumps(each.__dict__)) for each in diagnoses(made)]


def test_raised_minimums_are_followed() -> None:
    """A team of twelve is spoken of at the usual minimums; with fifteen answers asked for, only by use and work; below fifteen
    people, not at all."""
    from_answers, from_use = (panel(expected(name, 1.4), 1) for name in ("fear_distrust", "resources_access"))

    def told(made: Panel, minimums: Minimums) -> Verdict:
        found = diagnose(replace(made, minimums=minimums), CAUSES, Dimension.TEAM)
        return next(each for each in found if each.group == STUCK)

    assert told(from_answers, LEAST).outcome is Outcome.CAUSE
    raised = told(from_answers, Minimums(5, 8, 15))
    assert (raised.outcome, raised.why_not) == (Outcome.TOO_FEW, "fewer than 15 people answered")
    assert told(from_use, Minimums(5, 8, 15)).outcome is Outcome.CAUSE
    assert told(from_use, Minimums(5, 15, 15)).outcome is Outcome.TOO_FEW
