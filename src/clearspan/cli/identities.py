"""The commands `clearspan identities ...`: counts of who is who, and repairs. Nothing personal is printed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clearspan.errors import UsageError
from clearspan.vocabulary.identifier import IdentifierKind

if TYPE_CHECKING:
    from clearspan.privacy.identity_counts import IdentityCounts

identities_app = typer.Typer(
    help="Who is who: how identifiers are joined to people, what is on no staff list, and repairs.", no_args_is_help=True
)

Directory = Annotated[Path, typer.Option("--dir", help="Folder that `clearspan run` wrote.")]
Kind = Annotated[str | None, typer.Option(help="Kind of the identifier, such as github_login; email where it has an @.")]
Rule = Annotated[str | None, typer.Option(help="Rule that joined, such as 'SAML nameId', as `identities list` names it.")]
Identifier = Annotated[str | None, typer.Option(help="One identifier instead of all.")]

NEXT = "Stored facts follow. Released figures stay; the next ones are made so."


@identities_app.command(name="list")
def list_command(
    directory: Directory, as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False
) -> None:
    """Count identifiers by source, kind and rule, and people on no staff list. No name and no address is shown."""
    import orjson

    from clearspan.jobs.identity_repair import counted

    counts = counted(directory)
    if as_json:
        print(orjson.dumps(counts.to_json()).decode())
        return
    _print(counts)


@identities_app.command(name="join")
def join_command(
    file: Annotated[Path, typer.Argument(help="CSV with email, kind, identifier.", exists=True, dir_okay=False)],
    directory: Directory,
) -> None:
    """Join identifiers to people by hand. A staff list that says otherwise wins. Exit 1 where a row does not hold."""
    from clearspan.jobs.identity_repair import join_file

    done = join_file(directory, file)
    print(f"{done.joined} of {done.records} rows hold. {NEXT}")
    if done.forgotten:
        print(f"{done.forgotten} rows are of people who are forgotten, and stay so.")
    for reason in done.reasons:
        print(reason)
    raise typer.Exit(1 if done.reasons else 0)


@identities_app.command(name="undo")
def undo_command(directory: Directory, rule: Rule = None, identifier: Identifier = None, kind: Kind = None) -> None:
    """Take back what a rule joined, or what joined an identifier. It stays so until `identities allow`."""
    from clearspan.jobs.identity_repair import undo

    _one_of(rule, identifier)
    moved = undo(directory, rule, _pair(identifier, kind))
    print(f"{moved} identifiers belong to another person now. {NEXT}")


@identities_app.command(name="allow")
def allow_command(directory: Directory, rule: Rule = None, identifier: Identifier = None, kind: Kind = None) -> None:
    """Believe again what was undone."""
    from clearspan.jobs.identity_repair import allow

    _one_of(rule, identifier)
    moved = allow(directory, rule, _pair(identifier, kind))
    print(f"{moved} identifiers belong to another person now. {NEXT}")


@identities_app.command(name="bots")
def bots_command(
    what: Annotated[str, typer.Argument(help="An identifier, or a CSV with kind and identifier.")],
    directory: Directory,
    kind: Kind = None,
    person: Annotated[bool, typer.Option("--person", help="Take it for a person again.")] = False,
) -> None:
    """Mark bots and service accounts: what they do is in no group and no count. --person takes it back."""
    from clearspan.jobs.identity_repair import listed_identifiers, mark

    path = Path(what)
    identifiers = listed_identifiers(path) if path.is_file() else [(known.value, value) for known, value in [_known(what, kind)]]
    changed = mark(directory, identifiers, bots=not person)
    print(f"{changed} of {len(identifiers)} identifiers are now taken for {'people' if person else 'bots'}. {NEXT}")


def _one_of(rule: str | None, identifier: str | None) -> None:
    if rule is None and identifier is None:
        raise UsageError("give --rule, --identifier, or both", where="identities")


def _pair(identifier: str | None, kind: str | None) -> tuple[IdentifierKind, str] | None:
    return None if identifier is None else _known(identifier, kind)


def _known(identifier: str, kind: str | None) -> tuple[IdentifierKind, str]:
    """The kind and the identifier. Raises UsageError without the identifier where the kind is not known."""
    stated = kind or (IdentifierKind.EMAIL.value if "@" in identifier else "")
    if stated not in {each.value for each in IdentifierKind}:
        kinds = ", ".join(each.value for each in IdentifierKind)
        raise UsageError("which kind of identifier it is, is not clear", where="--kind", remedy=f"Give one of {kinds}.")
    return IdentifierKind(stated), identifier


def _print(counts: "IdentityCounts") -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    people = Table("source", "people", "on no staff list", "share")
    for count in counts.sources:
        people.add_row(count.source, f"{count.people:,}", f"{count.unlisted:,}", f"{count.share:.1%}")
    console.print(people)
    identifiers = Table("source", "kind", "belongs to its person by", "identifiers", "on no staff list", "bots")
    for each in counts.identifiers:
        identifiers.add_row(each.source, each.kind, each.rule, f"{each.identifiers:,}", f"{each.unlisted:,}", f"{each.bots:,}")
    console.print(identifiers)
    for rule, refusals in counts.refused:
        console.print(f"Not believed: {rule or 'any rule'} ({refusals:,})")
