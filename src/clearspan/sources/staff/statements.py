"""Rows of staff lists as statements that can be stored: identities in place of identifiers, everything else as stated."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from clearspan import clock
from clearspan.arrow import pc
from clearspan.privacy.identities import FORGOTTEN, UNUSABLE, Identities
from clearspan.sources.reading.fact_rows import fact_schema
from clearspan.sources.staff.people_now import people_now
from clearspan.sources.staff.roster_files import NOBODY, Finding, Flags, Ints, Roster, RosterFile
from clearspan.sources.staff.roster_people import NONE_USABLE, NOUNS
from clearspan.sources.staff.roster_rows import PLACE
from clearspan.sources.staff.spell_times import UNSTATED
from clearspan.sources.staff.staff import SOURCE, Claims, StaffTables
from clearspan.vocabulary.column import Table
from clearspan.vocabulary.period import day_number
from clearspan.vocabulary.tables import STAFF_IDENTIFIER, STAFF_STATEMENT

_AS_STATED = ("record", "from_day", "to_day", "hired_day", "left_day", "active", *PLACE)
_NO_IDENTITIES: Ints = np.zeros(0, np.int64)


@dataclass(frozen=True)
class Statements:
    """What the lists of one run state. `listed` (list, as_of) are the lists and days read: what was stored of them is
    replaced. `forgotten` counts by arrival the rows of people who are forgotten."""

    tables: StaffTables
    listed: pa.Table
    findings: tuple[Finding, ...]
    forgotten: dict[int, int]


def statements(files: Sequence[RosterFile], identities: Identities, living: Ints = _NO_IDENTITIES) -> Statements:
    """The statements of the lists read. Registers every identifier, those of managers too; joins none.

    A row without a usable identifier, or with that of somebody forgotten, is left out; the other identifiers of the
    latter are forgotten too, but for those that somebody else claims: in a row, or among `living`, the identities of
    the statements stored before.
    """
    roster = Roster.of(sorted(files, key=lambda file: (file.name, file.arrival)))
    claims = _claims(roster.rows, identities)
    forgotten = np.zeros(roster.rows.num_rows, dtype=np.bool_)
    forgotten[claims.row[claims.identity == FORGOTTEN]] = True
    _bury(roster.rows, forgotten, claims, living, identities)
    sound = (claims.identity > 0) & ~forgotten[claims.row]
    owner = claims.owners(sound, roster.rows.num_rows)
    as_of = _as_of(roster)
    nobodies = np.flatnonzero((owner == NOBODY) & ~forgotten).tolist()
    findings = [
        *_unusable(roster, claims),
        *(roster.finding(row, "identifiers", NONE_USABLE, kept=False) for row in nobodies),
    ]
    tables = StaffTables(
        _statements(roster, owner, as_of, identities),
        _identifiers(roster, claims, sound, as_of, identities),
    )
    origin = _origin(roster, np.arange(len(as_of)), as_of)
    listed = pa.table({name: origin[name] for name in ("list", "as_of")}).group_by(["list", "as_of"]).aggregate([])
    return Statements(tables, listed, tuple(findings), _by_arrival(roster, forgotten))


def _statements(roster: Roster, owner: Ints, as_of: Ints, identities: Identities) -> pa.Table:
    used = np.flatnonzero(owner != NOBODY)
    rows = roster.rows.take(pa.array(used))
    manager = _managers(rows, identities)
    of = people_now(manager.fill_null(NOBODY).to_numpy().astype(np.int64), identities)
    columns = {
        "person": pa.array(people_now(owner[used], identities)),
        "identity": pa.array(owner[used]),
        **{name: rows[name] for name in _AS_STATED},
        "manager": pa.array(of, mask=of == NOBODY),
        "manager_identity": manager,
        **_origin(roster, used, as_of),
    }
    return _conformed(STAFF_STATEMENT, columns)


def _identifiers(roster: Roster, claims: Claims, sound: Flags, as_of: Ints, identities: Identities) -> pa.Table:
    """One row for each identity of a row; where it is stated twice, as it is stated first."""
    places = np.flatnonzero(sound)
    places = places[np.sort(np.unique(claims.row[places] << 32 | claims.identity[places], return_index=True)[1])]
    row, identity = claims.row[places], claims.identity[places]
    columns = {
        "person": pa.array(people_now(identity, identities)),
        "identity": pa.array(identity),
        "record": roster.rows["record"].take(pa.array(row)),
        "place": pa.array(np.arange(len(row)) - np.searchsorted(row, row)),
        "kind": claims.kind.take(pa.array(places)),
        "field": claims.field.take(pa.array(places)),
        **_origin(roster, row, as_of),
    }
    return _conformed(STAFF_IDENTIFIER, columns)


def _origin(roster: Roster, rows: Ints, as_of: Ints) -> dict[str, pa.Array]:
    file = roster.file_of[rows]
    return {
        "list": pa.array([each.name for each in roster.files], pa.string()).take(pa.array(file)),
        "source": pa.repeat(SOURCE, len(rows)),
        "as_of": pa.array(as_of[rows].astype(np.int32)),
        "arrival": pa.array([each.arrival for each in roster.files], pa.int32()).take(pa.array(file)),
    }


def _conformed(table: Table, columns: dict[str, pa.Array]) -> pa.Table:
    schema = fact_schema(table)
    return pa.Table.from_arrays([pc.cast(columns[item.name], item.type) for item in schema], schema=schema)


def _claims(rows: pa.Table, identities: Identities) -> Claims:
    lists = rows["identifiers"].combine_chunks()
    row = pc.list_parent_indices(lists).to_numpy(zero_copy_only=False).astype(np.int64)
    kind, value, field = pc.list_flatten(lists).flatten()
    return Claims(row, kind, field, _resolved(kind, value, identities))


def _managers(rows: pa.Table, identities: Identities) -> pa.Array:
    """The identity of each row's manager; NOBODY where what is stated is no identifier, null where nothing is stated or
    the manager is forgotten."""
    kind, value = rows["manager_kind"].combine_chunks(), rows["manager_value"].combine_chunks()
    stated = np.asarray(pc.and_(pc.is_valid(kind), pc.is_valid(value)))
    identity = np.full(len(stated), FORGOTTEN, np.int64)
    places = pa.array(np.flatnonzero(stated))
    identity[stated] = _resolved(kind.take(places), value.take(places), identities)
    return pa.array(np.where(identity == UNUSABLE, NOBODY, identity), mask=identity == FORGOTTEN)


def _resolved(kind: pa.Array, value: pa.Array, identities: Identities) -> Ints:
    """The identity of each identifier, FORGOTTEN or UNUSABLE where that is so."""
    identity = np.full(len(kind), UNUSABLE, np.int64)
    for each in pc.unique(kind).to_pylist():
        places = np.flatnonzero(np.asarray(pc.equal(kind, each)))
        coded = value.take(pa.array(places)).dictionary_encode()
        known, _ = identities.resolve([each] * len(coded.dictionary), coded.dictionary.to_pylist())
        identity[places] = known[coded.indices.to_numpy()]
    return identity


def _as_of(roster: Roster) -> Ints:
    """The day each row was said: as stated, else the latest day up to today in an effective-dated file, else today."""
    today = day_number(clock.now().date())
    as_of = roster.days("as_of", UNSTATED)
    dates = np.stack([roster.days(name, UNSTATED) for name in ("from_day", "hired_day", "left_day")])
    latest = np.where(dates <= today, dates, UNSTATED).max(axis=0, initial=UNSTATED)
    for at in range(len(roster.files)):
        mine = roster.file_of == at
        dated = mine & (dates[0] != UNSTATED)
        said = int(latest[mine].max(initial=UNSTATED)) if dated.any() else today
        as_of[mine & (as_of == UNSTATED)] = today if said == UNSTATED else said
    return as_of


def _bury(rows: pa.Table, forgotten: Flags, claims: Claims, living: Ints, identities: Identities) -> None:
    alive = np.union1d(living, claims.identity[~forgotten[claims.row]])
    more = forgotten[claims.row] & (claims.identity > 0) & ~np.isin(claims.identity, alive)
    if more.any():
        kinds, values, _ = pc.list_flatten(rows["identifiers"].combine_chunks()).filter(pa.array(more)).flatten()
        identities.bury(kinds.to_pylist(), values.to_pylist())


def _unusable(roster: Roster, claims: Claims) -> Iterator[Finding]:
    """One finding for each row with an identifier that is none."""
    places = np.flatnonzero(claims.identity == UNUSABLE)
    for at in places[np.unique(claims.row[places], return_index=True)[1]].tolist():
        reason = f"is no {NOUNS.get(claims.kind[at].as_py(), 'identifier')}; the record is used without it"
        yield roster.finding(int(claims.row[at]), claims.field[at].as_py(), reason, kept=True)


def _by_arrival(roster: Roster, rows: Flags) -> dict[int, int]:
    counts = np.bincount(roster.file_of[rows], minlength=len(roster.files))
    return {file.arrival: int(count) for file, count in zip(roster.files, counts, strict=True) if count}
