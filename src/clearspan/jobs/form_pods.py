"""Forms the pods of a programme: from who is in its teams, who offered to lead, and who works with whom."""

import csv
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clearspan import clock
from clearspan.errors import UnreadableFile, UsageError
from clearspan.jobs.contacts import CONTACT_FOLDER, CONTACT_KEY
from clearspan.jobs.identify import IDENTITY_FOLDER, PSEUDONYM_KEY
from clearspan.jobs.people_today import people_today
from clearspan.jobs.plan_programmes import register_of
from clearspan.privacy.contact import Contacts, Purpose
from clearspan.privacy.identities import Identities
from clearspan.privacy.keyring import load_or_create
from clearspan.programmes.assignment import Arm
from clearspan.programmes.composing import Composition, Member, compose
from clearspan.programmes.pods import Pods
from clearspan.programmes.register import Signature
from clearspan.programmes.templates import template_named, templates_of
from clearspan.settings import load_settings
from clearspan.vocabulary.identifier import IdentifierKind
from clearspan.vocabulary.period import day_number
from clearspan.warehouse.store import Store
from clearspan.warehouse.tables import fetch

POD_PATH = "/pod/"
YEARS = {"under 6 months": 0.25, "6 to 24 months": 1.2, "2 to 5 years": 3.5, "over 5 years": 8.0}
"""Years that stand for a band of tenure."""
REACH_DAYS = 91


@dataclass(frozen=True)
class LeftOut:
    """How many people of a function are in no pod, and why."""

    function: str
    people: int
    why: str


@dataclass(frozen=True)
class Formed:
    """How many pods were formed, of how many people; who is in none; and how many champions lead as many as they may."""

    pods: int
    people: int
    left: tuple[LeftOut, ...]
    overloaded: int


def form_pods(directory: Path, name: str, offers: Path, start_day: int, to: Path, by: str) -> Formed:
    """What was formed; the links are written to `to` once. Raises UsageError where the programme has no pods by its template, or
    no teams yet."""
    if to.exists():
        raise UsageError("exists already", where=str(to), remedy="Give the name of a new file.")
    with register_of(directory) as (store, register):
        held = register.find(name)
        rule = template_named(templates_of(directory), held.programme.template).pod
        teams = {place.team for place in held.places if place.arm is Arm.TREATMENT}
        if rule is None or not teams:
            raise UsageError("has no pods", where=name, remedy="Assign a programme of a template with pods first.")
        pods = Pods(store)
        composed = compose(_members(directory, teams, _offering(directory, offers), pods.leading(), start_day), rule)
        if not composed.pods:
            raise UsageError("no pod can be formed", where=name, remedy="More people have to offer to lead.")
        tokens = pods.form(name, composed.pods, rule, start_day, held.programme.target.task)
        _write(directory, to, tokens, {person for pod in composed.pods for person in pod.leaders})
        people = sum(len(pod.people) for pod in composed.pods)
        what = f"{len(composed.pods)} pods of {people} people formed"
        register.note(name, what, Signature(int(clock.now().timestamp()), by))
    return _formed(composed, people)


def _formed(composed: Composition, people: int) -> Formed:
    left = tuple(LeftOut(each.function, len(each.people), each.why) for each in composed.left)
    return Formed(len(composed.pods), people, left, len(composed.overloaded))


def _members(directory: Path, teams: set[str], offering: set[int], leading: Mapping[int, int], day: int) -> list[Member]:
    """Everyone employed today in the teams, with their function (the department), tenure and reach into other teams."""
    settings = load_settings(directory)
    rows = [row for row in people_today(directory, settings, min(day, day_number(clock.now().date()))) if row["team"]]
    team = {row["person"]: row["team"] for row in rows}
    reach: dict[int, set[int]] = {}
    memory = f"{settings.number('memory_limit_mb')}MB"
    with Store.open(directory).facts(settings.text("engine"), settings.text("spark_address"), memory) as tables:
        tie: Any = tables.tie
        last = fetch(tables, tie.aggregate(last=tie.week.max()))["last"][0].as_py() or 0
        pairs = fetch(tables, tie.filter(tie.week > last - REACH_DAYS).select("person", "other").distinct()).to_pylist()
    for pair in pairs:
        one, other = pair["person"], pair["other"]
        if team.get(one) != team.get(other):
            reach.setdefault(one, set()).add(other)
            reach.setdefault(other, set()).add(one)
    return [
        Member(
            row["person"],
            row["department"] or row["team"],
            row["role"] or "",
            YEARS.get(row["tenure"] or "", 1.0),
            float(len(reach.get(row["person"], ()))),
            row["person"] in offering,
            leading.get(row["person"], 0),
        )
        for row in rows
        if row["team"] in teams
    ]


def _offering(directory: Path, path: Path) -> set[int]:
    """The people who offered to lead, by the addresses in a CSV."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            emails = [row["email"] for row in csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, KeyError) as error:
        raise UnreadableFile("names nobody", where=path.name, remedy="Give a CSV with a column email.") from error
    with Identities(directory / IDENTITY_FOLDER, load_or_create(PSEUDONYM_KEY)) as identities:
        _, people = identities.find([IdentifierKind.EMAIL.value] * len(emails), emails)
    return {int(person) for person in people if person > 0}


def _write(directory: Path, to: Path, tokens: Mapping[int, str], leaders: set[int]) -> None:
    """Nothing; writes each member's link for their own eyes, once."""
    base = load_settings(directory).text("public_address").rstrip("/")
    with Contacts(directory / CONTACT_FOLDER, load_or_create(CONTACT_KEY)) as contacts:
        found = {person: contacts.read(person, "programme pods", Purpose.DELIVERY) for person in sorted(tokens)}
    rows = [
        (contact.email, f"{base}{POD_PATH}{tokens[person]}", "yes" if person in leaders else "no")
        for person, contact in found.items()
        if contact is not None
    ]
    handle = os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("email", "link", "leads"))
        writer.writerows(sorted(rows))
