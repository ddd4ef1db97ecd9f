"""Erases a person: facts, identities and contact. Released figures stay as they are."""

from pathlib import Path

from clearspan.application.own_rows import delete_rows_of
from clearspan.application.store import FILE
from clearspan.errors import UsageError
from clearspan.jobs.contacts import CONTACT_FOLDER, CONTACT_KEY
from clearspan.jobs.identify import IDENTITY_FOLDER, PSEUDONYM_KEY, follow_joins
from clearspan.jobs.listen import forget_answers, open_application
from clearspan.jobs.programme_past import forget_past
from clearspan.privacy.contact import Contacts, Purpose
from clearspan.privacy.identities import BOT, Identities
from clearspan.privacy.keyring import load_or_create
from clearspan.privacy.release.renaming import rename_people
from clearspan.privacy.release.state import forget_people
from clearspan.programmes.pods import Pods
from clearspan.settings import load_settings
from clearspan.skills.interview.review_record import ReviewRecord
from clearspan.vocabulary.identifier import IdentifierKind
from clearspan.warehouse.alterations import note_alteration
from clearspan.warehouse.releases import Releases
from clearspan.warehouse.store import Store


def forget_person(directory: Path, person: int) -> None:
    """Nothing; erases the person of a number by the address on the staff list. Raises UsageError where no list states one."""
    with Contacts(directory / CONTACT_FOLDER, load_or_create(CONTACT_KEY)) as contacts:
        contact = contacts.read(person, "the person's own wish to be erased", Purpose.IDENTITY_REPAIR)
    if contact is None or not forget(directory, contact.email):
        raise UsageError("no staff list states an address", where="forget", remedy="Ask your privacy officer: clearspan forget.")


def forget(directory: Path, identifier: str, kind: IdentifierKind = IdentifierKind.EMAIL) -> bool:
    """Whether there was such a person; if so, nothing about them is left but the tombstone that keeps them out.

    Doing it again completes what was cut short. Raises UsageError where the directory holds nothing, StoreBusy where a run
    is under way.
    """
    store = Store.open(directory)
    if store.generation().number == 0:
        raise UsageError("there is nothing to forget yet", where=str(directory))
    releases = Releases(directory)
    with store.draft() as draft, Identities(directory / IDENTITY_FOLDER, load_or_create(PSEUDONYM_KEY)) as identities:
        _, people = identities.find([kind.value], [identifier])
        person = int(people[0])
        if person < 0:
            return identities.is_forgotten(kind.value, identifier)
        if person == BOT:
            raise UsageError(
                "the identifier is marked as a bot or a service account",
                where="forget",
                remedy="Mark it as a person first: clearspan identities bots --person.",
            )
        follow_joins(draft, identities)
        note_alteration(directory, erased=True)
        draft.remove_people([person])
        draft.commit()
        if releases.number():
            former, now = identities.retired()
            renamed = dict(zip(former.tolist(), now.tolist(), strict=True))
            releases.revise_memberships(lambda table: forget_people(rename_people(table, renamed), {person}))
        if (directory / CONTACT_FOLDER).exists():
            with Contacts(directory / CONTACT_FOLDER, load_or_create(CONTACT_KEY)) as contacts:
                contacts.forget(person)
        former, now = identities.retired()
        numbers = [person, *former[now == person].tolist()]
        forget_answers(directory, numbers)
        _forget_own_rows(directory, numbers)
        forget_past(directory)
        identities.forget(kind.value, identifier)
    return True


def _forget_own_rows(directory: Path, numbers: list[int]) -> None:
    settings = load_settings(directory)
    if (directory / FILE).exists() or settings.text("application_address"):
        with open_application(directory, settings) as store:
            Pods(store).forget(numbers)
            ReviewRecord(store).forget(numbers)
            delete_rows_of(store, numbers)
            store.shred()
