"""The commands `clearspan skills ...`: the framework, a canvas, the interview kit, and gaps of a job description."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clearspan.cli.rating import agreement_command, impact_command, rate_command
from clearspan.errors import UsageError

if TYPE_CHECKING:
    from clearspan.skills.framework.framework import Framework
    from clearspan.skills.item_files.trouble import Trouble

skills_app = typer.Typer(help="What people can do: the framework and the instruments that measure it.", no_args_is_help=True)
framework_app = typer.Typer(help="The framework: what people can do, at four levels that one can see.", no_args_is_help=True)
canvas_app = typer.Typer(help="Canvases: a process before and after, with the reason for each step.", no_args_is_help=True)
interview_app = typer.Typer(help="Interviews that people hold and rate.", no_args_is_help=True)
skills_app.add_typer(framework_app, name="framework")
skills_app.add_typer(canvas_app, name="canvas")
skills_app.add_typer(interview_app, name="interview")

By = Annotated[str, typer.Option("--by", help="E-mail address, as the staff list writes it.")]
Home = Annotated[Path, typer.Option("--dir", help="Folder for everything that Clearspan keeps.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


@framework_app.command(name="show")
def show_command(
    family: Annotated[str, typer.Option(help="A job family: what is expected there.")] = "",
    directory: Annotated[Path, typer.Option("--dir", help="Data folder; its framework.toml is an organisation's own.")] = Path(),
    as_json: AsJson = False,
) -> None:
    """Print the framework, or with --family the levels that are expected in a job family."""
    from clearspan.skills.framework.framework_file import framework_of

    read = framework_of(directory)
    if family:
        _print_expected(read, family, as_json)
    else:
        _print_framework(read, as_json)


@framework_app.command(name="check")
def check_command(file: Annotated[Path, typer.Argument(help="A framework of your own (TOML).")], as_json: AsJson = False) -> None:
    """Say in plain words what is wrong with a framework, and on which line; exit 1 where something is."""
    from clearspan.skills.framework.framework_file import check_own

    read, troubles = check_own(file)
    said = f"{len(read.competencies)} competencies, {len(read.families)} job families: nothing to mend."
    _print_troubles(troubles, said, as_json)


@framework_app.command(name="sign")
def sign_command(family: Annotated[str, typer.Argument(help="The job family.")], by: By, directory: Home) -> None:
    """Sign what is expected of a job family, as its owner in the business. It ends when a word of it changes."""
    from clearspan.jobs.sign_off import sign_expectation

    print(f"Signed: what is expected in {sign_expectation(directory, family, by)}.")


@canvas_app.command(name="sign")
def sign_step_command(
    canvas: Annotated[int, typer.Argument(help="Number of the canvas, as its page shows it.")],
    label: Annotated[str, typer.Argument(help="Label of the step that protects somebody.")],
    by: By,
    directory: Home,
) -> None:
    """Sign off what becomes of a control, as the one who answers for it; whoever leads the redesign cannot."""
    from clearspan.jobs.sign_off import sign_step

    sign_step(directory, canvas, label, by)
    print("Signed off, as the step is drawn now.")


@skills_app.command(name="publish")
def publish_command(
    file: Annotated[Path, typer.Argument(help="An item on its shelf: drafts/use_cases/sales/first_call.md.")],
    by: By,
    directory: Home,
    co_author: Annotated[str, typer.Option(help="Address of a co-author.")] = "",
) -> None:
    """Publish an item into your own library. An author who does not work with AI needs a co-author who does; no score is
    shown."""
    from clearspan.jobs.authors import publish

    print(f"Published: {publish(directory, file, by, co_author).name}.")


@skills_app.command(name="exempt-author")
def exempt_command(by: By, directory: Home) -> None:
    """Let one person publish for half a year before anyone has practised: whoever sets a new installation up."""
    from clearspan.jobs.authors import exempt_author

    exempt_author(directory, by)
    print("Exempt for half a year. There can be no other.")


@canvas_app.command(name="check")
def canvas_command(file: Annotated[Path, typer.Argument(help="A canvas (TOML).")], as_json: AsJson = False) -> None:
    """Say what a canvas amounts to and what stands in the way; exit 1 where it cannot be read, or a control would go unsigned."""
    import orjson

    from clearspan.skills.redesign.canvas_file import read_canvas
    from clearspan.skills.redesign.verdict import VERDICT_WORDS, Verdict, assess

    canvas, troubles = read_canvas(file)
    if troubles:
        _print_troubles(troubles, "", as_json)
    found = assess(canvas)
    if as_json:
        print(orjson.dumps({**vars(found), "ratio": found.ratio}).decode())
    else:
        print(f"{canvas.process}: {VERDICT_WORDS[found.verdict]}")
        print(f"Steps: {found.ratio}.")
        if found.minutes_before is not None and found.minutes_after is not None:
            print(f"Minutes of work: {found.minutes_before:g} before, {found.minutes_after:g} after, with checking.")
        for each in found.to_do:
            print(f"- {each}")
    raise typer.Exit(int(found.verdict is Verdict.REFUSED))


@interview_app.command(name="kit")
def kit_command(
    family: Annotated[str, typer.Option(help="A job family: with its bar, where there is one.")] = "",
    as_json: AsJson = False,
) -> None:
    """Print the interview kit: three questions with what one hears at each level, for two people who rate by hand."""
    import orjson

    from clearspan.skills.interview.kit_file import interview_kit

    kit = interview_kit()
    bar = kit.bars.get(family, {})
    if family and not bar:
        raise UsageError(f"there is no bar for {family}", where="--family", remedy=f"Bars: {', '.join(kit.bars)}.")
    if as_json:
        print(
            orjson.dumps({"rules": kit.rules, "questions": [vars(each) for each in kit.questions.values()], "bar": bar}).decode()
        )
        return
    print(f"{kit.title}\n\n" + "\n".join(f"- {rule}" for rule in kit.rules))
    for question in kit.questions.values():
        print(f"\n{question.ask}\n" + "\n".join(f"    {probe}" for probe in question.probes))
        print("\n".join(f"  {number}  {words}" for number, words in enumerate(question.levels, 1)))
        print(f"  Weak signs: {'; '.join(question.weak_signs)}.")
        if bar:
            print(f"  Bar: {bar[question.name]}")


interview_app.command(name="rate")(rate_command)
interview_app.command(name="agreement")(agreement_command)
interview_app.command(name="impact")(impact_command)


@skills_app.command(name="job-description")
def job_description_command(
    file: Annotated[Path, typer.Argument(help="A job description, as text.")], as_json: AsJson = False
) -> None:
    """Say what a job description leaves out of today's work, and what to take out of it. Nothing of it is kept."""
    import orjson

    from clearspan.errors import UnreadableFile
    from clearspan.skills.interview.job_description import check_description
    from clearspan.skills.interview.kit_file import interview_kit

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile("cannot be read as text", where=file.name, remedy="Save it as plain text in UTF-8.") from error
    gaps = check_description(text, interview_kit())
    if as_json:
        missing = [{"ask": duty.ask, "write": duty.write, "competency": duty.competency} for duty in gaps.missing]
        traps = [{"line": found.line, "trap": found.trap.name, "why": found.trap.why} for found in gaps.traps]
        print(orjson.dumps({"missing": missing, "take_out": traps}).decode())
        return
    for duty in gaps.missing:
        print(f"Missing: {duty.ask}\n    For example: {duty.write}")
    for found in gaps.traps:
        print(f"Line {found.line}: {found.trap.why}")
    if not gaps.missing and not gaps.traps:
        print("Nothing is missing, and nothing to take out. Have somebody who does the job read it.")


@skills_app.command(name="verify-badge")
def verify_command(
    file: Annotated[Path, typer.Argument(help="A badge (JSON).")],
    issuer: Annotated[str, typer.Option(help="The issuer that you trust: its did:key.")] = "",
    email: Annotated[str, typer.Option(help="The address of the person whose badge it should be.")] = "",
    as_json: AsJson = False,
) -> None:
    """Check a badge offline: signature, dates, evidence, who issued it and to whom; exit 1 where something speaks against it."""
    import orjson

    from clearspan import clock
    from clearspan.errors import UnreadableFile
    from clearspan.programmes.badges.verification import verify
    from clearspan.vocabulary.period import day_number

    try:
        document = orjson.loads(file.read_bytes())
    except (OSError, ValueError) as error:
        raise UnreadableFile("cannot be read as JSON", where=file.name, remedy="Give the badge as it was issued.") from error
    found = verify(document, day_number(clock.now().date()), frozenset([issuer] if issuer else []), email)
    if as_json:
        print(orjson.dumps({"good": found.good, "issuer": found.issuer, "against": found.against}).decode())
    else:
        print("\n".join(found.against) or f"Nothing speaks against it. Issued by {found.issuer}.")
    raise typer.Exit(int(not found.good))


@skills_app.command(name="place")
def place_command(directory: Home) -> None:
    """Place the questions on fluency by the answers so far: those that 200 people have answered."""
    from clearspan.jobs.skills import place_questions

    print(place_questions(directory))


def _print_framework(read: "Framework", as_json: bool) -> None:
    import orjson

    if as_json:
        rows = [vars(each) for each in read.competencies.values()]
        print(orjson.dumps({"title": read.title, "version": read.version, "competencies": rows}).decode())
        return
    for layer in read.layers.values():
        print(f"\n{layer.title}: {layer.meaning}")
        for each in read.of_layer(layer.name):
            print(f"\n  {each.name}  {each.meaning}")
            print("\n".join(f"    {number}  {words}" for number, words in enumerate(each.levels, 1)))


def _print_expected(read: "Framework", family: str, as_json: bool) -> None:
    import orjson
    from rich.console import Console
    from rich.table import Table

    from clearspan.skills.framework.expectation import expectation_of, family_named

    name = family_named(read, family) or family
    expected = {band: expectation_of(read, name, band).levels for band in read.bands}
    if as_json:
        print(orjson.dumps({"family": name, "expected": expected}).decode())
        return
    table = Table("competency", *(band.title for band in read.bands.values()), box=None, header_style="bold")
    for competency in read.competencies.values():
        levels = [expected[band].get(competency.name) for band in read.bands]
        if any(levels):
            table.add_row(competency.title, *(str(level or "") for level in levels))
    Console().print(table)
    print("A proposal, until its owner in the business signs it off.")


def _print_troubles(troubles: "Sequence[Trouble]", said: str, as_json: bool) -> None:
    """Nothing; prints what is wrong, or what is said where nothing is, and leaves."""
    import orjson

    if as_json:
        print(orjson.dumps(list(troubles)).decode())
    elif troubles:
        print("\n".join(map(str, troubles)))
    else:
        print(said)
    raise typer.Exit(int(bool(troubles)))
