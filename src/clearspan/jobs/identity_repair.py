"""Repairs who is who: joins by hand, joins that are not believed, bots; every stored fact follows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from clearspan.errors import UsageError
from clearspan.jobs.contacts import keep_contacts
from clearspan.jobs.identify import IDENTITY_FOLDER, PSEUDONYM_KEY, Identified, follow_joins, identify
from clearspan.jobs.identity_counts import count_identities
from clearspan.jobs.run import rename_published
from clearspan.privacy.identities import Identities
from clearspan.privacy.identity_counts import IdentityCounts
from clearspan.privacy.identity_evidence import ANY_RULE
from clearspan.privacy.keyring import load_or_create
from clearspan.sources.reading.arrived import arrived
from clearspan.sources.reading.csv_rows import read_csv
from clearspan.sources.source import FieldRole, KeptField
from clearspan.sources.staff.alias_rows import ALIAS
from clearspan.sources.staff.roster_files import RosterFile
from clearspan.sources.staff.staff import StaffTables
from clearspan.sources.vendors.neutral_identities import SOURCE as UPLOADED
from clearspan.vocabulary.identifier import IdentifierKind
from clearspan.vocabulary.join_rule import UNDOABLE, JoinRule
from clearspan.warehouse.alterations import note_alteration
from clearspan.warehouse.releases import Releases
from clearspan.warehouse.store import Store

BY_HAND = 0
"""The arrival under which a file that is joined by hand is known while it is read; no arrival has the number."""

_LISTED = (
    KeptField("kind", FieldRole.CATEGORY, "kind", required=True),
    KeptField("identifier", FieldRole.IDENTIFIER, "value", required=True),
)


@dataclass(frozen=True)
class Uploaded:
    """What became of a file of joins: its records, how many hold, and why others do not (by record number, no content)."""

    records: int
    joined: int
    forgotten: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class _Change:
    """What a repair does before everything is told anew, and the alias rows that it brings."""

    act: Callable[[Identities, list[int]], int] = field(default=lambda _register, _listed: 0)
    aliases: Sequence[RosterFile] = ()


def join_file(directory: Path, path: Path) -> Uploaded:
    """What became of the rows of a CSV with email, kind and identifier, joined by the rule UPLOAD.

    Raises UsageError where the file has not these columns, InputError where it cannot be read.
    """
    file = arrived(path, path.parent)
    if UPLOADED.recognise(file.sample()) is None:
        raise UsageError("does not have the columns email, kind, identifier", where=path.name)
    batches = list(UPLOADED.read(file))
    rows = pa.concat_tables([batch.facts[ALIAS] for batch in batches])
    by_hand = pa.repeat(JoinRule.UPLOAD.value, rows.num_rows)
    rows = rows.set_column(rows.schema.get_field_index("rule"), "rule", by_hand)
    _, found = _repaired(directory, _Change(aliases=[RosterFile(path.name, BY_HAND, rows)]))
    refused = [finding for finding in found.findings if finding.arrival == BY_HAND and finding.file == path.name]
    rejects = [reject for batch in batches for reject in batch.rejects]
    told = [(item.record, item.field, item.reason) for item in (*rejects, *refused)]
    forgotten = found.forgotten.get(BY_HAND, 0)
    reasons = tuple(f"record {record}, {name or 'whole record'}: {reason}" for record, name, reason in sorted(told))
    return Uploaded(sum(batch.records for batch in batches), rows.num_rows - len(refused) - forgotten, forgotten, reasons)


def counted(directory: Path) -> IdentityCounts:
    """How many identifiers each source knows, counted anew. Raises UsageError where nothing has arrived."""
    store = _filled(directory)
    with Identities(directory / IDENTITY_FOLDER, load_or_create(PSEUDONYM_KEY)) as register:
        return count_identities(store, register, directory)


def undo(directory: Path, rule: str | None, identifier: tuple[IdentifierKind, str] | None) -> int:
    """How many identifiers have another person, now that what the rule says (of the identifier) is not believed any more.

    Without a rule, nothing joins the identifier but what is joined by hand later. Raises UsageError for a rule that cannot be
    undone as a whole, and for an identifier that nothing has registered.
    """
    wanted = _rule(rule, alone=identifier is None)
    return _repaired(directory, _Change(lambda register, listed: register.refuse(wanted, _asked(register, identifier), listed)))[
        0
    ]


def allow(directory: Path, rule: str | None, identifier: tuple[IdentifierKind, str] | None) -> int:
    """How many identifiers have another person, now that what was undone is believed again. Raises UsageError like `undo`."""
    wanted = _rule(rule, alone=identifier is None)
    return _repaired(directory, _Change(lambda register, listed: register.believe(wanted, _asked(register, identifier), listed)))[
        0
    ]


def mark(directory: Path, identifiers: Sequence[tuple[str, str]], *, bots: bool) -> int:
    """How many of the identifiers (kind, value) are newly taken for bots or service accounts; with `bots` False, for people.

    Raises UsageError where one is no identifier of its kind; nothing is changed then.
    """

    def act(register: Identities, listed: list[int]) -> int:
        numbers = register.resolve([kind for kind, _ in identifiers], [value for _, value in identifiers])[0].tolist()
        wrong = sum(number < 0 for number in numbers)
        if wrong:
            raise UsageError(f"{wrong} of {len(numbers)} are no identifiers of their kind, or of somebody forgotten")
        return register.mark_bots(numbers) if bots else register.mark_people(numbers, listed)

    return _repaired(directory, _Change(act))[0]


def listed_identifiers(path: Path) -> list[tuple[str, str]]:
    """The kind and value of each row of a CSV with kind and identifier. Raises InputError, UsageError naming records."""
    kinds = {kind.value for kind in IdentifierKind}
    found: list[tuple[str, str]] = []
    for rows in read_csv(arrived(path, path.parent), _LISTED):
        pairs = zip(
            rows.sieve.numbers.tolist(), rows.column("kind").to_pylist(), rows.column("identifier").to_pylist(), strict=True
        )
        for number, kind, value in pairs:
            if (kind or "").lower() not in kinds or not value:
                raise UsageError("has no known kind or no identifier", where=f"{path.name}, record {number}")
            found.append((kind.lower(), value))
    return found


def _repaired(directory: Path, change: _Change) -> tuple[int, Identified]:
    """What the change did, and who is who afterwards. Facts, spells, contacts and the published membership follow."""
    store = _filled(directory)
    key = load_or_create(PSEUDONYM_KEY)
    with store.draft() as draft, Identities(directory / IDENTITY_FOLDER, key) as register:
        listed = sorted(set(store.rows("person_spell")["person"].to_pylist()))
        done = change.act(register, listed)
        stored = StaffTables(store.rows("staff_statement"), store.rows("staff_identifier"))
        found = identify(draft, register, stored, [], change.aliases)
        follow_joins(draft, register)
        keep_contacts(directory, [], found, register)
        note_alteration(directory, joined=True)
        draft.commit()
        rename_published(Releases(directory), register)
        count_identities(store, register, directory)
    return done, found


def _filled(directory: Path) -> Store:
    store = Store.open(directory)
    if store.generation().number == 0:
        raise UsageError("nothing has arrived yet", where=str(directory), remedy="Run `clearspan run` first.")
    return store


def _rule(rule: str | None, *, alone: bool) -> str:
    """The rule as it is stored. Raises UsageError where there is none, or none that can be undone as a whole."""
    if rule is None and not alone:
        return ANY_RULE
    known = {name.value.casefold(): name for name in (UNDOABLE if alone else (*UNDOABLE, JoinRule.SAME_ROW))}
    found = known.get((rule or "").casefold())
    if found is None:
        names = ", ".join(f"'{name}'" for name in known.values())
        raise UsageError("there is no such rule to undo", remedy=f"Rules: {names}. A staff list is corrected in the staff list.")
    return found


def _asked(register: Identities, identifier: tuple[IdentifierKind, str] | None) -> list[int] | None:
    if identifier is None:
        return None
    kind, value = identifier
    number = int(register.find([kind.value], [value])[0][0])
    if number < 0:
        raise UsageError(
            f"nobody is known under that identifier of kind {kind.value}",
            remedy="Give its kind with --kind, if it is another one.",
        )
    return [number]
