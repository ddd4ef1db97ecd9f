"""What may be said of somebody's judgment, and of a group's; and to whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from clearspan.errors import UsageError
from clearspan.skills.interval import UNKNOWN, Estimate
from clearspan.skills.judgment.attempt import Attempt, first_of_each
from clearspan.skills.judgment.brier import Brier, brier
from clearspan.skills.judgment.discernment import area, discernment_of, wins
from clearspan.skills.judgment.regret import Checking, Regret, checking, regret
from clearspan.skills.judgment.reliance import caught_and_located, over_trust, polish_susceptibility, under_trust

ENOUGH_DRILLS = 48
"""Drills from which one person's judgment is told: with fewer, two halves of the same drills agree too little (simulated
reliability .36 with 12, .51 with 24, .66 with 48 of d', and .75 of the area)."""
ENOUGH_OF_EACH = 12
"""Of which at least so many sound and so many faulty."""
ENOUGH_PEOPLE = 10
"""People in a group whose judgment is told."""

LEANING = 0.2
"""How far the criterion lies from the middle where somebody leans to one side."""

DRAWS = 1000


class Purpose(StrEnum):
    """What scores are used for. There is none for hiring or promotion."""

    PRACTICE = "practice"
    PROFILE = "profile"
    BADGE = "badge"


class Verdict(StrEnum):
    """What may be said of somebody's judgment."""

    TOO_FEW = "too_few"
    TRUSTS_TOO_MUCH = "trusts_too_much"
    TRUSTS_TOO_LITTLE = "trusts_too_little"
    TELLS_APART = "tells_apart"
    CANNOT_TELL = "cannot_tell"


VERDICT_WORDS = {
    Verdict.TOO_FEW: "Too few drills so far to say anything that would hold.",
    Verdict.TRUSTS_TOO_MUCH: "You let errors pass that you could have caught: you lean towards trusting.",
    Verdict.TRUSTS_TOO_LITTLE: "You reject work that was sound: you lean towards doubting.",
    Verdict.TELLS_APART: "You tell sound from faulty output, and lean to neither side.",
    Verdict.CANNOT_TELL: "Your answers do not show yet that you tell sound from faulty output.",
}


@dataclass(frozen=True)
class Judgment:
    """Everything that some drills say of one person. Before ENOUGH_DRILLS the figures are for the person's practice alone, and
    `verdict` is TOO_FEW."""

    drills: int
    verdict: Verdict
    area: Estimate
    d_prime: Estimate
    criterion: Estimate
    brier: Brier
    regret: Regret
    over_trust: Estimate
    under_trust: Estimate
    located: Estimate
    checking: Checking
    polish: Estimate


@dataclass(frozen=True)
class GroupJudgment:
    """What drills say of a group: the area within people, trusting and doubting too much, and what polish does; UNKNOWN below
    ENOUGH_PEOPLE. Intervals are from resampling people."""

    people: int
    area: Estimate
    over_trust: Estimate
    under_trust: Estimate
    polish: Estimate


def judge(attempts: Sequence[Attempt], purpose: Purpose) -> Judgment:
    """The judgment of one person from all their drills, of each the first answer. Raises UsageError where they are of several
    people, or the purpose is none of Purpose: judgment is never scored for hiring."""
    if not isinstance(purpose, Purpose):
        raise UsageError("judgment is scored for practice, profile and badge alone", where="judgment")
    if len({each.person for each in attempts}) > 1:
        raise UsageError("these are not the drills of one person", where="judgment")
    attempts = first_of_each(attempts)
    d_prime, criterion = discernment_of(attempts)
    return Judgment(
        drills=len(attempts),
        verdict=_verdict(attempts, d_prime, criterion),
        area=area(attempts),
        d_prime=d_prime,
        criterion=criterion,
        brier=brier(attempts),
        regret=regret(attempts),
        over_trust=over_trust(attempts),
        under_trust=under_trust(attempts),
        located=caught_and_located(attempts),
        checking=checking(attempts),
        polish=polish_susceptibility(attempts),
    )


def enough(attempts: Sequence[Attempt]) -> bool:
    """Whether there are drills enough to say something of one person."""
    seeded = sum(each.seeded for each in attempts)
    return len(attempts) >= ENOUGH_DRILLS and min(seeded, len(attempts) - seeded) >= ENOUGH_OF_EACH


def _verdict(attempts: Sequence[Attempt], d_prime: Estimate, criterion: Estimate) -> Verdict:
    if not enough(attempts):
        return Verdict.TOO_FEW
    if criterion.low > LEANING:
        return Verdict.TRUSTS_TOO_MUCH
    if criterion.high < -LEANING:
        return Verdict.TRUSTS_TOO_LITTLE
    return Verdict.TELLS_APART if d_prime.low > 0 else Verdict.CANNOT_TELL


def judge_group(people: Mapping[int, Sequence[Attempt]], seed: int = 0) -> GroupJudgment:
    """The judgment of a group from the drills of its people (by number)."""
    counted = [_counts(first_of_each(attempts)) for attempts in people.values() if attempts]
    if len(counted) < ENOUGH_PEOPLE:
        return GroupJudgment(len(counted), *(UNKNOWN,) * 4)
    counts = np.array(counted)
    chance = np.random.default_rng(seed)
    weight = np.vstack([np.ones(len(counts)), chance.multinomial(len(counts), np.full(len(counts), 1 / len(counts)), DRAWS)])
    sums = weight @ counts
    rates = [_divided(sums[:, at], sums[:, at + 1]) for at in range(0, sums.shape[1], 2)]
    figures = (rates[0], rates[1], rates[2], rates[3] - rates[4])
    return GroupJudgment(len(counted), *(_estimate(each, len(counted)) for each in figures))


def _counts(attempts: Sequence[Attempt]) -> list[float]:
    """Pairs won and all; faulty accepted and all; sound rejected and all; errors called and all, raw and polished."""
    seeded = [each for each in attempts if each.seeded]
    clean = [each for each in attempts if not each.seeded]
    trusted, doubted = over_trust(attempts), under_trust(attempts)
    found = [
        wins(np.array([each.confidence for each in seeded]), np.array([each.confidence for each in clean])),
        len(seeded) * len(clean),
    ]
    for rate, of in ((trusted, len(seeded)), (doubted, len(clean))):
        found += [rate.value * of if of else 0, of]
    for polished in (False, True):
        part = [each for each in seeded if each.polished is polished]
        found += [sum(each.says_wrong for each in part), len(part)]
    return [float(each) for each in found]


def _divided(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)


def _estimate(figures: np.ndarray, people: int) -> Estimate:
    """A figure (first) with the middle 95% of the resampled ones."""
    drawn = figures[1:][np.isfinite(figures[1:])]
    if not np.isfinite(figures[0]) or len(drawn) < DRAWS / 2:
        return UNKNOWN
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Estimate(float(figures[0]), float(low), float(high), people)
