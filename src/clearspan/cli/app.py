"""The `clearspan` command: every command is one function here, and its work is one module away."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from clearspan.cli.asking import pulse_app
from clearspan.cli.contesting import contests_app
from clearspan.cli.identities import identities_app
from clearspan.cli.importing import import_app
from clearspan.cli.library import library_app
from clearspan.cli.practising import practice_app
from clearspan.cli.programmes import programme_app
from clearspan.cli.roles import roles_app
from clearspan.cli.skills import skills_app
from clearspan.errors import ClearspanError, UsageError

app = typer.Typer(
    name="clearspan",
    help="From an organisation's exports to its AI skills gap: connect, measure, diagnose, practise, prove.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.add_typer(contests_app, name="contests")
app.add_typer(identities_app, name="identities")
app.add_typer(roles_app, name="roles")
app.add_typer(library_app, name="library")
app.add_typer(import_app, name="import")
app.add_typer(pulse_app, name="pulse")
app.add_typer(programme_app, name="programme")
app.add_typer(practice_app, name="practice")
app.add_typer(skills_app, name="skills")

Directory = Annotated[Path, typer.Option("--dir", help="Folder that `clearspan run` wrote.")]
Out = Annotated[Path, typer.Option("--out", help="Folder for everything that Clearspan keeps.")]
Home = Annotated[Path, typer.Option("--dir", help="Folder for everything that Clearspan keeps.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
People = Annotated[int, typer.Option(min=50, max=100_000, help="How many people the organisation has.")]
Seed = Annotated[int, typer.Option(min=0, help="Seed: the same seed gives the same organisation.")]
Weeks = Annotated[int, typer.Option(min=6, max=260, help="How many weeks of data.")]


@app.command(name="run")
def run_command(
    exports: Annotated[Path, typer.Argument(help="Folder with the vendors' exports and the staff list.")],
    out: Out,
    as_json: AsJson = False,
) -> None:
    """Read a folder of exports, measure, release what may be shown, and write pages and report. Safe to repeat."""
    from clearspan.cli.running import run_and_report

    raise typer.Exit(run_and_report(exports, out, as_json))


@app.command(name="demo")
def demo_command(
    out: Out = Path("demo"),
    people: People = 2000,
    seed: Seed = 7,
    weeks: Weeks = 40,
    serve: Annotated[bool, typer.Option(help="Serve the pages when done.")] = True,
    as_json: AsJson = False,
) -> None:
    """Simulate an organisation, run the main job on its files, and serve the pages until stopped."""
    from clearspan.cli.demonstration import demonstrate
    from clearspan.simulator.plan import Plan

    raise typer.Exit(demonstrate(out, Plan(people, seed, weeks), serve, as_json))


@app.command(name="simulate")
def simulate_command(
    out: Out,
    people: People = 2000,
    seed: Seed = 7,
    weeks: Weeks = 40,
    until: Annotated[str, typer.Option(help="Sunday up to which it goes on, as 2027-03-07; the first day stays.")] = "",
    assignment: Annotated[
        list[Path] | None, typer.Option(help="CSV with team, arm, start_day: who is treated from when. Repeatable.")
    ] = None,
    forms: Annotated[str, typer.Option(help="Generator: plain, or other functional forms, sizes and spreads.")] = "plain",
    planted: Annotated[str, typer.Option(help="Reasons planted: first, or all (those of training too).")] = "first",
    formats: Annotated[str, typer.Option(help="Formats written, with commas between: names, usual, or all.")] = "usual",
) -> None:
    """Write a simulated organisation's exports in the vendors' own formats, and the planted truth beside them."""
    from clearspan.cli.demonstration import continued, simulate_files
    from clearspan.simulator.plan import Plan

    chosen = tuple(name.strip() for name in formats.split(","))
    plan = Plan(people, seed, weeks, forms=forms, planted=planted, formats=chosen)
    simulate_files(out, continued(plan, until), assignment)


@app.command(name="sign-in")
def sign_in_command(
    address: Annotated[str, typer.Argument(help="E-mail address, as the staff list writes it.")], directory: Directory
) -> None:
    """Print a link that signs one person in once, for a quarter of an hour. Exit 1 where nobody employed has the address."""
    from clearspan.jobs.sign_in import sign_in_link

    link = sign_in_link(directory, address, "clearspan sign-in")
    print(link.link if link else "Nobody employed today has this address, or they were sent five links this hour.")
    raise typer.Exit(0 if link else 1)


@app.command(name="deliver")
def deliver_command(directory: Directory) -> None:
    """Send today's practice to those who asked for it, and whatever lies in the outbox. `clearspan work` does so on schedule."""
    from clearspan.cli.chatting import deliver_now

    raise typer.Exit(deliver_now(directory))


@app.command(name="chat")
def chat_command(
    service: Annotated[str, typer.Argument(help="slack or teams.")],
    directory: Directory,
    port: Annotated[int | None, typer.Option(help="Port of this machine for HTTP; without it, Slack uses Socket Mode.")] = None,
) -> None:
    """Run the app of a chat service until stopped: answers inside messages, /clearspan, and sharing."""
    from clearspan.cli.chatting import chat

    raise typer.Exit(chat(service, directory, port))


@app.command(name="serve")
def serve_command(
    directory: Directory,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port; the setting `port` where not given.")] = None,
) -> None:
    """Serve the pages to this machine only, until stopped."""
    from clearspan.cli.serving import serve_pages

    raise typer.Exit(serve_pages(directory, port))


@app.command(name="show")
def show_command(
    metric: Annotated[str, typer.Argument(help="Name of the metric, as `clearspan metrics` lists it.")],
    directory: Directory,
    by: Annotated[str, typer.Option(help="organisation, division, department, team, role, level, tenure or location.")],
    period: Annotated[str, typer.Option(help="A week 2026-W20, a month 2026-05, or a quarter 2026-Q2.")],
    tool: Annotated[str, typer.Option(help="A tool, or any for all together.")] = "any",
    as_json: AsJson = False,
) -> None:
    """Print a metric's released figures, and why others are withheld."""
    from clearspan.cli.showing import print_figures

    print_figures(directory, metric, by, period, tool, as_json)


@app.command(name="explain")
def explain_command(
    figure: Annotated[str, typer.Argument(help="A figure's id, as its page and `clearspan show --json` give it.")],
    directory: Directory,
    as_json: AsJson = False,
) -> None:
    """Explain a released figure, compute it again from today's facts, and say whether it would be released as it was."""
    from clearspan.cli.explaining import print_explanation

    print_explanation(directory, figure, as_json)


@app.command(name="view")
def view_command(
    directory: Directory,
    name: Annotated[str | None, typer.Argument(help="A saved view; without one, they are listed.")] = None,
    period: Annotated[str, typer.Option(help="A week, month or quarter; the newest one where not given.")] = "",
    as_json: AsJson = False,
) -> None:
    """Answer a saved question from the released figures, or list the questions."""
    from clearspan.cli.viewing import print_view

    print_view(directory, name, period, as_json)


@app.command(name="diagnose")
def diagnose_command(directory: Directory, as_json: AsJson = False) -> None:
    """Say why teams are stuck, what speaks for it and against it, and what to try first; or what to ask next."""
    from clearspan.cli.diagnosing import print_diagnoses

    print_diagnoses(directory, as_json)


@app.command(name="metrics")
def metrics_command(as_json: AsJson = False) -> None:
    """List every metric, with its definition, caution and counter-metric."""
    from clearspan.cli.listing import print_metrics

    print_metrics(as_json)


@app.command(name="sources")
def sources_command(as_json: AsJson = False) -> None:
    """List every source that Clearspan reads."""
    from clearspan.cli.listing import print_sources

    print_sources(as_json)


@app.command(name="connect")
def connect_command(
    name: Annotated[str, typer.Argument(help="A source, or a source and a label: github_copilot_users.acme.")],
    directory: Home,
    entered: Annotated[list[str] | None, typer.Option("--set", help="NAME=VALUE of what is asked; never a secret.")] = None,
    since: Annotated[str | None, typer.Option(help="First day to pull, as 2026-06-01.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Forget the connection and its secrets.")] = False,
    as_json: AsJson = False,
) -> None:
    """Connect a vendor's API: ask for what is needed, pull one day, and show what would be stored."""
    from clearspan.cli.connecting import connect_source, disconnect_source

    if remove:
        disconnect_source(directory, name)
    else:
        connect_source(directory, name, entered or [], since, as_json)


@app.command(name="collect")
def collect_command(
    directory: Home,
    names: Annotated[list[str] | None, typer.Argument(help="Connections; all where none is named.")] = None,
    as_json: AsJson = False,
) -> None:
    """Pull what is new, and again what may have been restated; then measure and release. Safe to repeat."""
    from clearspan.cli.collecting import collect_and_report

    raise typer.Exit(collect_and_report(directory, names or [], as_json))


@app.command(name="work")
def work_command(directory: Directory) -> None:
    """Collect every connection when it is due, until stopped."""
    from clearspan.cli.collecting import work_until_stopped

    work_until_stopped(directory)


@app.command(name="attack")
def attack_command(directory: Directory, as_json: AsJson = False) -> None:
    """Attack every surface as a curious colleague would; exit 1 where something leaks."""
    from clearspan.cli.attacking import attack_surfaces

    raise typer.Exit(attack_surfaces(directory, as_json))


@app.command(name="scorecard")
def scorecard_command(
    seeds: Annotated[int, typer.Option(min=1, help="How many simulated organisations, or programmes of each size.")] = 30,
    people: People = 3600,
    to: Annotated[Path | None, typer.Option("--page", help="File for the page in Markdown.")] = None,
    effects: Annotated[bool, typer.Option("--effects", help="Score effects of simulated programmes instead.")] = False,
    as_json: AsJson = False,
) -> None:
    """Score the diagnosis on simulated organisations with planted causes; exit 1 where a goal is not met."""
    from clearspan.cli.scoring import score_and_report, score_effects_and_report

    if effects:
        raise typer.Exit(score_effects_and_report(seeds, as_json, to))
    raise typer.Exit(score_and_report(seeds, people, as_json, to))


@app.command(name="forget")
def forget_command(
    person: Annotated[str, typer.Argument(help="The person's e-mail address.")],
    directory: Directory,
) -> None:
    """Erase a person: every fact, identity and contact. Released figures stay; the next ones are made without them."""
    from clearspan.cli.forgetting import forget_person

    forget_person(directory, person)


@app.command(name="export")
def export_command(
    directory: Directory,
    to: Annotated[Path, typer.Option(help="File to write: .csv or .parquet.")],
) -> None:
    """Write the released cells to a file, exactly as the pages show them."""
    from clearspan.cli.showing import export_cells

    export_cells(directory, to)


@app.command(name="compare")
def compare_command(
    first: Annotated[Path, typer.Argument(help="An export of released cells, .csv or .parquet.")],
    second: Annotated[Path, typer.Argument(help="Another one, of the same installation at another time.")],
    as_json: AsJson = False,
) -> None:
    """Compare two exports: which cells differ, and whether data, definition or people explain it."""
    from clearspan.cli.comparing import print_comparison

    print_comparison(first, second, as_json)


@app.command(name="effect")
def effect_command(
    file: Annotated[Path, typer.Argument(help="A panel: .csv, .xlsx or .parquet, one row for each unit and period.")],
    unit: Annotated[str, typer.Option(help="Column of who each row is of.")],
    time: Annotated[str, typer.Option(help="Column of the period: a whole number, 2026-05-18, 2026-W20, 2026-05 or 2026-Q2.")],
    treated_from: Annotated[str, typer.Option(help="Column of the period from which the unit is treated; empty or 0 for never.")],
    outcome: Annotated[str, typer.Option(help="Column of what is to have changed.")],
    cluster: Annotated[str, typer.Option(help="Column of the groups in which start dates were set, such as teams.")] = "",
    log: Annotated[bool, typer.Option("--log", help="Take the outcome's logarithm, and tell the effect in percent too.")] = False,
    controls: Annotated[list[str] | None, typer.Option(help="Columns to adjust for; several times, or with commas.")] = None,
    design: Annotated[str, typer.Option(help="randomised: who began was drawn by lot; staggered: it was not.")] = "staggered",
    comparison: Annotated[str, typer.Option(help="never or not_yet treated; those never treated where there are any.")] = "",
    adjustment: Annotated[str, typer.Option(help="How controls are used: dr, reg or ipw.")] = "dr",
    anticipation: Annotated[int, typer.Option(min=0, help="Periods before the start in which it may show already.")] = 0,
    stratum: Annotated[str, typer.Option(help="Column of the strata within which the lot was drawn.")] = "",
    uptake: Annotated[str, typer.Option(help="Column of who did what was offered, 1 or 0.")] = "",
    exposure: Annotated[str, typer.Option(help="Column of the share of those around a unit who are treated.")] = "",
    also: Annotated[list[str] | None, typer.Option(help="Other estimators to show beside, such as trend_sensitivity.")] = None,
    adjusted: Annotated[bool, typer.Option("--adjusted", help="Compare two arms as if they had begun alike.")] = False,
    as_json: AsJson = False,
) -> None:
    """Estimate the effect that any panel shows, with its interval and what it rests on; refuse where it cannot be told."""
    from clearspan.cli.proving import Question, print_effect, split
    from clearspan.proof.panel import Columns

    columns = Columns(unit, time, treated_from, outcome, cluster, split(controls), uptake, exposure, stratum)
    print_effect(file, Question(columns, log, design, comparison, adjustment, anticipation, split(also), adjusted), as_json)


def main() -> None:
    """Run the command line; exit 1 for input that could not be read, 2 for wrong use."""
    sys.exit(_guarded(lambda: app(standalone_mode=True)))


def _guarded(command: Callable[[], None]) -> int:
    try:
        command()
    except UsageError as error:
        print(f"clearspan: {error}", file=sys.stderr)
        return 2
    except ClearspanError as error:
        print(f"clearspan: {error}", file=sys.stderr)
        return 1
    return 0
