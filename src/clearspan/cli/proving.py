"""Prints the effect that a panel of anybody's shows."""

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import orjson
from rich.console import Console
from rich.table import Table

from clearspan.errors import CannotTell, UsageError
from clearspan.proof.choices import Adjustment, Choices, Comparison
from clearspan.proof.effect import Design, Effect, Tables, comparison_for, effect_of
from clearspan.proof.effect_record import effect_record
from clearspan.proof.estimators import group_time_effects
from clearspan.proof.panel import Columns, Panel
from clearspan.proof.panel_file import read_panel
from clearspan.proof.verdict import Verdict, Words, verdict

Word = TypeVar("Word", Design, Comparison, Adjustment)

DRAWS = 9_999
"""Assignments that are drawn, where there are more: enough that an interval's ends hardly move from seed to seed."""
MOST_ROWS = 60
"""Rows of a table that are printed; all of them are in the JSON."""


@dataclass(frozen=True)
class Question:
    """What is asked of a file: its columns, and how the effect is to be estimated; empty words stand for what is usual."""

    columns: Columns
    log: bool
    design: str
    comparison: str
    adjustment: str
    anticipation: int
    also: tuple[str, ...] = ()
    adjusted: bool = False


def split(given: list[str] | None) -> tuple[str, ...]:
    """Names that were given one by one, or with commas between them."""
    return tuple(name.strip() for each in given or [] for name in each.split(",") if name.strip())


def print_effect(path: Path, question: Question, as_json: bool) -> None:
    """Print the effect. Raises what `read_panel` and `effect_of` raise, and UsageError for a word that is not known."""
    design = _known(Design, question.design, "design")
    panel = read_panel(path, question.columns, question.log)
    try:
        effect = _asked(panel, design, question)
    except CannotTell as error:
        where = f"{path}, {error.where}" if error.where else str(path)
        raise CannotTell(error.what, where=where, remedy=error.remedy) from error
    if as_json:
        print(orjson.dumps(effect_record(effect, panel)).decode())
        return
    _print(effect, panel, Console(highlight=False))


def _asked(panel: Panel, design: Design, question: Question) -> Effect:
    comparison = _known(Comparison, question.comparison, "comparison") if question.comparison else comparison_for(panel)
    adjustment = _known(Adjustment, question.adjustment, "adjustment")
    choices = Choices(
        comparison, adjustment=adjustment, anticipation=question.anticipation, adjusted=question.adjusted, draws=DRAWS
    )
    effect = effect_of(panel, design, choices, question.also)
    if question.comparison or effect.tables is None or len(effect.tables.cells.cohorts) < 2:
        return effect
    other = Comparison.NOT_YET if comparison is Comparison.NEVER else Comparison.NEVER
    try:
        beside = group_time_effects.ESTIMATOR.estimate(panel, replace(choices, comparison=other))
    except CannotTell:
        return effect
    return replace(effect, beside={**effect.beside, f"compared_with_{other}": beside})


def _known(kind: type[Word], word: str, option: str) -> Word:
    try:
        return kind(word)
    except ValueError as error:
        raise UsageError(f"--{option} is not {word!r}", remedy=f"It is one of: {', '.join(kind)}.") from error


def _print(effect: Effect, panel: Panel, console: Console) -> None:
    said = verdict(effect, Words(panel.columns.outcome))
    console.print(said.sentence, style="bold", markup=False)
    console.print(f"It rests on {said.rests_on}.", markup=False)
    _print_estimates(effect, console)
    if effect.tables:
        _print_tables(effect.tables, panel, console)
    _print_rest(said, effect, console)


def _print_estimates(effect: Effect, console: Console) -> None:
    table = Table("", "estimate", "error", f"{100 * effect.level:g}% interval", "p", box=None, header_style="bold")
    rows = {"effect": effect.estimate, **effect.beside}
    for name, each in rows.items():
        table.add_row(
            name.replace("_", " "), f"{each.effect:.5g}", f"{each.error:.4g}", _spread(each.low, each.high), f"{each.p:.3g}"
        )
        if each.randomised is not None:
            drawn = each.randomised
            many = "all" if drawn.exact else "drawn"
            lot = "by" if effect.design is Design.RANDOMISED else "were it a lot:"
            label = f"  {lot} {drawn.draws:,} assignments ({many})"
            table.add_row(label, "", "", _spread(drawn.low, drawn.high), f"{drawn.p:.3g}")
    if effect.percent is not None:
        table.add_row("  in percent", f"{effect.percent:.3g}%", "", "", "")
    console.print()
    console.print(table)
    console.print(f"Standard error: {effect.estimate.error_kind}.", style="dim", markup=False)
    for name, each in effect.beside.items():
        if each.parts:
            console.print(f"\n[bold]{name.replace('_', ' ')}[/bold]")
        for part in each.parts:
            spread = "" if math.isnan(part.low) else f" ({_spread(part.low, part.high)})"
            console.print(f"  {part.label}: {part.effect:.5g}{spread}", markup=False)


def _spread(low: float, high: float) -> str:
    return f"{low:.4g} to {high:.4g}"


def _print_tables(tables: Tables, panel: Panel, console: Console) -> None:
    overall = Table("drawn together", "estimate", "standard error", box=None, header_style="bold")
    named = {
        "every treated cell, by size": tables.simple,
        "cohorts, by size": tables.group.overall,
        "periods alike": tables.calendar.overall,
        "times since the start alike": tables.dynamic.overall,
    }
    for name, each in named.items():
        overall.add_row(name, f"{each.effect:.5g}", f"{each.error:.4g}")
    console.print()
    console.print(overall)
    since = Table("time since the start", "estimate", "standard error", "joint 95% band", box=None, header_style="bold")
    for at, each in zip(tables.dynamic.at.tolist(), tables.dynamic.parts, strict=True):
        reach = tables.joint_reach * each.error
        since.add_row(
            str(at), f"{each.effect:.5g}", f"{each.error:.4g}", f"{each.effect - reach:.4g} to {each.effect + reach:.4g}"
        )
    console.print()
    console.print(since)
    cells = tables.cells
    if len(cells.effect) <= MOST_ROWS:
        by_cell = Table("began", "period", "estimate", "standard error", box=None, header_style="bold")
        for group, time, each, error in zip(cells.group, cells.time, cells.effect, cells.error, strict=True):
            by_cell.add_row(str(panel.told(int(group))), str(panel.told(int(time))), f"{each:.5g}", f"{error:.4g}")
        console.print()
        console.print(by_cell)
    if tables.pretest is not None:
        test = tables.pretest
        console.print(f"\nBefore the start: W = {test.w:.4g} over {test.cells} cells, p = {test.p:.3g}.")


def _print_rest(said: Verdict, effect: Effect, console: Console) -> None:
    for heading, lines in (
        ("beside it", said.beside),
        ("would overturn it", said.overturned_by),
        ("be careful", effect.warnings),
    ):
        if lines:
            console.print(f"\n[bold]{heading}[/bold]")
            for line in lines:
                console.print(f"  {line}", markup=False)
