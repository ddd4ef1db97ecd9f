"""Which teams use Copilot in GitHub and in the Microsoft apps: both tools side by side, team by team."""

from collections.abc import Mapping

from clearspan.answers.block import Block, Step, cannot_tell
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.group import PLURAL
from clearspan.answers.pairs import Pairs
from clearspan.answers.question import Question
from clearspan.answers.rows import MOST_GROUPS
from clearspan.answers.view import View, by_group, period_for
from clearspan.answers.words import listed, period_words, tool_words
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import Period

QUESTION = "Which teams use Copilot in GitHub and in Microsoft apps?"
METRIC = "active_share"
TOOLS = ("github_copilot", "m365_copilot")
USES = 0.1
"""A team is said to use a tool where at least a tenth of its people did: one curious person is not a team."""


def _block(evidence: Evidence, question: Question) -> Block:
    at = period_for(evidence, METRIC, question)
    sides = None if at is None else tuple(by_group(evidence, METRIC, tool, Dimension.TEAM, at) for tool in TOOLS)
    if at is None or sides is None or not any(figure.shown for side in sides for figure in side.values()):
        return cannot_tell(
            VIEW.name,
            QUESTION,
            "no team's use of GitHub Copilot or Microsoft 365 Copilot is released for this period",
            "Both need a feed: the usage metrics of GitHub, and the usage report of Microsoft 365 or a Viva query. A team needs "
            "8 people to be shown.",
            Step("See which sources are connected", "/sources"),
        )
    pairs = Pairs(evidence.cards[METRIC], (tool_words(TOOLS[0]), tool_words(TOOLS[1])), (sides[0], sides[1]))
    when = period_words(at)
    return Block(
        name=VIEW.name,
        heading=QUESTION,
        claim=_claim(pairs, at),
        caution=_caution(pairs),
        step=Step("See how the teams use all tools together", question.href("/adoption", dimension=Dimension.TEAM, part=1)),
        picture=pairs.picture(f"Share of each team's people who used either Copilot in {when}."),
        table=pairs.table(question, f"Share of people who used it in {when}, by team"),
        figures=pairs.figures(),
    )


def _claim(pairs: Pairs, at: Period) -> str:
    first, second = (_users(side) for side in pairs.sides)
    both = len(first & second)
    last = "none is known to use both" if both == 0 else f"{both} {'uses' if both == 1 else 'use'} both"
    shown = f"of the {len(pairs.groups())} {PLURAL[Dimension.TEAM]} shown"
    sides = [f"{len(groups) or 'none'} surely use {name}" for groups, name in zip((first, second), pairs.names, strict=True)]
    return f"In {period_words(at)}, {shown}, {sides[0]}, {sides[1]}, and {last}.{_unknown(pairs)}"


def _users(side: Mapping[str, Figure]) -> set[str]:
    """The groups of which surely at least USES of the people used it."""
    return {group for group, figure in side.items() if figure.shown and _least(figure) >= USES}


def _least(figure: Figure) -> float:
    return figure.value if figure.value is not None else figure.low or 0.0


def _unknown(pairs: Pairs) -> str:
    """For how many teams only a bound is told that leaves open whether they use it."""
    open_ends = [
        sum(1 for group in pairs.groups() if group not in side or not side[group].shown or _open(side[group]))
        for side in pairs.sides
    ]
    said = [f"for {count} whether they use {name}" for count, name in zip(open_ends, pairs.names, strict=True) if count]
    return f" We cannot tell {listed(said)}: too few of their people stand on one side." if said else ""


def _open(figure: Figure) -> bool:
    return figure.value is None and _least(figure) < USES and (figure.high is None or figure.high > USES)


def _caution(pairs: Pairs) -> str:
    parts = [
        "A team is said to use a tool where at least one in ten of its people did so in the period. It does not say how well, "
        "nor whether the others hold a licence. The two vendors count use in their own ways, so compare a tool with itself."
    ]
    further = len(pairs.groups()) - MOST_GROUPS
    if further > 0:
        parts.append(f"The picture shows the first {MOST_GROUPS} teams in the order of the organisation; the table has all.")
    return " ".join(parts)


VIEW = View(
    name="copilot_by_team",
    question=QUESTION,
    means="The share of each team's people who used GitHub Copilot, beside the share who used Microsoft 365 Copilot.",
    block=_block,
)
