"""The commands `clearspan contests ...`: what people say is wrong about what is stored of them, and answers."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

contests_app = typer.Typer(help="What people contest about their data, for the privacy officer.", no_args_is_help=True)

Directory = Annotated[Path, typer.Option("--dir", help="Folder that `clearspan run` wrote.")]


@contests_app.command(name="list")
def list_command(
    directory: Directory,
    everything: Annotated[bool, typer.Option("--all", help="Those answered too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """List what is contested. Nothing says who, unless they wrote it."""
    from dataclasses import asdict

    import orjson

    from clearspan.jobs.contest import contests

    found = contests(directory, open_only=not everything)
    if as_json:
        print(orjson.dumps([asdict(each) for each in found]).decode())
        return
    for each in found:
        print(f"{each.number}  {datetime.fromtimestamp(each.at, UTC):%Y-%m-%d}  about {each.about}: {each.said}")
        if each.answer:
            print(f"    answered: {each.answer}")
    if not found:
        print("Nothing is contested.")


@contests_app.command(name="answer")
def answer_command(
    number: Annotated[int, typer.Argument(help="Number of the contest.")],
    words: Annotated[str, typer.Argument(help="What the person will read.")],
    directory: Directory,
) -> None:
    """Answer one. The person reads it on their own page."""
    from clearspan.jobs.contest import answer_contest

    answer_contest(directory, number, words)
    print("Answered.")
