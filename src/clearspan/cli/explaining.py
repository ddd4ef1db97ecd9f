"""Explains one released figure, and computes it again."""

from pathlib import Path

import orjson
from rich.console import Console

from clearspan.answers.desk import Desk
from clearspan.answers.explanation import Explanation, explanation
from clearspan.jobs.explain import Recomputed, recompute
from clearspan.jobs.refresh import policy_of
from clearspan.settings import load_settings


def print_explanation(directory: Path, figure: str, as_json: bool) -> None:
    """Print a figure's passport, what changed since, and whether its sheet would be released as it was.

    Raises UsageError where the text is no id, NotReleased where no shown figure has it.
    """
    evidence = Desk(directory).evidence()
    explained = explanation(evidence, figure)
    settings = load_settings(directory)
    again = recompute(directory, settings, policy_of(settings), evidence, explained.figure)
    if as_json:
        print(orjson.dumps({**explained.record(), "recomputed": {"outcome": again.outcome.value, "why": again.why}}).decode())
        return
    _print(explained, again)


def _print(explained: Explanation, again: Recomputed) -> None:
    console = Console(highlight=False)
    console.print(explained.title, style="bold")
    console.print(explained.lead)
    console.print()
    for heading, text in explained.facts:
        console.print(f"[dim]{heading}:[/dim] {text}")
    console.print()
    for change in explained.changes:
        console.print(f"[dim]Since then:[/dim] {change.words}")
    console.print(f"[bold]{again.outcome.value.capitalize()}.[/bold] {again.why}")
