"""The demo: a simulated organisation's files, the main job on them, and the pages."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import orjson

from clearspan.cli.demonstration_practice import practise
from clearspan.cli.demonstration_programmes import (
    plan_sprint,
    register_programmes,
    write_programme_diaries,
    write_sprint,
)
from clearspan.cli.progress import progress_bar
from clearspan.cli.running import print_summary
from clearspan.cli.serving import serve_pages
from clearspan.errors import UsageError
from clearspan.jobs.run import run
from clearspan.jobs.sign_in import DEMONSTRATION
from clearspan.settings import load_settings
from clearspan.simulator.plan import Plan
from clearspan.simulator.simulate import EXPORTS, TRUTH, simulate
from clearspan.vocabulary.period import day_number

ASSIGNMENT = "assignment.csv"
"""The file that says which teams of the demo practise from when."""


def demonstrate(out: Path, plan: Plan, serve: bool, as_json: bool) -> int:
    """The exit code: of the main job, or of the pages where they are served."""
    with progress_bar(as_json) as progress:
        sprint = plan_sprint(plan)
        simulate(plan, out, write_sprint(sprint, out / ASSIGNMENT) if sprint else None, progress)
        if sprint:
            write_programme_diaries(plan, [out / ASSIGNMENT], out / EXPORTS)
            register_programmes(out, plan, sprint, out / TRUTH)
        fresh = not (out / DEMONSTRATION).exists()
        summary = run(out / EXPORTS, out, progress, between=(lambda: practise(out, plan)) if fresh else None)
    (out / DEMONSTRATION).touch()
    if as_json:
        print(orjson.dumps(summary.to_json()).decode())
    else:
        print_summary(summary, out)
    if not serve:
        return int(summary.unusable)
    print(f"\nLook at http://127.0.0.1:{load_settings(out).number('port')} (Ctrl-C stops).", flush=True)
    return serve_pages(out, None)


def continued(plan: Plan, until: str) -> Plan:
    """The same organisation from the same first day up to another Sunday; unchanged where that is empty. Raises UsageError where
    it is no day, or no Sunday."""
    if not until:
        return plan
    try:
        last = day_number(date.fromisoformat(until))
    except ValueError as error:
        raise UsageError("is not a day", where="--until", remedy="Write it as 2027-03-07.") from error
    return replace(plan, weeks=plan.weeks + (last - plan.until) // 7, until=last)


def simulate_files(out: Path, plan: Plan, assignment: Sequence[Path] | None) -> None:
    """Write the files of a simulated organisation and the truth about it; where teams are assigned, diaries too."""
    with progress_bar(False) as progress:
        simulate(plan, out, assignment, progress)
        if assignment:
            write_programme_diaries(plan, assignment, out / EXPORTS)
    print(f"Exports: {out / EXPORTS}   Truth: {out / 'truth.json'}")
