"""Neutral identities CSV: which logins and ids belong to which address, where no staff list says so."""

from collections.abc import Iterator

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.csv_rows import CsvRows, read_csv
from clearspan.sources.reading.needed import needed
from clearspan.sources.recognise import header_why
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.alias_rows import ALIAS, alias_table
from clearspan.vocabulary.identifier import IdentifierKind
from clearspan.vocabulary.join_rule import JoinRule

_KEEPS = (
    KeptField("email", FieldRole.IDENTIFIER, "value", required=True, identifier=IdentifierKind.EMAIL),
    KeptField("kind", FieldRole.CATEGORY, "other_kind", required=True),
    KeptField("identifier", FieldRole.IDENTIFIER, "other_value", required=True),
)


def _recognise(sample: Sample) -> str | None:
    return header_why(sample, ("email", "kind", "identifier"))


def _read(arrived: Arrived) -> Iterator[Batch]:
    for rows in read_csv(arrived, _KEEPS):
        yield rows.batch({ALIAS: _aliases(rows)})


def _aliases(rows: CsvRows) -> pa.Table:
    sieve = rows.sieve
    email, kind, other = (needed(rows, name) for name in ("email", "kind", "identifier"))
    kind = pc.utf8_lower(kind)
    kinds = pa.array([each.value for each in IdentifierKind])
    sieve.reject(pc.invert(pc.is_in(kind, value_set=kinds)), "kind", "is no kind of identifier (docs/formats/neutral.md)")
    kept = sieve.kept()
    records = pa.array(sieve.numbers)
    return alias_table(records.filter(kept), email.filter(kept), kind.filter(kept), other.filter(kept), JoinRule.ALIAS_TABLE)


SOURCE = Source(
    name="neutral_identities",
    title="Neutral CSV: identities",
    kind="identities",
    version=1,
    tools=(),
    tables=(),
    about=(
        "One row says that a login or id belongs to the person with an address; it is used to join what different tools know of "
        "one person, and is kept as keyed tokens alone. A staff list that says otherwise wins."
    ),
    where_found="You write it yourself, for instance from the list of members on GitHub. See docs/formats/neutral.md.",
    permission="None but yours.",
    grain="an identifier",
    zone="not stated",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
)
