"""A person's badge: what is missing for it, issuing it at their own wish, and the change that systems recorded in their work."""

from collections.abc import Mapping
from datetime import UTC
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import insert, select

from clearspan import clock
from clearspan.application.skill_tables import BADGE
from clearspan.errors import UsageError
from clearspan.jobs.identify import IDENTITY_FOLDER, PSEUDONYM_KEY
from clearspan.jobs.listen import open_application
from clearspan.jobs.skills import PersonSkills
from clearspan.practice.record import PracticeRecord
from clearspan.privacy.identities import Identities
from clearspan.privacy.keyring import load_or_create
from clearspan.programmes.badges.award import VALID_DAYS, WINDOW_WEEKS, Award, ObservedChange, decide
from clearspan.programmes.badges.credential import Achievement, Document, credential
from clearspan.programmes.badges.signature import BADGE_KEY, issuer_id, signed
from clearspan.settings import load_settings
from clearspan.skills.record import SkillRecord
from clearspan.skills.redesign.verdict import Verdict, assess
from clearspan.vocabulary.identifier import IdentifierKind
from clearspan.vocabulary.period import day_number
from clearspan.warehouse.store import Store
from clearspan.warehouse.tables import Tables, fetch

DAYS = 7 * WINDOW_WEEKS
SHORT_GRAINS = ("day", "week")
"""Periods short enough to say in which week somebody was active."""


class PersonBadges:
    """The badges of one person of a directory, for that person."""

    def __init__(self, directory: Path, person: int) -> None:
        self._directory, self._person = directory, person
        self._skills = PersonSkills(directory, person)

    def award(self) -> Award:
        """Whether a badge was earned, and what is missing."""
        return decide(self._skills.profile(), self._skills.expected(), self.change())

    def change(self) -> ObservedChange | None:
        """What systems recorded of the person's use of AI before they began to practise and lately; None where they did not
        begin."""
        began, today = self._began(), _today()
        if began is None:
            return None
        days = self._active_days(began - DAYS)
        return ObservedChange(
            weeks_before=_weeks(day for day in days if began - DAYS <= day < began),
            weeks_now=_weeks(day for day in days if max(began, today - DAYS) <= day < today),
            redesigned=Verdict.REDESIGNED in self._redesigns(),
        )

    def issue(self, address: str) -> Document:
        """A new badge, signed, for the person at their own wish; `address` is theirs, and goes in as a salted hash alone.

        Raises UsageError where it was not earned, or the address is not the person's.
        """
        award, expected = self.award(), self._skills.expected()
        if not award.earned or expected is None:
            raise UsageError(f"was not earned yet. {award.missing[0]}", where="badge")
        with Identities(self._directory / IDENTITY_FOLDER, load_or_create(PSEUDONYM_KEY)) as identities:
            _, people = identities.find([IdentifierKind.EMAIL.value], [address])
        if int(people[0]) != self._person:
            raise UsageError("is not an address of yours that is on the staff list", where="badge")
        key, settings, read, now = load_or_create(BADGE_KEY), load_settings(self._directory), self._skills.framework, clock.now()
        achievement = Achievement(read.families[expected.family].title, read.bands[expected.band].title, read.version)
        issuer = (issuer_id(key), settings.text("organisation_name") or "An organisation that uses Clearspan")
        document = credential(achievement, issuer, address, award.evidence, _today())
        whole = signed(document, key, now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
        row = {"family": expected.family, "band": expected.band, "issued_day": _today(), "ends_day": _today() + VALID_DAYS}
        with open_application(self._directory, settings) as store, store.writing() as connection:
            connection.execute(insert(BADGE).values(person=self._person, credential=orjson.dumps(whole).decode(), **row))
        return whole

    def issued(self) -> list[Mapping[str, Any]]:
        """The person's badges as signed documents, the newest first."""
        asked = select(BADGE.c.credential).where(BADGE.c.person == self._person).order_by(BADGE.c.number.desc())
        with open_application(self._directory, load_settings(self._directory)) as store, store.reading() as connection:
            return [orjson.loads(row.credential) for row in connection.execute(asked)]

    def _began(self) -> int | None:
        """The day on which the person first answered a question or a drill."""
        with open_application(self._directory, load_settings(self._directory)) as store:
            moments = [each.answered_at for each in SkillRecord(store).answers(self._person)]
            moments += [each.answered_at for each in PracticeRecord(store).answers(self._person)]
        return min(moments) // 86400 if moments else None

    def _redesigns(self) -> list[Verdict]:
        """What the canvases that the person leads amount to."""
        with open_application(self._directory, load_settings(self._directory)) as store:
            return [assess(stored.canvas).verdict for stored in SkillRecord(store).canvases(person=self._person)]

    def _active_days(self, first: int) -> list[int]:
        settings = load_settings(self._directory)
        memory = f"{settings.number('memory_limit_mb')}MB"
        with Store.open(self._directory).facts(settings.text("engine"), settings.text("spark_address"), memory) as tables:
            return active_days(tables, self._person, first)


def active_days(tables: Tables, person: int, first: int) -> list[int]:
    """The first days of the days and weeks, from a day on, in which a vendor recorded that a person used a tool."""
    usage: Any = tables.usage
    mine = usage.filter(usage.person == person, usage.start_day >= first, usage.grain.isin(SHORT_GRAINS))
    active = mine.filter((mine.active == 1) | (mine.actions > 0))
    return [int(day) for day in fetch(tables, active.select("start_day").distinct())["start_day"].to_pylist()]


def _weeks(days: Any) -> int:
    """In how many calendar weeks some days lie; day 0 was a Thursday."""
    return len({(day + 3) // 7 for day in days})


def _today() -> int:
    return day_number(clock.now().date())
