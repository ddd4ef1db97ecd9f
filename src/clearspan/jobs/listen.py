"""Asks people: plans a wave, hands over its links, and turns its answers into facts when it closes."""

import csv
import os
import re
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from clearspan import clock
from clearspan.application.store import FILE, Application
from clearspan.errors import StoreError, UsageError
from clearspan.jobs.contacts import CONTACT_FOLDER, CONTACT_KEY
from clearspan.jobs.identify import IDENTITY_FOLDER, PSEUDONYM_KEY
from clearspan.jobs.people_today import people_today
from clearspan.jobs.run import Progress, read_exports
from clearspan.listening.forms import FORM_SECONDS, Asked, Form, Reader, assign, compose, sample, seconds_of
from clearspan.listening.item import Audience, Construct, Item
from clearspan.listening.packs import items_of, packs_of
from clearspan.listening.respondent import PULSE_KEY
from clearspan.listening.waves import Reply, Wave, Waves
from clearspan.privacy.contact import Contacts, Purpose
from clearspan.privacy.identities import Identities
from clearspan.privacy.keyring import load_or_create
from clearspan.settings import Settings, load_settings
from clearspan.vocabulary.identifier import IdentifierKind
from clearspan.vocabulary.join_rule import JoinRule
from clearspan.vocabulary.period import day_number, day_of

ANSWERS_FOLDER = "answers"
"""Folder of a data directory in which the answers of a closing wave lie until they are read."""

SELF_CHECK_SECONDS = 15 * 60
"""The self-check of executives takes no longer."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,47}")

ANSWER_PATH = "/pulse/answer/"

LINKS = ("email", "link", "answer_until")
"""Columns of the file for the mail merge."""


@dataclass(frozen=True)
class Request:
    """What wave is wanted: for whom, from which share of them, about what (everything where empty), from which day (0: today)
    and for how many."""

    name: str
    audience: Audience
    share: float
    days: int
    constructs: Sequence[Construct] = ()
    opens_day: int = 0
    seed: int | None = None


@dataclass(frozen=True)
class Planned:
    """A wave, how many people it asks, how many seconds each form takes, and how many others had no seconds left this month."""

    wave: Wave
    people: int
    seconds: tuple[int, ...]
    spared: int


@dataclass(frozen=True)
class Sent:
    """How many links were written, and to how many chosen people no address is known."""

    links: int
    unreachable: int


@dataclass(frozen=True)
class Closed:
    """A closed wave, how many answers of it became facts, and how long people took for waves of its kind so far: the middle
    in minutes, and the share that took no longer than 15 minutes; None where too few were timed."""

    wave: Wave
    answers: int
    minutes: tuple[float, float] | None = None


def open_application(directory: Path, settings: Settings) -> Application:
    """The application store of a directory."""
    return Application(directory, settings.text("application_address"))


def plan_wave(directory: Path, request: Request) -> Planned:
    """The wave that was planned; nobody is told yet. Raises UsageError where it would ask nobody, or too few."""
    settings, day = load_settings(directory), request.opens_day or _today()
    fewest = settings.number("minimum_sensitive_people")
    if not _NAME.fullmatch(request.name):
        raise UsageError("is no name of a wave", where=request.name, remedy="Use small letters, digits and hyphens, up to 48.")
    items = {name: item for name, item in items_of(packs_of(directory)).items() if _wanted(item, request)}
    if not items:
        raise UsageError("there is no question of that kind", where="wave", remedy="List them: clearspan pulse items.")
    with _waves(directory, settings) as waves:
        seed = request.seed if request.seed is not None else len(waves.all()) + 1
        readers = sample(_readers(directory, settings, request.audience), request.share, seed)
        history = waves.history()
        forms = _forms(items, request.audience, readers, history, (seed, fewest))
        if request.audience is Audience.SELF_CHECK:
            given = {reader.person: 0 for reader in readers}
        else:
            given = assign(readers, forms, items, history, day, seed)
        if len(given) < fewest:
            raise UsageError(
                f"the wave would ask {len(given)} people, and fewer than {fewest} answers are never shown",
                where="wave",
                remedy="Take a larger share of people, or wait until those asked lately may be asked again.",
            )
        seconds = tuple(seconds_of(form, items) for form in forms)
        wave = Wave(request.name, request.audience, seed, forms, day, day + request.days - 1)
        waves.plan(wave, given, seconds)
    return Planned(wave, len(given), seconds, len(readers) - len(given))


def send_wave(directory: Path, name: str, to: Path) -> Sent:
    """How many links were written to the file `to`, for a mail merge. Nothing is sent here; the links are written once."""
    settings = load_settings(directory)
    unreachable = 0
    if to.exists():
        raise UsageError("exists already", where=str(to), remedy="Give the name of a new file.")
    with _waves(directory, settings) as waves:
        wave = waves.find(name)

        def hand_over(tokens: Mapping[int, str]) -> None:
            nonlocal unreachable
            addresses = _addresses(directory, tokens)
            unreachable = len(tokens) - len(addresses)
            base = settings.text("public_address").rstrip("/")
            _write_links(to, {addresses[person]: f"{base}{ANSWER_PATH}{tokens[person]}" for person in addresses}, wave)

        made = waves.send(name, _today(), hand_over)
    return Sent(made - unreachable, unreachable)


def close_wave(directory: Path, name: str, progress: Progress) -> Closed:
    """The wave, closed: its answers are facts of their people, and are kept nowhere else. Doing it again completes what was
    cut short."""
    settings = load_settings(directory)
    with _waves(directory, settings) as waves:
        wave = waves.stop(name, _today())
        replies, people = waves.replies(name), waves.people(name)
        if replies:
            _join(directory, {number: people[number] for number in {reply.respondent for reply in replies} if number in people})
            _take_in(directory, settings, wave, replies, progress)
        waves.clear(name)
        minutes = waves.minutes(wave.audience)
    return Closed(wave, len(replies), _timing(minutes) if len(minutes) >= settings.number("minimum_sensitive_people") else None)


def waves_of(directory: Path) -> list[Wave]:
    """Every wave of a directory, the earliest first; none where nobody was ever asked."""
    settings = load_settings(directory)
    if not _kept(directory, settings):
        return []
    with _waves(directory, settings) as waves:
        return waves.all()


def forget_answers(directory: Path, numbers: Sequence[int]) -> None:
    """Nothing; deletes what the application store knows of the person who has, or had, these person numbers."""
    settings = load_settings(directory)
    if _kept(directory, settings):
        with _waves(directory, settings) as waves:
            waves.forget(numbers)


def _timing(minutes: Sequence[float]) -> tuple[float, float]:
    within = sum(each * 60 <= SELF_CHECK_SECONDS for each in minutes)
    return median(minutes), within / len(minutes)


def _kept(directory: Path, settings: Settings) -> bool:
    """Whether there is an application store yet."""
    return (directory / FILE).exists() or bool(settings.text("application_address"))


@contextmanager
def _waves(directory: Path, settings: Settings) -> Generator[Waves]:
    with open_application(directory, settings) as store:
        yield Waves(store, load_or_create(PULSE_KEY))


def _today() -> int:
    return day_number(clock.now().date())


def _wanted(item: Item, request: Request) -> bool:
    return request.audience in item.audiences and (not request.constructs or item.construct in request.constructs)


def _forms(
    items: Mapping[str, Item], audience: Audience, readers: Sequence[Reader], history: Sequence[Asked], sampled: tuple[int, int]
) -> tuple[Form, ...]:
    """The forms of a wave: a pulse is cut up, the other kinds ask everyone the same. `sampled` are the seed, and the smallest
    group of which answers are shown."""
    seed, fewest = sampled
    if audience is Audience.PULSE:
        return compose(list(items.values()), len(readers), history, seed, fewest=fewest)
    whole = tuple(items)
    limit = SELF_CHECK_SECONDS if audience is Audience.SELF_CHECK else FORM_SECONDS
    if (taken := seconds_of(whole, items)) > limit:
        raise UsageError(f"the questions take {taken} seconds, and at most {limit} are asked for", where="wave")
    return (whole,)


def _readers(directory: Path, settings: Settings, audience: Audience) -> list[Reader]:
    """Who may be asked today: everyone employed, or for the self-check everyone of the leading levels."""
    people = people_today(directory, settings, _today())
    if audience is not Audience.SELF_CHECK:
        return [Reader(row["person"], row["team"] or "") for row in people]
    leading = settings.words("leading_levels")
    if not leading:
        raise UsageError(
            "nobody is known to lead",
            where="leading_levels",
            remedy="Name the levels of leaders as the staff list writes them, in clearspan.toml.",
        )
    return [Reader(row["person"], row["team"] or "") for row in people if row["level"] in leading]


def _addresses(directory: Path, tokens: Mapping[int, str]) -> dict[int, str]:
    """person -> e-mail address, for those of whom one is known; each look is logged."""
    if not (directory / CONTACT_FOLDER).exists():
        raise UsageError("no staff list has said how to reach anyone", where=str(directory), remedy="Run on a staff list first.")
    with Contacts(directory / CONTACT_FOLDER, load_or_create(CONTACT_KEY)) as contacts:
        found = {person: contacts.read(person, "pulse send", Purpose.DELIVERY) for person in sorted(tokens)}
    return {person: contact.email for person, contact in found.items() if contact is not None}


def _write_links(to: Path, links: Mapping[str, str], wave: Wave) -> None:
    """Nothing; writes the file of the mail merge, for its owner's eyes alone, in order of the addresses."""
    handle = os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(LINKS)
        writer.writerows((email, link, day_of(wave.closes_day).isoformat()) for email, link in sorted(links.items()))


def _join(directory: Path, people: Mapping[str, int]) -> None:
    """Nothing; lets the register know whose number each respondent's is. Who was forgotten since has no identity to join."""
    with Identities(directory / IDENTITY_FOLDER, load_or_create(PSEUDONYM_KEY)) as identities:
        former, now = identities.retired()
        moved = dict(zip(former.tolist(), now.tolist(), strict=True))
        every, owner = identities.people()
        first = dict(zip(owner[::-1].tolist(), every[::-1].tolist(), strict=True))
        known = {number: moved.get(person, person) for number, person in people.items()}
        known = {number: person for number, person in known.items() if person in first}
        kind = IdentifierKind.PULSE_RESPONDENT.value
        lost = [number for number in people if number not in known]
        identities.bury([kind] * len(lost), lost)
        if known:
            mine, _ = identities.resolve([kind] * len(known), list(known))
            pairs = zip(mine.tolist(), known.values(), strict=True)
            identities.unite([(identity, first[person]) for identity, person in pairs if identity > 0], JoinRule.INVITATION)


def _take_in(directory: Path, settings: Settings, wave: Wave, replies: Sequence[Reply], progress: Progress) -> None:
    """Nothing; reads the answers through the door, as a file like any other, and deletes it. Raises StoreError where a record
    was not kept."""
    folder = directory / ANSWERS_FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{wave.name}.csv"
    handle = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("wave", "date", "respondent", "item", "value"))
        writer.writerows((wave.name, day_of(r.day).isoformat(), r.respondent, r.item, f"{r.value:g}") for r in replies)
    reports = read_exports(folder, directory, settings, progress)
    if troubled := [report for report in reports if report.failed or report.rejected]:
        raise StoreError(f"answers could not be read: {troubled[0].why}", where=path.name, remedy="Close the wave again.")
    path.unlink()
