"""Puts today's practice into the outbox for those who asked for it, and empties the outbox."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from clearspan import clock
from clearspan.application.store import Application
from clearspan.delivery.message import Message
from clearspan.delivery.outbox import Channel, Outbox, State
from clearspan.jobs.contacts import CONTACT_FOLDER, CONTACT_KEY
from clearspan.jobs.conversation import ask_again, offer
from clearspan.jobs.listen import open_application
from clearspan.jobs.practice import PersonPractice
from clearspan.jobs.skills import PersonSkills
from clearspan.jobs.work_begun import use_case_at_hand
from clearspan.practice.pacing import Preferences, may_nudge
from clearspan.practice.record import PracticeRecord
from clearspan.privacy.contact import Contact, Contacts, Purpose
from clearspan.privacy.keyring import load_or_create
from clearspan.settings import load_settings

KEPT_DAYS = 30
"""Days for which settled messages are kept, so that answers to them still find their item."""

NUDGE = "nudge"


def nudge(directory: Path) -> int:
    """How many messages were put into the outbox: today's practice of whoever wants it, may have it now, and had none today."""
    settings, now, put = load_settings(directory), clock.now(), 0
    base = settings.text("public_address").rstrip("/")
    with open_application(directory, settings) as store:
        wanting = PracticeRecord(store).reachable()
        for person, preferences in wanting.items():
            if not _may(store, person, preferences, now):
                continue
            message = todays(directory, person, base)
            key = f"{NUDGE}:{now.date()}:{person}"
            if message and Outbox(store).put(person, preferences.channel, key, message, int(now.timestamp())):
                put += 1
    return put


def todays(directory: Path, person: int, base: str) -> Message | None:
    """The message of today for a person: a use case for work that they have just begun, else what comes back, else what was
    chosen; None where nothing waits. A use case that was tried lately is not at hand again."""
    practice = PersonPractice(directory, person)
    today = practice.today(PersonSkills(directory, person).short())
    begun = use_case_at_hand(directory, person, today.family, practice.library) if today.family else None
    if begun and not practice.lately(begun):
        return offer(directory, person, begun, base)
    if today.due:
        return ask_again(directory, person, today.due[0], base)
    return offer(directory, person, today.chosen.link, base) if today.chosen else None


def deliver(directory: Path, channels: Mapping[str, Channel]) -> dict[State, int]:
    """What became of the messages that were due, by state; those whose sender died are settled first."""
    settings, now = load_settings(directory), int(clock.now().timestamp())
    counted = dict.fromkeys(State, 0)
    with open_application(directory, settings) as store:
        outbox = Outbox(store)
        for outgoing in outbox.stuck(now):
            if channel := channels.get(outgoing.channel):
                counted[outbox.settle_stuck(outgoing, channel, now)] += 1
        for outgoing in outbox.due(now):
            if channel := channels.get(outgoing.channel):
                counted[outbox.send(outgoing, channel, now)] += 1
        outbox.sweep(now - KEPT_DAYS * 86400)
    return counted


def contact_reader(directory: Path, who: str) -> Callable[[int], Contact | None]:
    """A function that reads the contact of a person for delivery; each look is logged under `who`."""

    def read(person: int) -> Contact | None:
        if not (directory / CONTACT_FOLDER).exists():
            return None
        with Contacts(directory / CONTACT_FOLDER, load_or_create(CONTACT_KEY)) as contacts:
            return contacts.read(person, who, Purpose.DELIVERY)

    return read


def _may(store: Application, person: int, preferences: Preferences, now: datetime) -> bool:
    local = timedelta(minutes=preferences.minutes_from_utc)
    last = Outbox(store).last_sent(person, f"{NUDGE}:")
    return may_nudge(preferences, now + local, datetime.fromtimestamp(last, UTC) + local if last is not None else None)
