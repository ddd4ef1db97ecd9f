"""Next steps: the teams where something can be done, the surest and most helpful first, each with what to try."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clearspan.answers.block import Answer, Block, Cell, Step, Table, cannot_tell, rows_of
from clearspan.answers.diagnosis import case_anchor, causes
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.group import labels, place
from clearspan.answers.islands import STEP as TEAM_PRACTICE
from clearspan.answers.latest import latest_of, quarter_words
from clearspan.answers.words import value_words
from clearspan.diagnosis import islands
from clearspan.diagnosis.verdict import SURE, Outcome
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import quarter_of

TITLE = "Next steps"
LEAD = (
    "Where something can be done this month. Teams stand in the order of how sure we are of the reason and of how many could "
    "still be helped; never of how much they use AI."
)
HEADING = "Teams with a next step"


@dataclass(frozen=True)
class Next:
    """One team with its reason, how sure that is, its step, the share of people who could be helped (without a habit), and where
    its case stands."""

    group: str
    reason: str
    at_least: float
    step: str
    to_help: float
    case: str = ""


def next_steps_page(evidence: Evidence) -> Answer:
    """The list of teams with what to try first."""
    diagnoses = latest_of(evidence, FindingKind.DIAGNOSIS, Dimension.TEAM)
    if not diagnoses:
        step = Step("See who uses AI where", "/adoption?dimension=team")
        because = "no quarter with answers and use has closed"
        return Answer(TITLE, LEAD, (cannot_tell("steps", HEADING, because, "A closed quarter, and ten answers a team.", step),))
    when = quarter_of(diagnoses[0].start_day)
    reach, habit = (
        {figure.group: figure for figure in evidence.released.figures(metric, Dimension.TEAM, when=when)}
        for metric in ("active_share", "habitual_share")
    )
    found = _named(diagnoses, latest_of(evidence, FindingKind.ISLANDS), habit)
    if not found:
        step = Step("Read why we cannot tell", "/diagnosis#untold")
        because = "no team has a reason that can be told"
        return Answer(
            TITLE, LEAD, (cannot_tell("steps", HEADING, because, "More answers: ask the questions that would help most.", step),)
        )
    return Answer(TITLE, LEAD, (_block(evidence, found, (reach, habit), quarter_words(diagnoses)),))


def _block(evidence: Evidence, found: Sequence[Next], figures: tuple[Mapping[str, Figure], ...], quarter: str) -> Block:
    reach = figures[0]
    names = labels([each.group for each in found])
    rows = rows_of(
        [
            (
                Cell(names[each.group], href=each.case),
                each.step,
                f"{each.reason}, {_sure(each)}",
                _adoption(evidence, reach.get(each.group)),
                place(each.group),
            )
            for each in found
        ]
    )
    return Block(
        name="steps",
        heading=f"{HEADING}, {quarter}",
        claim=f"{len(found)} {'team has' if len(found) == 1 else 'teams have'} a next step. The first to help is "
        f"{names[found[0].group]}: {found[0].reason[0].lower()}{found[0].reason[1:]}.",
        caution="It is no list of good and bad teams: those with no reason that can be told are not in it, however much "
        "or little they use AI. A reason fits what was seen; it is not proved.",
        step=Step("Read each case in full", "/diagnosis"),
        table=Table(
            "The surest reason and the most to help first",
            ("Team", "Try first", "Reason", "Used AI at all", "Where"),
            rows,
        ),
        figures=tuple(side[each.group] for each in found for side in figures if each.group in side),
    )


def _named(diagnoses: Sequence[Finding], seen: Sequence[Finding], habit: dict[str, Figure]) -> list[Next]:
    found = {}
    for each in seen:
        if each.outcome == islands.Outcome.ISLANDS.value:
            found[each.group] = Next(each.group, causes()["islands"].title, SURE, TEAM_PRACTICE, _to_help(habit.get(each.group)))
    for each in diagnoses:
        told = each.details.get("causes")
        if each.outcome == Outcome.CAUSE.value and isinstance(told, list | tuple) and told and isinstance(told[0], dict):
            cause = causes()[str(told[0]["cause"])]
            sure = float(str(told[0]["at_least"]))
            case = f"/diagnosis#{case_anchor(each.group)}"
            found[each.group] = Next(each.group, cause.title, sure, cause.step, _to_help(habit.get(each.group)), case)
    return sorted(found.values(), key=lambda each: (-each.at_least * each.to_help, -each.at_least, each.group))


def _to_help(habit: Figure | None) -> float:
    """The share of people without a habit, by the middle of what is released; a half where nothing is."""
    middle = habit.middle if habit is not None else None
    return 1 - middle if middle is not None else 0.5


def _adoption(evidence: Evidence, figure: Figure | None) -> str:
    return value_words(evidence.cards["active_share"], figure) if figure is not None and figure.shown else "withheld"


def _sure(each: Next) -> str:
    return f"at least {each.at_least:.0%} sure" if each.at_least else "likelier than any other"
