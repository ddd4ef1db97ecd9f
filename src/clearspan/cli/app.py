"""The `clearspan` command: every command is one function here, and its work is one module away."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from clearspan.errors import ClearspanError, UsageError

app = typer.Typer(
    name="clearspan",
    help="From an organisation's exports to its AI skills gap: connect, measure, diagnose, practise, prove.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Directory = Annotated[Path, typer.Option("--dir", help="Folder that `clearspan run` wrote.")]
Out = Annotated[Path, typer.Option("--out", help="Folder for everything that Clearspan keeps.")]
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
    assignment: Annotated[Path | None, typer.Option(help="CSV with team, arm, start_day: who is treated from when.")] = None,
) -> None:
    """Write a simulated organisation's exports in the vendors' own formats, and the planted truth beside them."""
    from clearspan.cli.demonstration import simulate_files
    from clearspan.simulator.plan import Plan

    simulate_files(out, Plan(people, seed, weeks), assignment)


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


@app.command(name="attack")
def attack_command(directory: Directory, as_json: AsJson = False) -> None:
    """Attack every surface as a curious colleague would; exit 1 where something leaks."""
    from clearspan.cli.attacking import attack_surfaces

    raise typer.Exit(attack_surfaces(directory, as_json))


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
