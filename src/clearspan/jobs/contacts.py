"""Keeps how to reach everyone on the staff lists of a run, in the contact store."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.jobs.identify import Identified
from clearspan.privacy.contact import Contact, Contacts
from clearspan.privacy.identities import BOT, Identities
from clearspan.privacy.keyring import load_or_create
from clearspan.sources.staff.roster_files import RosterFile
from clearspan.vocabulary.identifier import IdentifierKind

CONTACT_KEY = "contact"
CONTACT_FOLDER = "contact"

_RECORD = ["arrival", "record", "person"]


def keep_contacts(directory: Path, rosters: Sequence[RosterFile], found: Identified, identities: Identities) -> None:
    """Nothing; stores the first e-mail address of everyone of whom one of these lists says the newest. Contacts under a
    number that is another person's now are given up."""
    addresses = _addresses(rosters, found, identities)
    if not addresses and not (directory / CONTACT_FOLDER).exists():
        return
    with Contacts(directory / CONTACT_FOLDER, load_or_create(CONTACT_KEY)) as contacts:
        for person in sorted(found.moved):
            contacts.forget(person)
        contacts.store((person, Contact(address)) for person, address in addresses.items())


def _addresses(rosters: Sequence[RosterFile], found: Identified, identities: Identities) -> dict[int, str]:
    """E-mail address by person: an address counts where it belongs to the person whom its record is about."""
    claims = [_claims(file, identities) for file in rosters]
    if not claims:
        return {}
    stated = found.staff.statements.select([*_RECORD, "from_day", "as_of"])
    newest = stated.group_by("person").aggregate([("as_of", "max")]).rename_columns(["person", "as_of"])
    chosen = (
        pa.concat_tables(claims).join(stated, _RECORD, join_type="inner").join(newest, ["person", "as_of"], join_type="inner")
    )
    last_wins = [("from_day", "ascending"), ("record", "ascending"), ("place", "descending")]
    ordered = chosen.sort_by(last_wins)
    pairs = zip(ordered["person"].to_pylist(), ordered["address"].to_pylist(), strict=True)
    return {person: address for person, address in pairs if person != BOT}


def _claims(file: RosterFile, identities: Identities) -> pa.Table:
    """The e-mail addresses in a list: arrival, record, person of the address, place in the list, and the address."""
    lists = file.rows["identifiers"].combine_chunks()
    row = pc.list_parent_indices(lists)
    kind, value, _ = pc.list_flatten(lists).flatten()
    place = np.flatnonzero(np.asarray(pc.equal(kind, IdentifierKind.EMAIL.value)))
    row, coded = row.take(pa.array(place)), value.take(pa.array(place)).dictionary_encode()
    _, person = identities.find([IdentifierKind.EMAIL.value] * len(coded.dictionary), coded.dictionary.to_pylist())
    return pa.table(
        {
            "arrival": pa.repeat(pa.scalar(file.arrival, pa.int32()), len(place)),
            "record": file.rows["record"].take(row),
            "person": pa.array(person[coded.indices.to_numpy()], pa.int32()),
            "place": pa.array(place),
            "address": coded.cast(pa.string()),
        }
    )
