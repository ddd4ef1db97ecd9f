"""Prints why teams are stuck: the last released diagnoses as a list to read."""

from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from clearspan.answers.desk import Desk
from clearspan.answers.diagnosis import Case, DiagnosisPage, diagnosis_page, latest
from clearspan.answers.findings import record


def print_diagnoses(directory: Path, as_json: bool) -> None:
    """Print the diagnoses of the last quarter of which they were released; none is said as such, and is no error."""
    evidence = Desk(directory).evidence()
    if as_json:
        print(orjson.dumps([record(finding) for finding in latest(evidence)]).decode())
        return
    _print(diagnosis_page(evidence), Console(highlight=False))


def _print(page: DiagnosisPage, console: Console) -> None:
    console.print(page.claim, style="bold")
    for reason in page.reasons:
        console.print(f"\n[bold]{reason.title}[/bold] ({reason.problem})")
        for case in reason.cases:
            _print_case(case, console)
    if page.untold:
        table = Table("team", "why we cannot tell", "ask next", box=None, header_style="bold")
        for team in page.untold:
            table.add_row(
                f"{team.name} ({team.where})" if team.where else team.name, team.why, team.ask or "nothing would settle it"
            )
        console.print()
        console.print(table)
    console.print(f"\nNo obstacle is seen in {page.sound} teams; {page.too_few} have too few people, or too few who answered.")


def _print_case(case: Case, console: Console) -> None:
    console.print(f"  {case.name} ({case.where}): {case.sure}" if case.where else f"  {case.name}: {case.sure}")
    lines = (("seen", case.seen), ("against it", case.against), ("likely too", case.others), ("try first", (case.step,)))
    for heading, told in lines:
        if told:
            console.print(f"    [dim]{heading}:[/dim] {'; '.join(told)}")
