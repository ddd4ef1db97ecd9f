"""Erases a person: facts, identities and contact. Released figures stay as they are."""

from pathlib import Path

from clearspan.errors import UsageError
from clearspan.jobs.contacts import CONTACT_FOLDER, CONTACT_KEY
from clearspan.jobs.identify import follow_joins
from clearspan.jobs.listen import forget_answers
from clearspan.jobs.run import IDENTITY_FOLDER, PSEUDONYM_KEY
from clearspan.privacy.contact import Contacts
from clearspan.privacy.identities import BOT, Identities
from clearspan.privacy.keyring import load_or_create
from clearspan.privacy.release.renaming import rename_people
from clearspan.privacy.release.state import forget_people
from clearspan.vocabulary.identifier import IdentifierKind
from clearspan.warehouse.alterations import note_alteration
from clearspan.warehouse.releases import Releases
from clearspan.warehouse.store import Store


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
        forget_answers(directory, [person, *former[now == person].tolist()])
        identities.forget(kind.value, identifier)
    return True
