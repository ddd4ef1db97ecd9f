"""Islands: teams in which some are fluent and others are not, while the team works as it always did."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from clearspan.diagnosis.assortativity import across_camps
from clearspan.diagnosis.camps import upper_camp
from clearspan.diagnosis.cause import Expectation
from clearspan.diagnosis.panel import Floats, Ints, Panel
from clearspan.diagnosis.pattern import evidence
from clearspan.diagnosis.readings import Reading, Readings, read
from clearspan.diagnosis.signal import CAMPS
from clearspan.diagnosis.ties import Ties
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import Dimension

VERSION = 1
"""Version of the rules by which islands are found."""

PRIOR = 0.04
"""Share of teams that are islands, before anything is seen."""

SURE, STEADY, POSSIBLE = 0.6, 0.3, 0.15
"""From the first probability on a team is called an island, if it keeps the second whoever is left out; below the third it is
called none; between, one cannot tell."""

PRACTICE = "team_practice"
TIES = "ties"

SIGNS = {
    CAMPS: Expectation(CAMPS, 32.0, 12.0),
    PRACTICE: Expectation(PRACTICE, -22.0, 9.0),
    TIES: Expectation(TIES, -25.0, 10.0),
}
"""What one expects of an island: two camps, an unchanged way of working, and (in tenths of a standard deviation of chance)
little work across the camps."""

BY_CHANCE = 10.0
"""A standard deviation of chance in the unit of ties."""


class Outcome(StrEnum):
    """What can be said of a team."""

    ISLANDS = "islands"
    NONE = "none"
    CANNOT_TELL = "cannot tell"
    TOO_FEW = "too few people"


@dataclass(frozen=True)
class Team:
    """One team: what is said of it, and the signs that show whoever is left out. `score` is how much likelier (as a logarithm)
    what is seen is of an island than of another team: for the scorecard alone, never released."""

    group: str
    outcome: Outcome
    signs: tuple[str, ...] = ()
    ties_known: bool = False
    practice_known: bool = False
    score: float = 0.0


def find_islands(panel: Panel, ties: Ties) -> list[Team]:
    """Every team, by name. An island is named where it stays one whichever single person is left out, and where more than the
    camps shows it; of a team of which fewer answered than the minimum for sentiment, the answers are not looked at."""
    whole, without, group = read(panel, panel.groups[Dimension.TEAM])
    few = whole.answered < panel.minimums.sensitive
    whole, without = whole.without_answers_of(few), without.without_answers_of(few[group])
    groups = panel.groups[Dimension.TEAM]
    member = np.flatnonzero(groups.of_person >= 0)
    found, left_out = _ties(panel, ties, member, group, len(groups.names))
    signs = _signs(whole, found), _signs(without, left_out)
    teams = [_team(panel, at, whole, signs, np.flatnonzero(group == at)) for at in range(len(groups.names))]
    return sorted(teams, key=lambda team: team.group)


def islands(panel: Panel, ties: Ties) -> Iterator[Finding]:
    """The findings on islands, one a team."""
    for team in find_islands(panel, ties):
        yield Finding(
            FindingKind.ISLANDS,
            Dimension.TEAM,
            team.group,
            panel.period.name,
            panel.period.start,
            team.outcome.value,
            VERSION,
            {
                "signs": team.signs,
                "ties_known": team.ties_known,
                "practice_known": team.practice_known,
                "sensitive": team.practice_known,
            },
        )


def _signs(readings: Readings, ties: Reading) -> dict[str, tuple[Reading, Floats]]:
    """Each sign's reading and its evidence, by group."""
    found = {name: readings.signals[name] for name in (CAMPS, PRACTICE)} | {TIES: ties}
    return {name: (reading, evidence(reading, SIGNS[name])) for name, reading in found.items()}


def _ties(panel: Panel, ties: Ties, member: Ints, group: Ints, count: int) -> tuple[Reading, Reading]:
    """How far the work across the two camps of each team lies from chance; and the same by person, with the person left out."""
    use = panel.value["active_weeks"] / 100
    whole, without = np.full(count, np.nan), np.full(len(group), np.nan)
    for at in range(count if len(ties.one) else 0):
        places = np.flatnonzero(group == at)
        people = member[places]
        strength = ties.among(people)
        whole[at] = across_camps(strength, upper_camp(use[people]))
        for place in range(len(people)):
            rest = np.delete(np.arange(len(people)), place)
            without[places[place]] = across_camps(strength[np.ix_(rest, rest)], upper_camp(use[people[rest]]))
    return _reading(whole), _reading(without)


def _reading(deviations: Floats) -> Reading:
    zeros = np.zeros(len(deviations))
    people = (~np.isnan(deviations)).astype(np.int64)
    return Reading(BY_CHANCE * deviations, zeros, BY_CHANCE, people, zeros)


def _team(panel: Panel, at: int, whole: Readings, signs: tuple[dict[str, tuple[Reading, Floats]], ...], people: Ints) -> Team:
    name = panel.groups[Dimension.TEAM].names[at]
    of_whole, of_rest = signs
    score = sum(float(weight[at]) for _, weight in of_whole.values())
    if whole.people[at] < panel.minimums.rate:
        return Team(name, Outcome.TOO_FEW, score=score)
    rest = sum(weight[people] for _, weight in of_rest.values())
    probability = _probability(np.append(rest, score))
    shown = tuple(name for name in SIGNS if _shows(name, of_whole[name][0], of_rest[name][0], at, people))
    known = {name: not np.isnan(of_whole[name][0].shift[at]) for name in (PRACTICE, TIES)}
    apart = np.append(of_rest[CAMPS][0].shift[people], of_whole[CAMPS][0].shift[at]).min() > 0
    sure = apart and {PRACTICE, TIES} & set(shown) and probability[-1] >= SURE and probability.min() >= STEADY
    outcome = Outcome.ISLANDS if sure else Outcome.CANNOT_TELL if probability.max() >= POSSIBLE else Outcome.NONE
    return Team(name, outcome, shown if sure else (), known[TIES], known[PRACTICE], score)


def _shows(name: str, whole: Reading, rest: Reading, at: int, people: Ints) -> bool:
    """Whether at least half of what is expected is seen, whoever is left out."""
    expected = SIGNS[name].shift
    seen = np.append(rest.shift[people], whole.shift[at]) / expected
    return bool((seen >= 0.5).all())


def _probability(score: Floats) -> Floats:
    return 1 / (1 + np.exp(-score) * (1 - PRIOR) / PRIOR)
