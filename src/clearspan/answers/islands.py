"""Islands: teams in which some are fluent and the team works as ever, on a map of all teams by reach and habit."""

from collections.abc import Sequence

from clearspan.answers.block import Answer, Block, Step, Table, cannot_tell, rows_of
from clearspan.answers.blocks.cuts import of_use
from clearspan.answers.blocks.shared_uses import shared_uses
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.group import labels, place
from clearspan.answers.latest import details_of, latest_of, quarter_words
from clearspan.answers.picture import Key, Picture
from clearspan.answers.words import value_words
from clearspan.diagnosis.islands import PRACTICE, TIES, Outcome
from clearspan.diagnosis.signal import CAMPS
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import quarter_of

TITLE = "Islands"
HEADING = "Fluent islands"
LEAD = (
    "A team with a few fluent people and an unchanged way of working is worse off than one that uses AI little but together: "
    "what the few know stays with them."
)
SIGNS = {
    CAMPS: "Some use AI in nearly every week and others in hardly any",
    PRACTICE: "the team says that it works as it always did",
    TIES: "the two camps seldom work with each other",
}
STEP = "Pair people of both camps on one common task a week, and change one hand-over of the team together."
FIELDS = ("under half", "about half", "over half")
"""The fields of the map, along both axes."""
MIDDLE = (0.4, 0.6)


def islands_page(evidence: Evidence) -> Answer:
    """The map of teams, the teams that are islands with what to do, and those of which one cannot tell."""
    found = latest_of(evidence, FindingKind.ISLANDS)
    if not found:
        step = Step("See how use is spread", "/adoption?dimension=team")
        because = "no quarter with use by team has closed"
        return Answer(TITLE, LEAD, (cannot_tell("islands", HEADING, because, "A closed quarter of use by person.", step),))
    flagged = [each for each in found if each.outcome == Outcome.ISLANDS.value]
    unclear = [each for each in found if each.outcome == Outcome.CANNOT_TELL.value]
    blocks = [_map(evidence, found)]
    if flagged:
        blocks.append(_cases(flagged))
    if unclear:
        blocks.append(_unclear(unclear))
    when = quarter_of(found[0].start_day)
    return Answer(TITLE, LEAD, (*blocks, *shared_uses(evidence, when), *of_use(evidence, when)))


def _map(evidence: Evidence, found: Sequence[Finding]) -> Block:
    when = quarter_of(found[0].start_day)
    outcome = {each.group: each.outcome for each in found}
    reach, habit = (
        {figure.group: figure for figure in evidence.released.figures(metric, Dimension.TEAM, when=when)}
        for metric in ("active_share", "habitual_share")
    )
    told = [group for group in reach if group in habit and _field(reach[group]) is not None and _field(habit[group]) is not None]
    names = labels(told)
    squares = [
        {
            "column": _field(habit[group]),
            "row": 2 - (_field(reach[group]) or 0),
            "colour": _colour(outcome.get(group, "")),
            "says": f"{names[group]}: used AI at all {value_words(evidence.cards['active_share'], reach[group])}, with a habit "
            f"{value_words(evidence.cards['habitual_share'], habit[group])}{_said(outcome.get(group, ''))}",
        }
        for group in told
    ]
    content = {
        "across": "people with a habit",
        "down": "used AI at all",
        "columns": list(FIELDS),
        "rows": list(reversed(FIELDS)),
        "squares": squares,
    }
    keys = (Key("d1", "a team"), Key("accent", "an island"), Key("d4", "cannot tell"))
    quarter = quarter_words(found)
    picture = Picture("squares", f"Teams by reach and habit in {quarter}, islands marked.", content, keys) if squares else None
    few = sum(each.outcome == Outcome.TOO_FEW.value for each in found)
    return Block(
        name="map",
        heading=f"{HEADING}, {quarter}",
        claim=_claim(found),
        caution="Where a team lies is told by released figures alone, so coarsely; who is of which camp is told to nobody. Two "
        f"kinds of work in one team look like two camps. {few} teams are too small to say anything of.",
        step=Step("Take what is said of each team with you", "/api/findings.csv?kind=islands"),
        picture=picture,
        figures=tuple(figure for group in told for figure in (reach[group], habit[group])),
    )


def _field(figure: Figure) -> int | None:
    """The field in which a figure lies; None where it is withheld, or its bounds do not say."""
    if not figure.shown:
        return None
    if figure.value is not None:
        return 0 if figure.value < MIDDLE[0] else 2 if figure.value > MIDDLE[1] else 1
    low, high = figure.low or 0.0, 1.0 if figure.high is None else figure.high
    if high <= 0.5:
        return 0
    return 2 if low >= 0.5 else 1 if high - low < 0.5 else None


def _colour(outcome: str) -> str:
    return {Outcome.ISLANDS.value: "var(--accent)", Outcome.CANNOT_TELL.value: "var(--d4)"}.get(outcome, "var(--d1)")


def _said(outcome: str) -> str:
    return {Outcome.ISLANDS.value: "; an island", Outcome.CANNOT_TELL.value: "; cannot tell whether it is an island"}.get(
        outcome, ""
    )


def _claim(found: Sequence[Finding]) -> str:
    flagged = sum(each.outcome == Outcome.ISLANDS.value for each in found)
    looked = sum(each.outcome != Outcome.TOO_FEW.value for each in found)
    if not looked:
        return "We cannot tell yet whether there are islands, because no team is large enough."
    if not flagged:
        return f"In none of the {looked} teams that we could look at do we see an island."
    are = "is an island" if flagged == 1 else "are islands"
    return f"{flagged} of {looked} teams {are}: two camps of use, and a way of working that has not changed."


def _cases(flagged: Sequence[Finding]) -> Block:
    names = labels([each.group for each in flagged])
    rows = [
        (names[each.group], place(each.group), f"{'; '.join(SIGNS[name] for name in details_of(each, 'signs'))}.")
        for each in flagged
    ]
    return Block(
        name="cases",
        heading="What to do there",
        claim=STEP,
        caution="More training for the fluent does not help these teams. New people who have not begun look like a camp: look "
        "again after a month.",
        step=Step("See what else holds these teams back", "/diagnosis"),
        table=Table("Teams that are islands, and what we saw", ("Team", "Where", "What we saw"), rows_of(rows)),
    )


def _unclear(unclear: Sequence[Finding]) -> Block:
    names = labels([each.group for each in unclear])
    rows = [(names[each.group], place(each.group), _missing(each)) for each in unclear]
    count = f"Of {len(unclear)} {'team' if len(unclear) == 1 else 'teams'} we cannot tell"
    return Block(
        name="unclear",
        heading="We cannot tell",
        claim=f"{count}: one person more or less would change what we say.",
        caution="That all is well in these teams.",
        step=Step("Ask whether the team works differently", "/pulse"),
        table=Table("Teams of which we cannot tell, and what would help", ("Team", "Where", "What would help"), rows_of(rows)),
    )


def _missing(finding: Finding) -> str:
    wanted = [
        words
        for name, words in (("practice_known", "ten answers on how the team works"), ("ties_known", "who works with whom"))
        if not finding.details.get(name)
    ]
    return " and ".join(wanted).capitalize() if wanted else "Another quarter"
