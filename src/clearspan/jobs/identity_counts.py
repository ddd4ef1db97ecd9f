"""Counts whom each source knows and whom of them no staff list has."""

import json
from collections import Counter
from pathlib import Path

import numpy as np

from clearspan.privacy.identities import Identities, Known
from clearspan.privacy.identity_counts import IdentifierCount, IdentityCounts, PeopleCount, counts_file
from clearspan.sources.staff.roster_files import Ints
from clearspan.vocabulary.tables import PERSON_SPELL, STAFF_IDENTIFIER, STAFF_STATEMENT, TABLES
from clearspan.warehouse.distinct import distinct_rows
from clearspan.warehouse.durable import write
from clearspan.warehouse.store import Store

_STAFF = {table.name for table in (PERSON_SPELL, STAFF_STATEMENT, STAFF_IDENTIFIER)}
SEEN_IN = tuple(
    name for name, table in TABLES.items() if name not in _STAFF and any(column.name == "identity" for column in table.columns)
)
"""The tables whose rows are about a person whom a source knows."""


def count_identities(store: Store, identities: Identities, directory: Path) -> IdentityCounts:
    """The counts of this moment, stored in the data folder."""
    known = {each.identity: each for each in identities.known()}
    seen = _seen(store)
    listed = set(distinct_rows(store, "person_spell", ["person"])["person"].to_pylist())
    refused = tuple(identities.refusals().items())
    found = IdentityCounts(_people(seen, known, listed), _identifiers(seen, known, listed), refused)
    write(counts_file(directory), json.dumps(found.to_json(), sort_keys=True).encode())
    return found


def _seen(store: Store) -> dict[str, Ints]:
    """Source -> the identities under which it knows people."""
    found: dict[str, list[Ints]] = {}
    for name in SEEN_IN:
        rows = distinct_rows(store, name, ["source", "identity"])
        sources, identities = np.array(rows["source"].to_pylist()), rows["identity"].to_numpy().astype(np.int64)
        for source in np.unique(sources).tolist():
            found.setdefault(source, []).append(identities[sources == source])
    return {source: np.unique(np.concatenate(parts)) for source, parts in sorted(found.items())}


def _people(seen: dict[str, Ints], known: dict[int, Known], listed: set[int]) -> tuple[PeopleCount, ...]:
    counts = []
    for source, identities in seen.items():
        people = {known[each].person for each in identities.tolist() if each in known and not known[each].bot}
        counts.append(PeopleCount(source, len(people), len(people - listed)))
    return tuple(counts)


def _identifiers(seen: dict[str, Ints], known: dict[int, Known], listed: set[int]) -> tuple[IdentifierCount, ...]:
    all_of_them: Counter[tuple[str, str, str]] = Counter()
    unlisted: Counter[tuple[str, str, str]] = Counter()
    bots: Counter[tuple[str, str, str]] = Counter()
    for source, identities in seen.items():
        for each in (known[number] for number in identities.tolist() if number in known):
            key = (source, each.kind, each.rule)
            if each.bot:
                bots[key] += 1
                continue
            all_of_them[key] += 1
            unlisted[key] += each.person not in listed
    keys = sorted({*all_of_them, *bots})
    return tuple(IdentifierCount(*key, all_of_them[key], unlisted[key], bots[key]) for key in keys)
