"""The commands `clearspan programme ...`: from a template to a verdict, each step kept in a log that is chained."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clearspan.errors import UsageError

if TYPE_CHECKING:
    from clearspan.programmes.register import Held
    from clearspan.vocabulary.finding import Finding

programme_app = typer.Typer(help="Programmes as experiments: declare, assign, start, read out.", no_args_is_help=True)

Directory = Annotated[Path, typer.Option("--dir", help="Folder that `clearspan run` wrote.")]
Name = Annotated[str, typer.Argument(help="Name of the programme.")]
By = Annotated[str, typer.Option("--by", help="Unit or function that does it; never an address.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
USUAL_BY = "Enablement"


@programme_app.command(name="templates")
def templates_command(
    directory: Annotated[Path, typer.Option("--dir", help="Data folder.")] = Path(), as_json: AsJson = False
) -> None:
    """List the templates, with what each is for."""
    import orjson
    from rich.console import Console
    from rich.table import Table

    from clearspan.programmes.templates import templates_of

    found = templates_of(directory).values()
    if as_json:
        print(orjson.dumps(list(found)).decode())
        return
    table = Table("template", "", "design", "days", "outcome", "beside it", box=None, header_style="bold")
    for each in found:
        table.add_row(each.name, each.about, each.design.value, str(each.length_days), each.outcome, each.counter_outcome)
    Console().print(table)


@programme_app.command(name="new")
def new_command(  # noqa: PLR0913, PLR0917  an option of a command is a parameter
    name: Name,
    directory: Directory,
    template: Annotated[str, typer.Option(help="Template, as `clearspan programme templates` lists them.")],
    owner: Annotated[str, typer.Option(help="Unit or function that owns it.")],
    sponsor: Annotated[str, typer.Option(help="Unit or function that pays and decides.")],
    title: Annotated[str, typer.Option(help="Title; the template's where not given.")] = "",
    by: Annotated[str, typer.Option("--of", help="Population by: organisation, division, department, team or role.")] = "",
    groups: Annotated[list[str] | None, typer.Option("--group", help="Key of a group; may be given several times.")] = None,
    target: Annotated[str, typer.Option(help='Target: "80% use any 2 a week for draft reply by day 30".')] = "",
    length: Annotated[int, typer.Option(help="Length in days; the template's where not given.")] = 0,
    cost: Annotated[str, typer.Option(help="What it costs: 12500 EUR.")] = "",
    matched: Annotated[bool, typer.Option("--matched", help="Not drawn by lot: matched, and labelled observational.")] = False,
    as_json: AsJson = False,
) -> None:
    """Declare a programme as a draft, and show what its test could see."""
    from clearspan.jobs.plan_programmes import Draft, declare_draft

    population = (by or ("organisation" if not groups else "division"), tuple(groups or ()))
    wanted = Draft(name, template, title, population, owner, sponsor, target, length, cost, matched)
    power = declare_draft(directory, wanted, USUAL_BY)
    if as_json:
        _print({"name": name, "stage": "draft", "power": power.written() if power else None})
        return
    print(f"{name}: declared. {power.sentence if power else 'Run on the exports to see what its test could see.'}")
    print(f"Next: clearspan programme assign {name} --dir {directory} --start 2026-06-01")


@programme_app.command(name="assign")
def assign_command(  # noqa: PLR0913, PLR0917  an option of a command is a parameter
    name: Name,
    directory: Directory,
    begins: Annotated[str, typer.Option("--start", help="First day, as 2026-06-01.")] = "",
    seed: Annotated[int, typer.Option(min=0, help="Seed of the draw: anyone can draw it again.")] = 1,
    waves: Annotated[int, typer.Option(min=2, max=12, help="Waves of a stepped wedge.")] = 3,
    teams: Annotated[list[str] | None, typer.Option("--team", help="Treated team, where they are matched.")] = None,
    adopted: Annotated[Path | None, typer.Option("--from", help="CSV of an assignment made elsewhere.")] = None,
    to: Annotated[Path | None, typer.Option("--to", help="CSV to write: what `clearspan simulate --assignment` reads.")] = None,
    by: By = USUAL_BY,
    as_json: AsJson = False,
) -> None:
    """Draw who starts when, once; freeze it, and write its hash into the log."""
    from clearspan.jobs.plan_programmes import adopt, assign, read_places
    from clearspan.programmes.assignment import Wanted
    from clearspan.programmes.programme import Design

    if adopted is not None:
        held = adopt(directory, name, read_places(adopted), seed, by)
    elif begins:
        wanted = Wanted(Design.WAITLIST, seed, _day(begins), 0, waves, treated=tuple(teams or ()))
        held = assign(directory, name, wanted, by)
    else:
        raise UsageError("has no first day", where="--start", remedy="Write it as 2026-06-01, or give --from a CSV.")
    if to is not None and held.assignment is not None:
        to.write_text(held.assignment.csv(), encoding="utf-8")
    if as_json:
        _print(_record(held))
        return
    print(held.log[-1].what if held.power is None else held.log[-2].what)
    if held.power:
        print(held.power["sentence"])
    print(f"Next: clearspan programme start {name} --dir {directory}")


@programme_app.command(name="start")
def start_command(
    name: Name,
    directory: Directory,
    signed: Annotated[str, typer.Option("--sign", help="Why it starts though its test cannot answer.")] = "",
    by: By = USUAL_BY,
) -> None:
    """Start a programme; refused where its test could probably not answer, unless someone signs why it starts nevertheless."""
    from clearspan.jobs.plan_programmes import start

    start(directory, name, by, signed)
    print(f"{name}: running. The main job reads it out on its planned days: clearspan run, or clearspan programme read {name}.")


@programme_app.command(name="close")
def close_command(
    name: Name, directory: Directory, why: Annotated[str, typer.Option(help="Why it is closed.")] = "", by: By = USUAL_BY
) -> None:
    """Close a programme. What its pods told each other is deleted."""
    from clearspan.jobs.plan_programmes import close

    close(directory, name, by, why)
    print(f"{name}: closed.")


@programme_app.command(name="list")
def list_command(directory: Directory, as_json: AsJson = False) -> None:
    """List the programmes with what was last said of each."""
    from rich.console import Console
    from rich.table import Table

    from clearspan.jobs.plan_programmes import programmes_of

    found = programmes_of(directory)
    if as_json:
        _print([_record(held) for held in found])
        return
    table = Table("programme", "title", "stage", "teams", "said last", box=None, header_style="bold")
    for held in found:
        last = _read(directory, held.programme.name)
        said = f"day {last[-1].details['day']}: {last[-1].outcome}" if last else ""
        table.add_row(held.programme.name, held.programme.title, held.stage.value, str(len(held.places) or ""), said)
    Console().print(table)


@programme_app.command(name="show")
def show_command(name: Name, directory: Directory, as_json: AsJson = False) -> None:
    """Show one programme: what was declared, who starts when, its log, and what was read out."""
    from clearspan.jobs.plan_programmes import register_of
    from clearspan.programmes.register import check_log

    with register_of(directory) as (_, register):
        held = register.find(name)
    check_log(name, held.log)
    found = _read(directory, name)
    if as_json:
        from clearspan.answers.findings import record

        _print({**_record(held), "read_outs": [record(each) for each in found]})
        return
    print(f"{held.programme.title} ({held.programme.design.value}, {held.stage.value})")
    print(held.programme.target.sentence())
    for entry in held.log:
        print(f"  {entry.number}. {entry.what} ({entry.by})")
    _print_read(found)


@programme_app.command(name="read")
def read_command(name: Name, directory: Directory, as_json: AsJson = False) -> None:
    """Read a programme out where a planned day is settled and it was not read out yet; print everything that was said."""
    from clearspan.jobs.read_now import read_now

    read_now(directory)
    found = _read(directory, name)
    if as_json:
        from clearspan.answers.findings import record

        _print([record(each) for each in found])
        return
    _print_read(found)
    if not found:
        print("Nothing is due yet: a planned day is read out when everything up to it is settled.")


def _print_read(found: "list[Finding]") -> None:
    for each in found:
        told = each.details
        print(f"\nDay {told['day']}: {each.outcome}. {told['sentence']}")
        print(f"  Target: {told['target']} {str(told['target_status']).capitalize()}. {told['target_why']}".rstrip())
        for row in each.rows("further"):
            print(f"  {str(row['name']).replace('_', ' ')}: {row['sentence']}")
        for heading, lines in (("beside it", told["beside"]), ("what would overturn it", told["overturned_by"])):
            if isinstance(lines, list | tuple) and lines:
                print(f"  {heading}: {' '.join(str(line) for line in lines)}")


def _read(directory: Path, name: str) -> "list[Finding]":
    from clearspan.vocabulary.finding import FindingKind
    from clearspan.warehouse.findings import Findings

    mine = [each for each in Findings(directory).of(FindingKind.PROGRAMME) if each.details["programme"] == name]
    return sorted(mine, key=lambda each: each.start_day)


def _record(held: "Held") -> dict[str, Any]:
    from clearspan.vocabulary.period import day_of

    started = held.start_day
    return {
        **held.programme.written(),
        "stage": held.stage.value,
        "start_day": None if started is None else day_of(started).isoformat(),
        "seed": held.seed,
        "digest": held.digest,
        "teams": [
            {"team": place.team, "arm": place.arm.value, "start_day": place.start_day and day_of(place.start_day).isoformat()}
            for place in held.places
        ],
        "power": held.power,
        "signed": held.signed,
        "log": [{"number": each.number, "at": each.at, "by": each.by, "what": each.what} for each in held.log],
    }


def _print(value: object) -> None:
    import orjson

    print(orjson.dumps(value).decode())


def _day(text: str) -> int:
    from datetime import date

    from clearspan.vocabulary.period import day_number

    try:
        return day_number(date.fromisoformat(text))
    except ValueError as error:
        raise UsageError("is not a day", where="--start", remedy="Write it as 2026-06-01.") from error


@programme_app.command(name="report")
def report_command(
    directory: Directory,
    to: Annotated[Path, typer.Option(help="File to write, .html; print it for a PDF.")] = Path("leadership.html"),
) -> None:
    """Write the report to leadership: capability, targets, verdicts and value on one page; no completion of courses."""
    from clearspan.reports.leadership_report import write_leadership

    print(write_leadership(directory, to))


@programme_app.command(name="value")
def value_command(directory: Directory, as_json: AsJson = False) -> None:
    """Print what AI is worth: the time ledger, what programmes returned, and of each tool its cost and what was proved."""
    from clearspan.cli.valuing import print_value

    print_value(directory, as_json)


@programme_app.command(name="hire")
def hire_command(
    file: Annotated[Path, typer.Argument(help="TOML of your own figures: ramp = { middle = 4, error = 0.5 }.")],
    months: Annotated[int, typer.Option(min=1, max=120, help="Over how many months to compare.")] = 24,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the draws.")] = 7,
    as_json: AsJson = False,
) -> None:
    """Compare teaching your own people with hiring, by figures that you measured; 'insufficient data' where one is missing."""
    from dataclasses import asdict

    from clearspan.programmes.hire import compare, read_measured

    found = compare(read_measured(file), months, seed)
    if as_json:
        _print({**asdict(found), "sentence": found.sentence()})
        return
    print(found.sentence())
    print(f"A place brings {found.median:+,.0f} more by teaching; 90% of draws lie from {found.low:+,.0f} to {found.high:+,.0f}.")
    print(f"The two cross in month {found.crossover}." if found.crossover else "The two do not cross within five years.")


@programme_app.command(name="pods")
def pods_command(
    name: Name,
    directory: Directory,
    offers: Annotated[Path, typer.Option(help="CSV with email: who offered to lead a pod.")],
    begins: Annotated[str, typer.Option("--start", help="First day, as 2026-06-01.")],
    to: Annotated[Path, typer.Option(help="CSV to write: email, link, leads.")],
    by: By = USUAL_BY,
) -> None:
    """Compose the pods of an assigned programme, and write each member's link once. Nothing is sent."""
    from clearspan.jobs.form_pods import form_pods

    done = form_pods(directory, name, offers, _day(begins), to, by)
    print(f"{done.pods} pods of {done.people} people; links in {to}. Delete the file when the mails are out.")
    for left in done.left:
        print(f"{left.people} people of {left.function} are in none: {left.why}.")
    if done.overloaded:
        print(f"{done.overloaded} who offered lead as many pods as they may, and are offered no further one.")
