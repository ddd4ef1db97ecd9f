"""Maturity: how far each team has come, by rules that everyone can read, and what would move it one level."""

from collections import Counter
from collections.abc import Mapping

from clearspan.answers.block import Answer, Block, Step, Table, cannot_tell, rows_of
from clearspan.answers.blocks.cuts import of_use
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.group import labels, place
from clearspan.answers.picture import Key, Picture
from clearspan.answers.words import listed, period_words
from clearspan.diagnosis.maturity import SIDES, VERSION, Bounds, Level, Maturity, maturity
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import Period, PeriodKind
from clearspan.vocabulary.tool import ANY_TOOL

TITLE = "Maturity"
LEAD = (
    "Basic, intermediate or advanced: a team is as mature as its least mature side, by the rules below. A level is no mark; it "
    "says what to build next."
)
HEADING = "How far teams have come"
FROM = {
    "habit": ("habitual_share", ANY_TOOL, 100.0),
    "breadth": ("tools_used", ANY_TOOL, 1.0),
    "practice": ("pulse_points", "team_practice", 1.0),
}
"""Released metric, tool (or question), and factor of each side that is measured."""
LEVELS = {Level.BASIC: "basic", Level.INTERMEDIATE: "intermediate", Level.ADVANCED: "advanced"}


def maturity_page(evidence: Evidence) -> Answer:
    """The map of teams by level, what would move each, and the rules."""
    quarters = [period for period in evidence.released.periods_of("habitual_share") if period.kind is PeriodKind.QUARTER]
    if not quarters:
        step = Step("See how regular the use is", "/adoption#tiers")
        because = "no quarter is released in which habit is told by team"
        return Answer(
            TITLE,
            LEAD,
            (cannot_tell("levels", HEADING, because, "Twelve weeks of use, and a closed quarter.", step), _rules(evidence)),
        )
    when = max(quarters)
    found = {name: _figures(evidence, name, when) for name in FROM}
    teams = {group: _maturity(found, group) for group in found["habit"]}
    used = tuple(figure for side in found.values() for figure in side.values() if figure.shown)
    return Answer(TITLE, LEAD, (_levels(teams, when, used), *of_use(evidence, when), _rules(evidence)))


def _figures(evidence: Evidence, name: str, when: Period) -> Mapping[str, Figure]:
    metric, tool, _ = FROM[name]
    return {figure.group: figure for figure in evidence.released.figures(metric, Dimension.TEAM, tool, when=when)}


def _maturity(found: Mapping[str, Mapping[str, Figure]], group: str) -> Maturity:
    told = {}
    for name, (_, _, factor) in FROM.items():
        figure = found[name].get(group)
        if figure is None or not figure.shown:
            continue
        low = figure.low if figure.value is None else figure.value
        high = figure.high if figure.value is None else figure.value
        told[name] = Bounds(factor * (low or 0.0), factor * high if high is not None else float("inf"))
    return maturity(told)


def _levels(teams: Mapping[str, Maturity], when: Period, used: tuple[Figure, ...]) -> Block:
    names = labels(list(teams))
    columns = [*LEVELS.values(), "cannot tell"]
    squares = [
        {
            "column": 3 if team.level is None else int(team.level),
            "row": 0,
            "colour": "var(--d5)" if team.level is None else "var(--d1)",
            "says": f"{names[group]}: {_said(team)}",
        }
        for group, team in teams.items()
    ]
    content = {"across": "level that is surely reached", "down": "", "columns": columns, "rows": [""], "squares": squares}
    told = [(group, team) for group, team in teams.items() if team.level is not None]
    rows = rows_of([(names[group], place(group), _said(team), _missing(team), SIDES[team.held_by].step) for group, team in told])
    headings = ("Team", "Where", "Level", "Not known", "What would move it one level")
    return Block(
        name="levels",
        heading=f"{HEADING}, {period_words(when)}",
        claim=_claim(teams),
        caution="Levels come from released figures, which are coarse for small teams: a team may be further than can be told. "
        "Judgment and redesign are not measured yet, so that no team can be called advanced.",
        step=Step("See what holds teams back", "/diagnosis"),
        picture=Picture("squares", f"Teams by level, {period_words(when)}.", content, (Key("d1", "a team"),)),
        table=Table(f"Teams, {period_words(when)}", headings, rows),
        figures=used,
    )


def _said(team: Maturity) -> str:
    if team.level is None:
        return "cannot tell, because its habit is not released"
    more = f", perhaps {LEVELS[team.at_most]}" if team.at_most > team.level else ""
    return f"{LEVELS[team.level]}{more}"


def _missing(team: Maturity) -> str:
    return listed([name for name in team.unknown], most=5)


def _claim(teams: Mapping[str, Maturity]) -> str:
    counts = Counter(team.level for team in teams.values())
    told = sum(number for level, number in counts.items() if level is not None)
    if not told:
        return "We cannot tell the level of any team, because habit is released of none."
    parts = [f"{counts[level]} {name}" for level, name in LEVELS.items() if counts[level]]
    held = Counter(team.held_by for team in teams.values() if team.level is not None).most_common(1)[0][0]
    return f"Of {told} teams, {listed(parts)}; most are held back by {held}."


def _rules(evidence: Evidence) -> Block:
    rows = rows_of(
        [
            (
                side.title,
                f"{side.intermediate:g}",
                f"{side.advanced:g}",
                evidence.cards[FROM[name][0]].title if name in FROM else "not measured yet",
            )
            for name, side in SIDES.items()
        ]
    )
    return Block(
        name="rules",
        heading=f"The rules, version {VERSION}",
        claim="A team reaches a level when every side does; a side that is not known caps it at intermediate.",
        caution="That a higher level is better for every team: for some work AI is of little use.",
        step=Step("Read what each figure means", "/measures"),
        table=Table("From which figures on", ("Side", "Intermediate", "Advanced", "Figure"), rows),
    )
