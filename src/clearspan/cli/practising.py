"""The commands `clearspan practice ...`: whether what people are offered is chosen well."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from clearspan.jobs.judge_choices import Judged
    from clearspan.skills.interval import Estimate

practice_app = typer.Typer(help="What people are offered to practise, judged over all of them.", no_args_is_help=True)

Directory = Annotated[Path, typer.Option("--dir", help="Folder that `clearspan run` wrote.")]


@practice_app.command(name="judge")
def judge_command(
    directory: Directory, as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False
) -> None:
    """Say how often what is offered is begun, and done, within three days, against an even draw; from ten people on."""
    import orjson

    from clearspan.jobs.judge_choices import judge_choices

    found = judge_choices(directory)
    if as_json:
        print(orjson.dumps([_record(each) for each in found]).decode())
        return
    for each in found:
        print(f"{each.what} {each.name}: {_words(each)}")
    if not found:
        print("Nothing was offered whose days are over.")


def _words(each: "Judged") -> str:
    from clearspan.jobs.judge_choices import WITHIN_DAYS
    from clearspan.practice.choice_value import FEWEST_PEOPLE

    value = each.value
    if not value.gain.known:
        return f"{each.outcome}: {value.verdict.value} (it takes {FEWEST_PEOPLE}, some who did and some who did not)"
    return (
        f"{each.outcome} within {WITHIN_DAYS} days: {_share(value.chosen)}; drawn evenly {_share(value.even)}; "
        f"difference {_points(value.gain)} points: {value.verdict.value} ({value.offers} offers to {value.people} people)"
    )


def _share(estimate: "Estimate") -> str:
    return f"{estimate.value:.0%} ({estimate.low:.0%} to {estimate.high:.0%})"


def _points(estimate: "Estimate") -> str:
    return f"{100 * estimate.value:+.0f} ({100 * estimate.low:+.0f} to {100 * estimate.high:+.0f})"


def _record(each: "Judged") -> dict[str, object]:
    value = each.value
    told: dict[str, object] = {"what": each.what, "name": each.name, "outcome": each.outcome, "verdict": value.verdict.value}
    if not value.gain.known:
        return told
    figures = {"chosen": value.chosen, "even": value.even, "gain": value.gain}
    ends = {name: [round(end, 3) for end in (it.value, it.low, it.high)] for name, it in figures.items()}
    return {**told, "people": value.people, "offers": value.offers, **ends}
