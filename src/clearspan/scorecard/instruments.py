"""Every instrument on simulated people whose abilities are known: what it says laid beside what is true."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clearspan.scorecard.advised import switching_held
from clearspan.simulator.skills import (
    Abilities,
    DrawnProcess,
    able_people,
    drawn_processes,
    drill_answers,
    item_answers,
    moved_items,
)
from clearspan.simulator.streams import Streams
from clearspan.skills.drills.drill import USUAL_PAYOFFS, Action, Severity
from clearspan.skills.fluency.calibration import ENOUGH_ANSWERS, bank, calibrate, expected
from clearspan.skills.fluency.question_files import fluency_pack
from clearspan.skills.irt.adaptive import Rule, ability_of, next_item
from clearspan.skills.judgment.attempt import Attempt
from clearspan.skills.judgment.discernment import discernment_of
from clearspan.skills.judgment.judgment import ENOUGH_DRILLS, Judgment, Purpose, Verdict, judge, judge_group
from clearspan.skills.profile import profile_of
from clearspan.skills.redesign.canvas import Actor, Canvas, Change, Measured, Reason, Step
from clearspan.skills.redesign.verdict import Verdict as Outcome
from clearspan.skills.redesign.verdict import assess

TAKERS = 60
"""People who take the adaptive test, and as many who do the drills."""
FAMILY = "sales"
SEEDED = 0.4
CANVASES = 4
ACTIONS = (Action.ACCEPT, Action.VERIFY, Action.OVERRIDE, Action.ESCALATE)


@dataclass(frozen=True)
class Measurement:
    """What the instruments said of one sample: pairs of (true, told) and whether intervals held the truth."""

    fluency: tuple[tuple[float, float], ...]
    fluency_held: tuple[bool, ...]
    fluency_asked: tuple[int, ...]
    discernment: tuple[tuple[float, float], ...]
    discernment_held: tuple[bool, ...]
    leaning_held: tuple[bool, ...]
    extremes_named: tuple[bool, ...]
    middling_accused: tuple[bool, ...]
    polish_held: bool
    switching_held: tuple[bool, ...]
    redesign_held: tuple[bool, ...]
    bolt_ons_passed: tuple[bool, ...]


def measure(seed: int, takers: int = TAKERS) -> Measurement:
    """One sample of people, measured by every instrument."""
    streams = Streams(seed)
    able = able_people(takers, streams)
    fluency = _fluency(able, streams)
    drilled, polish_held = _drilled(able, streams)
    told = [discernment_of(attempts) for attempts in drilled]
    extremes = _extremes(takers, streams)
    redesign_held, bolt_ons = _redesigns(takers, streams, judge(drilled[0], Purpose.PROFILE))
    neutral = [judge(attempts, Purpose.PROFILE) for attempts, c in zip(drilled, able.leaning, strict=True) if abs(c) < 0.1]
    return Measurement(
        fluency=tuple((truth, value) for truth, value, _, _ in fluency),
        fluency_held=tuple(held for _, _, held, _ in fluency),
        fluency_asked=tuple(asked for _, _, _, asked in fluency),
        discernment=tuple((float(truth), judged.value) for truth, (judged, _) in zip(able.discernment, told, strict=True)),
        discernment_held=tuple(judged.holds(float(truth)) for truth, (judged, _) in zip(able.discernment, told, strict=True)),
        leaning_held=tuple(lean.holds(float(truth)) for truth, (_, lean) in zip(able.leaning, told, strict=True)),
        extremes_named=extremes,
        middling_accused=tuple(each.verdict in (Verdict.TRUSTS_TOO_MUCH, Verdict.TRUSTS_TOO_LITTLE) for each in neutral),
        polish_held=polish_held,
        switching_held=switching_held(takers, streams),
        redesign_held=redesign_held,
        bolt_ons_passed=bolt_ons,
    )


def _fluency(able: Abilities, streams: Streams) -> list[tuple[float, float, bool, int]]:
    """For each person: true ability, told, whether the interval held it, and how many questions it took. The items were placed by
    the answers of others, and are not quite what their authors expected."""
    pack = fluency_pack()
    names = pack.of_family(FAMILY)
    prior = [expected(pack).curves[name] for name in names]
    slopes, steps = moved_items(np.array([each.slope for each in prior]), [each.intercepts for each in prior], streams)
    crowd = item_answers(streams.normal(ENOUGH_ANSWERS * 2, "crowd"), slopes, steps, streams)
    answered = [{name: int(row[at]) for at, name in enumerate(names)} for row in crowd]
    questions = bank(pack, names, calibrate(pack, answered))
    given = item_answers(able.fluency, slopes, steps, Streams(int(streams.at("takers").integers(2**31))))
    found = []
    for person, truth in enumerate(able.fluency.tolist()):
        asked: dict[str, int] = {}
        while (step := next_item(questions, asked, Rule(), person)).item is not None:
            asked[step.item] = int(given[person, names.index(step.item)])
        told = ability_of(questions, asked).estimate
        found.append((truth, told.value, told.holds(truth), len(asked)))
    return found


def _drilled(able: Abilities, streams: Streams) -> tuple[list[list[Attempt]], bool]:
    """The answers of people to raw drills, for telling apart; and whether a group's interval held the polish that was planted."""
    plain = Abilities(able.fluency, able.discernment, able.leaning, 0 * able.polish)
    attempts = _answers(plain, ENOUGH_DRILLS, streams)
    alike = Abilities(able.fluency, 0 * able.discernment + 1.2, 0 * able.leaning, 0 * able.polish + 0.5)
    polished = _answers(alike, ENOUGH_DRILLS, Streams(int(streams.at("polished").integers(2**31))))
    crowd = _answers(Abilities(*(np.repeat(each, 60) for each in vars(alike).values())), ENOUGH_DRILLS, streams)
    seeded = [each for mine in crowd for each in mine if each.seeded]
    called = [[each.says_wrong for each in seeded if each.polished is polish] for polish in (False, True)]
    truth = float(np.mean(called[0]) - np.mean(called[1]))
    return attempts, judge_group(dict(enumerate(polished))).polish.holds(truth)


def _answers(able: Abilities, drills: int, streams: Streams) -> list[list[Attempt]]:
    people = len(able.discernment)
    shown = np.tile(np.arange(drills) < SEEDED * drills, (people, 1))
    polished = np.tile(np.arange(drills) % 2 == 1, (people, 1))
    given = drill_answers(able, shown, polished, streams)
    payoff = USUAL_PAYOFFS[Severity.MEDIUM]
    return [
        [
            Attempt(
                person=person,
                drill=f"{FAMILY}/{at}",
                day=at,
                seeded=bool(shown[person, at]),
                polished=bool(polished[person, at]),
                error=None,
                confidence=int(given.step[person, at]),
                action=ACTIONS[given.action[person, at]],
                located=bool(given.located[person, at]),
                fixed=bool(given.fixed[person, at]),
                payoff=payoff,
            )
            for at in range(drills)
        ]
        for person in range(people)
    ]


def _extremes(takers: int, streams: Streams) -> tuple[bool, ...]:
    """Whether people who trust nearly everything, and who trust nearly nothing, get their own verdict at equal accuracy."""
    each = np.ones(max(takers // 6, 1))
    found: list[bool] = []
    for leaning, verdict in ((1.5, Verdict.TRUSTS_TOO_MUCH), (-1.5, Verdict.TRUSTS_TOO_LITTLE)):
        able = Abilities(0 * each, 0.5 * each, leaning * each, 0 * each)
        found += [judge(mine, Purpose.PROFILE).verdict is verdict for mine in _answers(able, ENOUGH_DRILLS, streams)]
    return tuple(found)


def _redesigns(takers: int, streams: Streams, judgment: Judgment) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
    """Whether the interval of each person's redesigns held what they can do, and whether a bolt-on passed for a redesign."""
    levels = 1 + np.floor(streams.uniform(takers, "redesign") * 4).astype(np.int64)
    held: list[bool] = []
    passed: list[bool] = []
    nothing = ability_of((), {})
    for level, processes in zip(levels.tolist(), drawn_processes(levels, CANVASES, streams), strict=True):
        found = [assess(canvas_of(each)) for each in processes]
        held.append(profile_of(nothing, judgment, found).redesign.figure.holds(level))
        passed += [
            each.verdict in (Outcome.PROPOSED, Outcome.REDESIGNED)
            for each, process in zip(found, processes, strict=True)
            if "removed" not in process.changes
        ]
    return tuple(held), tuple(passed)


def canvas_of(drawn: DrawnProcess) -> Canvas:
    """The canvas of a process that was drawn."""
    steps = tuple(_step(at, reason, change) for at, (reason, change) in enumerate(zip(drawn.reasons, drawn.changes, strict=True)))
    measured = [
        Measured(drawn.hours[when] if drawn.hours else None, None, drawn.errors[when] if drawn.errors else None, None)
        for when in (0, 1)
    ]
    backed = "Head of service" if drawn.backed else ""
    return Canvas("A process", "", backed, backed, steps, measured[0], measured[1], drawn.outlived)


def _step(at: int, reason: str, change: str) -> Step:
    after = {"removed": None, "bolted_on": Actor.BOTH}.get(change, Actor.HUMAN)
    return Step(f"Step {at}", Reason(reason), Change(change), Actor.HUMAN, after, 10, 5, "Team lead", False)


def pairs_of(found: Sequence[Measurement], name: str) -> list[tuple[float, float]]:
    """The pairs (true, told) of every sample."""
    return [pair for each in found for pair in getattr(each, name)]
