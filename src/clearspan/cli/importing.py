"""The commands `clearspan import ...`: public facts about occupations, for those who write and choose content."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from clearspan.practice.occupations.reading import Found

import_app = typer.Typer(help="Take in public facts about occupations.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="A file of the source as text: commas or tabs. Its headers say what it holds.")]
Home = Annotated[Path, typer.Option("--dir", help="Folder for everything that Clearspan keeps.")]


@import_app.command(name="onet")
def onet_command(file: File, directory: Home) -> None:
    """Take in tasks or titles of O*NET, or ratings of exposure made of them."""
    from clearspan.practice.occupations.reading import read_onet
    from clearspan.practice.occupations.record import ATTRIBUTIONS

    _import(directory, file, read_onet, f"{ATTRIBUTIONS['onet']}\n{ATTRIBUTIONS['exposure']}")


@import_app.command(name="economic-index")
def economic_index_command(file: File, directory: Home) -> None:
    """Take in the use of AI by task or occupation from the Anthropic Economic Index, of its early or its long format."""
    from clearspan.practice.occupations.reading import read_economic_index
    from clearspan.practice.occupations.record import ATTRIBUTIONS

    _import(directory, file, read_economic_index, ATTRIBUTIONS["economic_index"])


def _import(directory: Path, file: Path, read: "Callable[[Path], Found]", attribution: str) -> None:
    from clearspan.jobs.import_occupations import import_occupations

    done = import_occupations(directory, file, read)
    print(f"{done.records:,} records: {done.holds}.")
    print(f"Known now: {done.tasks:,} tasks, of which {done.tasks_with_use:,} with their use.")
    print(attribution)
    print(f"Next: clearspan library tasks --family sales --dir {directory}")
