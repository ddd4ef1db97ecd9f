"""The commands `clearspan skills interview ...` that keep and read ratings."""

from pathlib import Path
from typing import Annotated

import typer

from clearspan.errors import UsageError
from clearspan.skills.interview.kit import KitName

Home = Annotated[Path, typer.Option("--dir", help="Folder for everything that Clearspan keeps.")]
Kind = Annotated[KitName, typer.Option("--kit", help="interview, or work_review: pieces of work, blind.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def rate_command(
    number: Annotated[int, typer.Argument(help="Number of the interview or piece; it says nothing of whose it is.")],
    question: Annotated[str, typer.Argument(help="Question, as the kit names it.")],
    level: Annotated[int, typer.Argument(min=1, max=4, help="Level that was heard or seen.")],
    by: Annotated[str, typer.Option("--by", help="The rater's address, as the staff list writes it.")],
    directory: Home,
    kit: Kind = KitName.INTERVIEW,
) -> None:
    """Keep the level that one rater gave. Two people rate each thing alone; what the other gave is not shown."""
    from clearspan.jobs.ratings import rate

    rate(directory, kit, (number, question, level), by)
    print("Kept.")


def agreement_command(
    directory: Home,
    kit: Kind = KitName.INTERVIEW,
    family: Annotated[str, typer.Option(help="A job family: lays each interview beside its bar.")] = "",
    as_json: AsJson = False,
) -> None:
    """Say how far raters agree, and with --family which interviews met the bar: by number, and only where raters agree enough."""
    import orjson

    from clearspan.jobs.ratings import rated
    from clearspan.skills.interview.rating import ENOUGH_RATED

    found = rated(directory, kit, family)
    if as_json:
        kappas = {name: {**vars(each), "holds": found.agreement.holds(name)} for name, each in found.agreement.kappa.items()}
        results = {str(number): vars(each) for number, each in found.results.items()}
        print(orjson.dumps({"kappa": kappas, "results": results}).decode())
        return
    for name, each in found.agreement.kappa.items():
        said = (
            f"kappa {each.value:.2f} ({each.low:.2f} to {each.high:.2f})"
            if each.known and each.of >= ENOUGH_RATED
            else "no kappa yet"
        )
        print(
            f"{name}: {said}, {each.of} rated twice; {'holds' if found.agreement.holds(name) else 'carries no recommendation'}."
        )
    for number, result in found.results.items():
        print(f"{number}: {result.because}")
    if not found.agreement.kappa:
        print("Nothing was rated yet.")


def impact_command(
    first: Annotated[str, typer.Argument(help="Taken on and applied, of one group: 48/80.")],
    second: Annotated[str, typer.Argument(help="The same, of the other group.")],
    as_json: AsJson = False,
) -> None:
    """Check two groups for adverse impact: four fifths, with a test and an interval. Nothing is kept."""
    import orjson

    from clearspan.skills.interview.adverse_impact import IMPACT_WORDS, adverse_impact

    found = adverse_impact(_counted(first), _counted(second))
    if as_json:
        shares = {name: vars(each) for name, each in (("first", found.first), ("second", found.second), ("ratio", found.ratio))}
        print(orjson.dumps({**vars(found), **shares}).decode())
        return
    print(IMPACT_WORDS[found.impact])
    if found.ratio.known:
        ratio = found.ratio
        print(f"Ratio {ratio.value:.2f} ({ratio.low:.2f} to {ratio.high:.2f}); by chance: {found.probability:.3f}.")


def _counted(written: str) -> tuple[int, int]:
    """Taken on and applied. Raises UsageError where that is not what was written."""
    taken, _, applied = written.partition("/")
    if not (taken.isdecimal() and applied.isdecimal() and int(taken) <= int(applied) and int(applied) > 0):
        raise UsageError("is not taken on / applied", where=written, remedy="Write it as 48/80.")
    return int(taken), int(applied)
