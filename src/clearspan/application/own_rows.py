"""What the application store holds of one person, and how to delete it: every table with a column `person`, by that column."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import LargeBinary, Table, delete, select

from clearspan.application.store import Application
from clearspan.application.tables import NAMES

PERSON = "person"


def rows_of(store: Application, people: Sequence[int]) -> dict[str, list[dict[str, Any]]]:
    """table -> the rows of the person who has, or had, these numbers; hashes of tokens are left out, and so is the number."""
    found: dict[str, list[dict[str, Any]]] = {}
    with store.reading() as connection:
        for table in personal_tables():
            shown = [column for column in table.c if column.name != PERSON and not isinstance(column.type, LargeBinary)]
            rows = connection.execute(select(*shown).where(table.c[PERSON].in_(people))).mappings().all()
            if rows:
                found[str(table.name)] = [{str(name): value for name, value in row.items()} for row in rows]
    return found


def delete_rows_of(store: Application, people: Sequence[int]) -> None:
    """Nothing; deletes every row of the person who has, or had, these numbers, the log of looks included."""
    with store.writing() as connection:
        for table in personal_tables():
            connection.execute(delete(table).where(table.c[PERSON].in_(people)))


def personal_tables() -> list[Table]:
    """The tables that speak of single people."""
    return [table for table in NAMES.sorted_tables if PERSON in table.c]
