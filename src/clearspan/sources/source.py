"""What a source declares: the shelf file is the whole truth about one vendor feed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

import pyarrow as pa

from clearspan.sources.pulling.api import Api
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.vocabulary.identifier import IdentifierKind


class FieldRole(StrEnum):
    """What a kept field is; a field without a role is dropped."""

    IDENTIFIER = "identifier"
    MEASURE = "measure"
    CATEGORY = "category"
    TIME = "time"


@dataclass(frozen=True)
class KeptField:
    """One vendor field that is kept: the vendor's name (dotted where nested), its role, and what it becomes."""

    name: str
    role: FieldRole
    becomes: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    identifier: IdentifierKind | None = None


@dataclass(frozen=True)
class SeriesBreak:
    """A day (ISO date) from which a vendor's figure means something else."""

    day: str
    what: str


@dataclass(frozen=True)
class Reject:
    """One record that could not be used: its number in the file (from 1), the field, and why; never its content."""

    record: int
    field: str
    reason: str


@dataclass
class Batch:
    """Some records of a file as rows of fact tables, still with raw identifiers, and what happened to the others.

    `facts` maps a table's name to rows with the table's columns, except that `person`, `identity`, `source`, `arrival`
    are absent and two raw columns stand in: `identifier` (text) and `identifier_kind` (text, an IdentifierKind).
    A raw batch is in memory only. `records` counts the records seen; records = kept + dropped + rejected. `earlier` is True where
    the rows were made of records that earlier batches counted, as the rows of a day are of its events; `records` is then 0, and
    a row's `record` is the first that it was made of.
    """

    facts: dict[str, pa.Table]
    records: int
    dropped: dict[str, int] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    fields_dropped: frozenset[str] = frozenset()
    earlier: bool = False


@dataclass(frozen=True)
class Source:
    """One vendor feed. `recognise` says why a sample is this feed, or None; `read` yields batches of a file or of a page that
    `api` fetched; `api` is None where the vendor has none."""

    name: str
    title: str
    kind: str
    version: int
    tools: tuple[str, ...]
    tables: tuple[str, ...]
    about: str
    where_found: str
    permission: str
    grain: str
    zone: str
    lag_days: int
    restated_days: int
    active_means: str
    keeps: tuple[KeptField, ...]
    recognise: Callable[[Sample], str | None]
    read: Callable[[Arrived], Iterator[Batch]]
    breaks: tuple[SeriesBreak, ...] = ()
    not_established: tuple[str, ...] = ()
    api: Api | None = None
