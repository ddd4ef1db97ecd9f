"""The finding on value: the time ledger in steps that nobody decides, what tools cost, and what programmes returned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from clearspan.programmes.ledger import Ledger, rounded
from clearspan.programmes.roi import Return, Uncertain
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import WHOLE, Dimension
from clearspan.vocabulary.period import Period
from clearspan.vocabulary.tool import ANY_TOOL

VERSION = 2
STEPS = (Fraction(1, 2), Fraction(1), Fraction(2), Fraction(5), Fraction(10), Fraction(20))
"""Steps of minutes in which a ledger may be told."""
PARTS = ("gross", "checking", "rework", "learning", "reinvested", "returned", "evaporated")
WORKDAYS_A_MONTH = 21
LONGEST_DAYS = 750
"""Working days after which something is told never to pay: three years."""
PER_CENT_STEP = 0.05
"""Returns are told in steps of five in a hundred."""


@dataclass(frozen=True)
class Bench:
    """What an hour of work costs, and in which currency."""

    hourly: Uncertain
    currency: str


@dataclass(frozen=True)
class ToolCost:
    """What a licence of a tool costs a month, and how many people hold one."""

    tool: str
    monthly: Decimal
    currency: str
    people: int


@dataclass(frozen=True)
class Worth:
    """What is known of value: the `ledger` (None, and `why` not), the ledgers without those who move it most, what tools cost,
    what programmes returned (with `tool`, the one that a programme is about, and `tool_return`, with licences among its costs),
    and what an hour of work costs."""

    ledger: Ledger | None
    why: str
    left_out: Sequence[Ledger]
    tools: Sequence[ToolCost]
    programmes: Sequence[Mapping[str, Any]]
    bench: Bench | None


def tell_value(quarter: Period, worth: Worth) -> Finding:
    """The finding on the value of a quarter."""
    found, bench = worth.ledger, worth.bench
    details: dict[str, Any] = {
        "ledger": _ledger(found, worth.left_out) if found else (),
        "ledger_why": worth.why,
        "rework_from": found.rework_from if found else "",
        "people": 5 * round(found.people / 5) if found else 0,
        "tools": tuple(_tool(each, bench) for each in worth.tools),
        "programmes": tuple(_programme(each) for each in worth.programmes),
        "tool_returns": tuple(_tool_return(each) for each in worth.programmes if each.get("tool", ANY_TOOL) != ANY_TOOL),
        "currency": bench.currency if bench else "",
        "sensitive": True,
    }
    outcome = "told" if found else "cannot tell"
    return Finding(FindingKind.VALUE, Dimension.ORGANISATION, WHOLE, quarter.name, quarter.start, outcome, VERSION, details)


def step_of(ledger: Ledger, left_out: Sequence[Ledger]) -> Fraction:
    """The step in which a ledger is told: no smaller than what leaving one person out moves any part by."""
    apart = [abs(getattr(each, name) - getattr(ledger, name)) for each in left_out for name in PARTS]
    widest = max(apart, default=Fraction(0))
    return next((step for step in STEPS if step >= widest), STEPS[-1])


def _ledger(ledger: Ledger, left_out: Sequence[Ledger]) -> tuple[Mapping[str, Any], ...]:
    step = step_of(ledger, left_out)
    told = rounded(ledger, step)
    return tuple(
        {"part": name, "minutes": float(told[name])} for name in ("gross", "checking", "rework", "learning", "net", *PARTS[4:])
    )


def _tool(tool: ToolCost, bench: Bench | None) -> Mapping[str, Any]:
    """A tool's cost, and how many minutes a licence and working day would pay for it."""
    same = bench is not None and bench.currency == tool.currency and bench.hourly.middle > 0
    needed = float(tool.monthly) / bench.hourly.middle * 60 / WORKDAYS_A_MONTH if same and bench else None
    return {
        "tool": tool.tool,
        "monthly": f"{tool.monthly.quantize(Decimal('0.01')):,} {tool.currency}",
        "people": 5 * round(tool.people / 5),
        "break_even_minutes": None if needed is None else round(needed, 1),
    }


def _programme(found: Mapping[str, Any]) -> Mapping[str, Any]:
    told: dict[str, Any] = {"programme": found["programme"], "title": found["title"], "why": found["why"]}
    one: Return | None = found.get("return")
    if one is None:
        return told
    bars = [(start, end, share) for start, end, share in one.histogram]
    return {
        **told,
        "sentence": coarse(one).sentence(),
        "median": _steps(one.median),
        "low": _steps(one.low),
        "high": _steps(one.high),
        "chance": round(one.chance, 2),
        "cost": f"{int(round(one.cost, -2)):,} {one.currency}",
        "break_even_minutes": round(one.break_even_minutes, 1),
        "break_even_days": _days(one.break_even_days),
        "bars": ";".join(f"{start:.2f},{end:.2f},{round(50 * share) / 50:.2f}" for start, end, share in bars),
    }


def _tool_return(found: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a programme about one tool returned, its participants' licences counted as a cost as well; why it cannot be told,
    where it cannot."""
    told: dict[str, Any] = {"tool": found["tool"], "programme": found["programme"], "title": found["title"]}
    one: Return | None = found.get("tool_return")
    if one is None:
        return {**told, "why": found["why"] or found.get("tool_why", "")}
    figures = {"median": _steps(one.median), "low": _steps(one.low), "high": _steps(one.high)}
    cost = f"{int(round(one.cost, -2)):,} {one.currency}"
    return {**told, **figures, "why": "", "sentence": coarse(one).sentence(), "chance": round(one.chance, 2), "cost": cost}


def coarse(one: Return) -> Return:
    """A return in the steps in which it is told."""
    return replace(one, median=_steps(one.median), low=_steps(one.low), high=_steps(one.high), chance=round(one.chance, 2))


def _steps(share: float) -> float:
    return round(round(share / PER_CENT_STEP) * PER_CENT_STEP, 2)


def _days(days: int | None) -> int | None:
    """Working days in fives; None where it is longer than anyone would wait."""
    return None if days is None or days > LONGEST_DAYS else 5 * -(-days // 5)
