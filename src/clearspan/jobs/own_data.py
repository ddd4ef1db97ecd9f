"""What is stored of one person, for that person: the facts, what they did in the application, and every look at it."""

from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clearspan import clock
from clearspan.application.own_rows import rows_of
from clearspan.application.sign_ins import OwnLook, SignIns
from clearspan.jobs.contacts import CONTACT_FOLDER, CONTACT_KEY
from clearspan.jobs.identify import IDENTITY_FOLDER, PSEUDONYM_KEY
from clearspan.jobs.listen import open_application
from clearspan.privacy.contact import Contacts
from clearspan.privacy.identities import Identities
from clearspan.privacy.keyring import load_or_create
from clearspan.settings import load_settings
from clearspan.skills.interview.review_record import ReviewRecord
from clearspan.vocabulary.column import Table
from clearspan.vocabulary.period import day_number, day_of
from clearspan.vocabulary.tables import TABLES
from clearspan.warehouse.store import Store
from clearspan.warehouse.tables import Tables, fetch

PERSON = "person"
_HIDDEN = ("person", "identity", "arrival", "other", "manager", "manager_identity", "list", "record", "place")
"""Columns that are left out: numbers that say nothing to anyone, and those of other people."""

_DAYS = ("day", "week", "as_of")

LEVELS = "levels_given_to_your_work"
"""What raters gave to the person's reviewed work stands under this name; the rows are theirs too, and do not say by whom."""


@dataclass(frozen=True)
class OwnTable:
    """The rows of one table that are about the person: what a row is, and each row with its days in ISO 8601."""

    name: str
    one_row_is: str
    rows: list[dict[str, Any]]


@dataclass(frozen=True)
class OwnData:
    """Everything that is stored of a person: facts by table, rows of the application by table, and looks, the latest first."""

    facts: list[OwnTable]
    application: dict[str, list[dict[str, Any]]]
    looks: list[OwnLook]

    def to_json(self) -> dict[str, object]:
        """The whole, for a person to take along."""
        return {
            "facts": {table.name: table.rows for table in self.facts},
            "application": self.application,
            "looks": [{"who": look.who, "what": look.what, "at": look.at} for look in self.looks],
        }


def own_data(directory: Path, person: int, who: str) -> OwnData:
    """What is stored of a person; the look is written down first, with who looks."""
    settings, numbers = load_settings(directory), former_numbers(directory, person)
    with open_application(directory, settings) as store:
        SignIns(store).note(person, who, "everything that is stored", int(clock.now().timestamp()))
        application, looks = rows_of(store, numbers), SignIns(store).looks(numbers)
        if levels := ReviewRecord(store).levels_of(numbers):
            application[LEVELS] = levels
    memory = f"{settings.number('memory_limit_mb')}MB"
    with Store.open(directory).facts(settings.text("engine"), settings.text("spark_address"), memory) as tables:
        facts = [_own(tables, table, person) for table in TABLES.values() if any(c.name == PERSON for c in table.columns)]
    return OwnData([table for table in facts if table.rows], application, [*looks, *_contact_looks(directory, person)])


def former_numbers(directory: Path, person: int) -> list[int]:
    """The person's number, and those that they had before identities were joined."""
    with Identities(directory / IDENTITY_FOLDER, load_or_create(PSEUDONYM_KEY)) as identities:
        former, now = identities.retired()
    return [person, *former[now == person].tolist()]


def person_today(directory: Path, person: int) -> dict[str, Any] | None:
    """Where a person is today: team, role, level, is_manager, hired_day; None where they are not employed."""
    return next(iter(_spells_today(directory, person)), None)


def someone_today(directory: Path, manager: bool, active: Container[int]) -> int | None:
    """The number of somebody who is employed today and does, or does not, lead, one of the `active` where there is one: for a
    demo that shows a role."""
    rows = [row for row in _spells_today(directory, None) if bool(row["is_manager"]) is manager and row["team"]]
    return min((row[PERSON] for row in rows), key=lambda person: (person not in active, person), default=None)


def _spells_today(directory: Path, person: int | None) -> list[dict[str, Any]]:
    settings, today = load_settings(directory), day_number(clock.now().date())
    memory = f"{settings.number('memory_limit_mb')}MB"
    with Store.open(directory).facts(settings.text("engine"), settings.text("spark_address"), memory) as tables:
        spells: Any = tables.person_spell
        now = spells.filter(spells.from_day <= today, spells.to_day.isnull() | (spells.to_day >= today))
        mine = now if person is None else now.filter(now.person == person)
        rows = fetch(tables, mine.select(PERSON, "team", "role", "level", "is_manager", "hired_day", "from_day", "as_of"))
    latest = {row[PERSON]: row for row in sorted(rows.to_pylist(), key=lambda row: (row["from_day"], row["as_of"]))}
    return list(latest.values())


def _own(tables: Tables, table: Table, person: int) -> OwnTable:
    facts: Any = getattr(tables, table.name)
    shown = [column.name for column in table.columns if column.name not in _HIDDEN]
    rows = fetch(tables, facts.filter(facts.person == person).select(*shown)).to_pylist()
    return OwnTable(table.name, table.row, [{name: _readable(name, value) for name, value in row.items()} for row in rows])


def _readable(name: str, value: Any) -> Any:
    is_day = name in _DAYS or name.endswith("_day")
    return day_of(value).isoformat() if is_day and isinstance(value, int) else value


def _contact_looks(directory: Path, person: int) -> list[OwnLook]:
    if not (directory / CONTACT_FOLDER).exists():
        return []
    with Contacts(directory / CONTACT_FOLDER, load_or_create(CONTACT_KEY)) as contacts:
        return [OwnLook(look.who, f"address, for {look.why.value}", look.at) for look in reversed(contacts.looks(person))]
