"""Moveworks: the Data API's users, JSON (OData), which number belongs to which address."""

from collections.abc import Iterator

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.joined import records_of
from clearspan.sources.pulling.paging import by_next_url
from clearspan.sources.pulling.sign import Bearer
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.pages import first_record, paged
from clearspan.sources.reading.typed import texts
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.alias_rows import ALIAS
from clearspan.sources.staff.stated_pairs import stated_pairs
from clearspan.vocabulary.identifier import IdentifierKind

_KEEPS = (
    KeptField("email_addr", FieldRole.IDENTIFIER, "value", required=True, identifier=IdentifierKind.EMAIL),
    KeptField("id", FieldRole.IDENTIFIER, "other_value", required=True, identifier=IdentifierKind.MOVEWORKS_ID),
)
_DECLARED = declared_type(_KEEPS)


def _recognise(sample: Sample) -> str | None:
    record = first_record(sample.first_json, "value")
    if record is None or not {"id", "email_addr"} <= record.keys():
        return None
    telling = [name for name in ("access_to_bot", "external_ids", "latest_interaction_time") if name in record]
    return f"its first record has id, email_addr, {telling[0]}" if telling else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    for batch in read_json(arrived, _DECLARED, paged(under="value")):
        aliases = _aliases(batch)
        yield batch.batch({ALIAS: aliases})


def _aliases(batch: JsonRows) -> pa.Table:
    rows, sieve = batch.rows, batch.sieve
    email, number = texts(leaf(rows, "email_addr")), texts(leaf(rows, "id"))
    sieve.reject(pc.is_null(number), "id", "is missing")
    sieve.drop(pc.is_null(email), "without an address")
    return stated_pairs(sieve, email, IdentifierKind.MOVEWORKS_ID, number)


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    del window
    params = {"$select": "id,email_addr,access_to_bot", "$orderby": "id desc", "$top": 500}
    for answer in by_next_url(caller, "export/v1/records/users", params):
        if records_of(answer, "value", may_lack=True):
            yield Page(answer.body)


_API = Api(
    base="https://{host}/",
    asks=(
        Ask("host", "The host of your region: api.moveworks.ai, api.am-eu-central.moveworks.ai, ...", default="api.moveworks.ai"),
        Ask("token", "The API key of the Data API.", secret=True),
    ),
    sign=Bearer(),
    window_days=0,
    history_days=0,
    fetch=_fetch,
    a_minute=30,
    clicks=(
        "Ask your account team at Moveworks, or Moveworks support, for an API key of the Data API that may read the tables "
        "interactions and users. Keys of other Moveworks APIs do not work.",
        "Note the host of your region from their answer.",
    ),
)

SOURCE = Source(
    name="moveworks_users",
    title="Moveworks users",
    kind="identities",
    version=1,
    tools=("moveworks",),
    tables=(),
    about=(
        "One record says which address belongs to the number under which Moveworks knows a person. It is used to join the "
        "interactions (moveworks_interactions) to people and is kept as keyed tokens alone. Users without an address are "
        "left out."
    ),
    where_found=(
        "Data API: GET https://api.moveworks.ai/export/v1/records/users, all pages; they may stand one a line in one file."
    ),
    permission="An API key of the Data API with read access to the table users.",
    grain="a user",
    zone="not stated",
    lag_days=0,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    api=_API,
    not_established=(
        "Whether access_to_bot means a paid licence: no licence is taken.",
        "Page size and rate limit of the Data API.",
    ),
)
