"""Licences that stand idle, by tool, and what they cost."""

from collections.abc import Mapping

from clearspan.answers.block import Block, Step, Table, cannot_tell, rows_of
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import Figure
from clearspan.answers.picture import Picture
from clearspan.answers.question import Question
from clearspan.answers.rows import dot_row, figure_cell
from clearspan.answers.words import amount, percent, period_words, size, tool_words
from clearspan.vocabulary.tool import ANY_TOOL

HEADING = "Licences that stand idle"


def idle(evidence: Evidence, question: Question) -> Block:
    """The share of licences without use in the period, by tool, with their cost where prices are known."""
    card = evidence.cards["idle_licence_share"]
    found = _by_tool(evidence, "idle_licence_share", question)
    if not any(figure.shown for figure in found.values()):
        return cannot_tell(
            "idle",
            HEADING,
            "no source says who holds a licence in this period",
            "Exports that list every licensed person, those without use included, tell idle licences apart from absent ones.",
            Step("See what has arrived", "/health"),
        )
    costs = _by_tool(evidence, "idle_licence_cost", question)
    when = period_words(next(iter(found.values())).period)
    rows = [dot_row(_name(tool), card, figure) for tool, figure in found.items()]
    return Block(
        name="idle",
        heading=HEADING,
        claim=_claim(evidence, found, costs),
        caution="Idle means licensed and reported with no use in the period. Leave, a new licence or another tool that serves as "
        "well look the same. Cost is told only where a price was given.",
        step=Step("See how soon people start", question.href("/adoption") + "#licence_to_first_use"),
        picture=Picture(
            "dots", f"Share of licences without use in {when}, by tool.", {"share": True, "rows": rows, "whole": None}
        ),
        table=_table(evidence, found, costs, f"Idle licences, {when}"),
        figures=(*found.values(), *costs.values()),
    )


def _name(tool: str) -> str:
    words = tool_words(tool)
    return words[0].upper() + words[1:]


def _by_tool(evidence: Evidence, metric: str, question: Question) -> dict[str, Figure]:
    tools = evidence.released.tools(metric)
    found = {tool: evidence.whole(metric, question.period, tool) for tool in tools}
    return {tool: figure for tool, figure in found.items() if figure is not None}


def _table(evidence: Evidence, found: Mapping[str, Figure], costs: Mapping[str, Figure], caption: str) -> Table:
    card, cost = evidence.cards["idle_licence_share"], evidence.cards.get("idle_licence_cost")
    rows = []
    for tool, figure in found.items():
        price = figure_cell(cost, costs[tool]) if cost is not None and tool in costs else "no price given"
        rows.append((tool_words(tool), figure_cell(card, figure), size(figure), price))
    return Table(caption, ("Tool", "Idle", "Of", "Cost"), rows_of(rows))


def _claim(evidence: Evidence, found: Mapping[str, Figure], costs: Mapping[str, Figure]) -> str:
    told = {tool: figure for tool, figure in found.items() if figure.value is not None and tool != ANY_TOOL}
    if not told:
        return "Licences are few or nearly all alike in use, so only bounds are told."
    most = max(told, key=lambda tool: told[tool].value or 0)
    lead = told[most]
    claim = f"About {percent(lead.value or 0)} of {size(lead)} with a licence for {tool_words(most)} did not use it"
    paid = [costs[tool] for tool in costs if tool != ANY_TOOL and costs[tool].value is not None]
    if not paid:
        return f"{claim}; no price is known, so no cost can be told." if not costs else f"{claim}."
    total = sum(figure.value or 0 for figure in paid)
    return f"{claim}; idle licences of all tools cost about {amount(evidence.cards['idle_licence_cost'], total)}."
