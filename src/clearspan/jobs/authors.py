"""Publishes an item into an organisation's own library, where its authors can do what they teach."""

import hashlib
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert

from clearspan import clock
from clearspan.application.skill_tables import PUBLICATION
from clearspan.errors import UsageError
from clearspan.jobs.listen import open_application
from clearspan.jobs.sign_in import employed
from clearspan.jobs.skills import PersonSkills
from clearspan.practice.checks.check import check_file
from clearspan.practice.library import OWN_FOLDER
from clearspan.settings import load_settings
from clearspan.skills.authors import RECENT_DAYS, Author, may_publish
from clearspan.skills.record import SkillRecord
from clearspan.skills.shipped import refuse
from clearspan.vocabulary.period import day_number
from clearspan.warehouse.store import Store
from clearspan.warehouse.tables import Tables, fetch

SHORT_GRAINS = ("day", "week")
"""Periods short enough to say when somebody last worked with AI."""


def publish(directory: Path, file: Path, author: str, co_author: str = "") -> Path:
    """The file of an item in the organisation's own library, copied there for an author and perhaps a co-author (addresses).

    Raises UsageError where neither may publish, ShelfError where something is wrong with the item. No score is told.
    """
    people = [_person(directory, address) for address in (author, co_author) if address]
    authors = [_author(directory, person) for person in people]
    settings, today = load_settings(directory), _today()
    with open_application(directory, settings) as store:
        allowed = may_publish(authors[0], today, authors[1] if len(authors) > 1 else None, SkillRecord(store).exemption())
        if not allowed.may_publish:
            raise UsageError(allowed.words, where="publish")
        shelved, troubles = check_file(file)
        refuse(troubles)
        text = file.read_bytes()
        target = directory / OWN_FOLDER / shelved.file.shown
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text)
        row = {"link": shelved.link, "digest": hashlib.sha256(text).hexdigest(), "published_day": today}
        with store.writing() as connection:
            connection.execute(delete(PUBLICATION).where(PUBLICATION.c.link == shelved.link))
            connection.execute(insert(PUBLICATION), [{**row, "person": person} for person in dict.fromkeys(people)])
    return target


def exempt_author(directory: Path, address: str) -> None:
    """Nothing; exempts one person, who sets the installation up. Raises UsageError where somebody was exempted already."""
    person = _person(directory, address)
    with open_application(directory, load_settings(directory)) as store:
        SkillRecord(store).exempt(person, _today())


def _person(directory: Path, address: str) -> int:
    person = employed(directory, address)
    if person is None:
        raise UsageError("is no address of somebody who is employed", where="author", remedy="Write it as the staff list does.")
    return person


def _author(directory: Path, person: int) -> Author:
    return Author(person, PersonSkills(directory, person).profile(), _last_use(directory, person))


def _last_use(directory: Path, person: int) -> int | None:
    """The last day on which a system recorded that the person worked with AI; None where none did lately."""
    settings, today = load_settings(directory), _today()
    memory = f"{settings.number('memory_limit_mb')}MB"
    with Store.open(directory).facts(settings.text("engine"), settings.text("spark_address"), memory) as tables:
        days = _days_of_use(tables, person, today - RECENT_DAYS)
    return min(max(days), today) if days else None


def _days_of_use(tables: Tables, person: int, first: int) -> list[int]:
    usage: Any = tables.usage
    mine = usage.filter(usage.person == person, usage.end_day >= first, usage.grain.isin(SHORT_GRAINS))
    active = mine.filter((mine.active == 1) | (mine.actions > 0))
    return [int(day) for day in fetch(tables, active.select("end_day").distinct())["end_day"].to_pylist()]


def _today() -> int:
    return day_number(clock.now().date())
