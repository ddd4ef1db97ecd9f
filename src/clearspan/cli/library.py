"""The commands `clearspan library ...`: what the library holds, and what is wrong with a file of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clearspan.errors import UsageError

if TYPE_CHECKING:
    from clearspan.practice.industry import Industry

library_app = typer.Typer(help="The library of use cases, lessons, drills and team practice.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Directory = Annotated[Path, typer.Option("--dir", help="Data folder; its folder `library` holds an organisation's own content.")]


@library_app.command(name="check")
def check_command(
    file: Annotated[
        Path, typer.Argument(help="A file: use_cases/<family>/<name>.md, lessons/..., and so on; or a whole library.")
    ],
    as_json: AsJson = False,
) -> None:
    """Say in plain words what is wrong with a file of the library, and on which line; exit 1 where something is."""
    import orjson

    from clearspan.practice.checks.check import check_file, check_own

    if file.is_dir():
        count, troubles = check_own(file)
        fine = f"{count} files: nothing to mend."
    else:
        shelved, troubles = check_file(file)
        fine = (
            f"{shelved.file.shown}: nothing to mend. It is a {shelved.shelf.called}: {shelved.item.title}."
            if not troubles
            else ""
        )
    if as_json:
        print(orjson.dumps(troubles).decode())
    elif troubles:
        for trouble in troubles:
            print(trouble)
        print(f"{len(troubles)} to mend.")
    else:
        print(fine)
    raise typer.Exit(1 if troubles else 0)


@library_app.command(name="list")
def list_command(
    directory: Directory = Path(),
    family: Annotated[str, typer.Option(help="One job family alone.")] = "",
    kind: Annotated[str, typer.Option(help="One kind alone: use_cases, lessons, drills, team_practice, ...")] = "",
    as_json: AsJson = False,
) -> None:
    """List what the library holds, by kind and job family."""
    import orjson
    from rich.console import Console
    from rich.table import Table

    from clearspan.practice.library import library_of
    from clearspan.practice.shelves import SHELVES

    if kind and kind not in SHELVES:
        raise UsageError(f"there is no kind {kind}", where="--kind", remedy=f"Kinds: {', '.join(SHELVES)}.")
    library = library_of(directory)
    rows = [
        {"kind": folder, "name": name, "title": item.title}
        for folder in SHELVES
        if kind in ("", folder)
        for name, item in library.shelf(folder).items()
        if family in ("", name.partition("/")[0])
    ]
    if as_json:
        print(orjson.dumps(rows).decode())
        return
    table = Table("kind", "name", "title", box=None, header_style="bold")
    for row in rows:
        table.add_row(row["kind"], row["name"], row["title"])
    Console().print(table)
    for trouble in library.unusable:
        print(f"Left out: {trouble}")


@library_app.command(name="stale")
def stale_command(
    directory: Directory = Path(),
    fact: Annotated[str, typer.Option(help="A tool fact: list exactly what depends on it.")] = "",
    as_json: AsJson = False,
) -> None:
    """List what is not offered today, and why; with --fact, what depends on a tool fact."""
    import orjson

    from clearspan import clock
    from clearspan.practice.freshness import dependants, stale_items
    from clearspan.practice.library import library_of
    from clearspan.vocabulary.period import day_number

    library = library_of(directory)
    if fact:
        if fact not in library.tool_facts:
            raise UsageError(
                f"there is no tool fact {fact}", where="--fact", remedy=f"There are: {', '.join(library.tool_facts)}."
            )
        links = dependants(library, fact)
        print(orjson.dumps(links).decode() if as_json else "\n".join([*links, f"{len(links)} depend on {fact}."]))
        return
    stale = stale_items(library, day_number(clock.now().date()))
    if as_json:
        print(orjson.dumps(stale).decode())
        return
    for each in stale:
        print(f"{each.link} ({each.owner}): {' '.join(each.reasons)}")
    print(f"{len(stale)} not offered today." if stale else "Everything is reviewed and may be offered.")


@library_app.command(name="reviewed")
def reviewed_command(
    link: Annotated[str, typer.Argument(help="The item: its kind and name, as in use_cases/sales/prepare_first_call.")],
    directory: Annotated[Path, typer.Option("--dir", help="Data folder; the item is kept in its folder `library`.")],
    days: Annotated[int, typer.Option(help="Days until the next review.")] = 182,
) -> None:
    """Note that an item was read through today and is right, so that it is offered again."""
    from clearspan import clock
    from clearspan.jobs.review_content import review_item
    from clearspan.vocabulary.period import day_number

    print(f"Noted in {review_item(directory, link, day_number(clock.now().date()), days)}.")


@library_app.command(name="tasks")
def tasks_command(
    directory: Directory,
    family: Annotated[str, typer.Option(help="The job family, by its folder.")],
    most: Annotated[int, typer.Option(min=1, help="How many to list.")] = 30,
    as_json: AsJson = False,
) -> None:
    """List the tasks of a family's occupations, most used with AI first: what to write a use case about next."""
    import orjson
    from rich.console import Console
    from rich.table import Table

    from clearspan.practice.library import library_of
    from clearspan.practice.occupations.occupations import read_occupations
    from clearspan.practice.occupations.record import ATTRIBUTIONS

    families = library_of(directory).families
    if family not in families:
        raise UsageError(f"there is no family {family}", where="--family", remedy=f"There are: {', '.join(families)}.")
    found = read_occupations(directory).tasks_of(families[family].role_codes)[:most]
    if not found:
        raise UsageError(
            f"nothing is known of the occupations of {family}", remedy="First: clearspan import onet FILE --dir DIR."
        )
    if as_json:
        print(orjson.dumps([{"task": task, "use": use} for task, use in found]).decode())
        return
    table = Table("occupation", "task", "could be halved", "share of use", "handed over", box=None, header_style="bold")
    for task, use in found:
        shown = [
            _percent(task.exposure),
            f"{use.share:.2f}%" if use and use.share else "",
            _percent(use.automation) if use else "",
        ]
        table.add_row(task.code, task.text, *shown)
    Console().print(table)
    print("\n".join(ATTRIBUTIONS.values()))


@library_app.command(name="poster")
def poster_command(
    industry: Annotated[str, typer.Option(help="The industry's pack, by name.")],
    to: Annotated[Path, typer.Option(help="File to write: .html.")],
    directory: Directory = Path(),
) -> None:
    """Write a poster for people without a desk: one page for a wall or a kiosk."""
    from clearspan.reports.poster import write_poster

    print(f"Written: {write_poster(_pack(directory, industry), to)}")


@library_app.command(name="messages")
def messages_command(
    industry: Annotated[str, typer.Option(help="The industry's pack, by name.")],
    to: Annotated[Path, typer.Option(help="CSV to write: date, text, reply.")],
    start: Annotated[str | None, typer.Option(help="First day, as 2026-06-01; today where not given.")] = None,
    every_day: Annotated[bool, typer.Option("--every-day", help="Send at weekends, too: where people work then.")] = False,
    directory: Directory = Path(),
) -> None:
    """Write a course by text message for your gateway. Nothing is sent, and no number of anybody's is asked for."""
    import csv

    from clearspan import clock
    from clearspan.practice.text_course import dated
    from clearspan.vocabulary.period import day_number, day_of

    pack = _pack(directory, industry)
    if not pack.messages:
        raise UsageError(f"the pack {industry} has no text messages", remedy="Add some as `[[text_message]]`.")
    first = day_number(clock.now().date()) if start is None else _day(start)
    with to.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("date", "text", "reply"))
        messages = dated(pack, first, every_day)
        writer.writerows((day_of(message.day).isoformat(), message.text, message.reply) for message in messages)
    print(f"Written: {to}, {len(messages)} messages from {day_of(messages[0].day)} to {day_of(messages[-1].day)}.")


def _pack(directory: Path, industry: str) -> "Industry":
    """The pack of an industry that may be offered today."""
    from clearspan import clock
    from clearspan.practice.freshness import offered
    from clearspan.practice.library import library_of
    from clearspan.vocabulary.period import day_number

    packs = offered(library_of(directory), day_number(clock.now().date())).industries
    if industry not in packs:
        remedy = f"There are: {', '.join(packs) or 'none'}. `clearspan library stale` names those held back."
        raise UsageError(f"there is no pack {industry}", where="--industry", remedy=remedy)
    return packs[industry]


def _day(text: str) -> int:
    from datetime import date

    from clearspan.vocabulary.period import day_number

    try:
        return day_number(date.fromisoformat(text))
    except ValueError as error:
        raise UsageError("that is no day", where="--start", remedy="Write it as 2026-06-01.") from error


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"
