"""The commands `clearspan roles ...`: who leads enablement, administers, guards privacy or decides."""

from pathlib import Path
from typing import Annotated

import typer

from clearspan.vocabulary.role import Role

roles_app = typer.Typer(
    help="Roles that are given by hand; who is employed or leads a team stands in the staff list.", no_args_is_help=True
)

Directory = Annotated[Path, typer.Option("--dir", help="Folder that `clearspan run` wrote.")]
Address = Annotated[str, typer.Argument(help="E-mail address, as the staff list writes it.")]
Given = Annotated[Role, typer.Argument(help="The role.")]


@roles_app.command(name="give")
def give_command(address: Address, role: Given, directory: Directory) -> None:
    """Give a role to somebody who is employed."""
    from clearspan.jobs.sign_in import give_role

    give_role(directory, address, role)
    print(f"Given: {role.value}. It counts from the next sign-in.")


@roles_app.command(name="take")
def take_command(address: Address, role: Given, directory: Directory) -> None:
    """Take a role away; whoever is signed in with it is signed out. Exit 1 where they did not have it."""
    from clearspan.jobs.sign_in import take_role

    taken = take_role(directory, address, role)
    print("Taken away." if taken else "They did not have it.")
    raise typer.Exit(0 if taken else 1)


@roles_app.command(name="list")
def list_command(
    directory: Directory, as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False
) -> None:
    """Count the people of each role, and say what each may ask for. No name is shown."""
    import orjson

    from clearspan.answers.access import ACCESS
    from clearspan.jobs.sign_in import roles_counted

    counted = roles_counted(directory)
    told = {role.value: {subject.value: reach.value for subject, reach in ACCESS[role].items()} for role in Role}
    if as_json:
        rows = [{"role": role, "people": counted.get(Role(role)), "may": may} for role, may in told.items()]
        print(orjson.dumps(rows).decode())
        return
    for role, may in told.items():
        given = f" ({counted.get(Role(role), 0)} people)" if Role(role) in counted else ""
        print(f"{role}{given}")
        for subject, reach in may.items():
            print(f"    {subject}: {reach}")
