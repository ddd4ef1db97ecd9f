"""The commands `clearspan pulse ...`: questions, and waves from plan to close. Nothing personal is printed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clearspan.errors import UsageError
from clearspan.listening.item import CONSTRUCT_WORDS, Audience, Construct

if TYPE_CHECKING:
    from clearspan.listening.waves import Wave

pulse_app = typer.Typer(help="Ask people: what is asked, who is asked when, and answers by link.", no_args_is_help=True)

Directory = Annotated[Path, typer.Option("--dir", help="Folder that `clearspan run` wrote.")]
Name = Annotated[str, typer.Argument(help="Name of the wave.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
About = Annotated[list[Construct] | None, typer.Option(help="Ask about this alone; may be given several times.")]

USUAL_SHARE = {Audience.PULSE: 1.0, Audience.SELF_CHECK: 1.0, Audience.DIARY: 0.1}
"""The share of people whom a wave asks where none is given."""


@pulse_app.command(name="items")
def items_command(
    directory: Annotated[Path, typer.Option("--dir", help="Data folder.")] = Path(), as_json: AsJson = False
) -> None:
    """List the questions, with what each is about, how long it takes, its source and its licence."""
    import orjson
    from rich.console import Console
    from rich.table import Table

    from clearspan.listening.packs import items_of, packs_of

    items = items_of(packs_of(directory)).values()
    if as_json:
        print(orjson.dumps(list(items)).decode())
        return
    table = Table("question", "about", "asked in", "seconds", "licence", "wording", box=None, header_style="bold")
    for item in items:
        asked = ", ".join(each.value for each in item.audiences)
        table.add_row(item.name, CONSTRUCT_WORDS[item.construct], asked, str(item.seconds), item.licence, item.wording)
    Console().print(table)


@pulse_app.command(name="plan")
def plan_command(
    directory: Directory,
    audience: Annotated[Audience, typer.Option("--for", help="pulse, diary, or the executives' self_check.")] = Audience.PULSE,
    name: Annotated[str | None, typer.Option(help="Name of the wave; its kind and first day where not given.")] = None,
    share: Annotated[float | None, typer.Option(min=0.01, max=1.0, help="Share of people to ask, from 0.01 to 1.")] = None,
    opens: Annotated[str | None, typer.Option(help="First day, as 2026-06-01; today where not given.")] = None,
    days: Annotated[int, typer.Option(min=1, max=60, help="For how many days it takes answers.")] = 14,
    about: About = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed of the choice of people and forms.")] = None,
) -> None:
    """Choose who is asked what, so that nobody is asked for more than two minutes a month. Nobody is told yet."""
    from clearspan import clock
    from clearspan.jobs.listen import Request, plan_wave
    from clearspan.vocabulary.period import day_number, day_of

    day = day_number(clock.now().date()) if opens is None else _day(opens)
    named = name or f"{audience.value.replace('_', '-')}-{day_of(day).isoformat()}"
    request = Request(named, audience, share or USUAL_SHARE[audience], days, about or (), day, seed)
    done = plan_wave(directory, request)
    forms = ", ".join(f"{len(form)} in {seconds} s" for form, seconds in zip(done.wave.forms, done.seconds, strict=True))
    print(f"{named}: {done.people:,} people; questions by form: {forms}. Seed {done.wave.seed}.")
    if done.spared:
        print(f"{done.spared:,} others were asked enough this month.")
    print(f"Next: clearspan pulse send {named} --dir {directory} --to links.csv")


@pulse_app.command(name="send")
def send_command(
    name: Name, directory: Directory, to: Annotated[Path, typer.Option(help="CSV to write: email, link, answer_until.")]
) -> None:
    """Write each person's link to a file for a mail merge. Nothing is sent. The links are written once: keep the file safe."""
    from clearspan.jobs.listen import send_wave

    done = send_wave(directory, name, to)
    print(f"{done.links:,} links in {to}. Delete the file when the mails are out: whoever has a link can answer with it.")
    if done.unreachable:
        print(f"{done.unreachable:,} people have no address on the staff list, and get none.")


@pulse_app.command(name="close")
def close_command(name: Name, directory: Directory) -> None:
    """Take no more answers, and make facts of those that came; they are released with the quarter. Safe to repeat."""
    from clearspan.cli.progress import progress_bar
    from clearspan.jobs.listen import close_wave

    with progress_bar(quiet=False) as progress:
        done = close_wave(directory, name, progress)
    print(f"{_response(done.wave)}; {done.answers:,} answers are facts now.")
    if done.minutes is not None:
        middle, within = done.minutes
        print(f"Half of those who answered took less than {middle:.1f} minutes, {within:.0%} at most 15.")


@pulse_app.command(name="list")
def list_command(directory: Directory, as_json: AsJson = False) -> None:
    """List the waves."""
    import orjson
    from rich.console import Console
    from rich.table import Table

    from clearspan.jobs.listen import waves_of

    waves = waves_of(directory)
    if as_json:
        print(orjson.dumps(waves).decode())
        return
    table = Table("wave", "for", "answers from", "to", "", box=None, header_style="bold")
    for wave in waves:
        table.add_row(wave.name, wave.audience.value, *_days(wave), _response(wave))
    Console().print(table)


def _days(wave: "Wave") -> tuple[str, str]:
    from clearspan.vocabulary.period import day_of

    return day_of(wave.opens_day).isoformat(), day_of(wave.closes_day).isoformat()


def _response(wave: "Wave") -> str:
    if wave.closed_day is None:
        return "planned" if wave.sent_day is None else "sent"
    return f"{wave.answered:,} of {wave.invited:,} answered"


def _day(text: str) -> int:
    from datetime import date

    from clearspan.vocabulary.period import day_number

    try:
        return day_number(date.fromisoformat(text))
    except ValueError as error:
        raise UsageError("is not a day", where="--opens", remedy="Write it as 2026-06-01.") from error
