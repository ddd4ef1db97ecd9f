"""GitHub Copilot: the report user-teams-1-day, newline-delimited JSON, which user is in which GitHub team on a day."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Caller
from clearspan.sources.pulling.github import BASE, HEADERS, SCOPE, report_parts, scopes
from clearspan.sources.pulling.sign import Bearer
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.pages import first_record
from clearspan.sources.reading.typed import days, texts
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.staff.roster_rows import ROSTER, IdentifierColumn, identifier_lists, roster_table
from clearspan.vocabulary.identifier import IdentifierKind

_LOGIN = "user_login"

_KEEPS = (
    KeptField(_LOGIN, FieldRole.IDENTIFIER, "identifiers", required=True, identifier=IdentifierKind.GITHUB_LOGIN),
    KeptField("day", FieldRole.TIME, "as_of", required=True),
    KeptField("slug", FieldRole.CATEGORY, "team", aliases=("team_slug",), required=True),
    KeptField("team_slug", FieldRole.CATEGORY, "the same, as some reports write it"),
)

_DECLARED = declared_type(_KEEPS)


def _recognise(sample: Sample) -> str | None:
    record = first_record(sample.first_json)
    if record is None or not {_LOGIN, "day", "team_id"} <= record.keys():
        return None
    return f"its first record has {_LOGIN}, day, team_id"


@dataclass(frozen=True)
class _Memberships:
    """Some records: logins, days and teams."""

    batch: JsonRows
    login: pa.Array
    day: pa.Array
    team: pa.Array

    def kept(self) -> pa.Table:
        """Record number, login, day and team of each record that is kept."""
        columns = {"number": pa.array(self.batch.sieve.numbers), "login": self.login, "day": self.day, "team": self.team}
        return pa.table(columns).filter(self.batch.sieve.kept())


def _read(arrived: Arrived) -> Iterator[Batch]:
    found = [_memberships(batch) for batch in read_json(arrived, _DECLARED)]
    speaks = _speaking(found)
    for each in found:
        sieve = each.batch.sieve
        other = pc.invert(pc.is_in(pa.array(sieve.numbers), value_set=speaks))
        sieve.drop(other, "a further team of the person; the smallest one counts")
        yield each.batch.batch({ROSTER: _rows(each)})


def _memberships(batch: JsonRows) -> _Memberships:
    rows, sieve = batch.rows, batch.sieve
    login = pc.utf8_lower(texts(leaf(rows, _LOGIN)))
    sieve.reject(pc.is_null(login), _LOGIN, "is missing")
    day = days(leaf(rows, "day"), "day", sieve)
    sieve.reject(pc.is_null(day), "day", "is missing")
    team = pc.coalesce(texts(leaf(rows, "slug")), texts(leaf(rows, "team_slug")))
    sieve.reject(pc.is_null(team), "slug", "is missing")
    return _Memberships(batch, login, day, team)


def _speaking(found: list[_Memberships]) -> pa.Array:
    """The record that counts for each login and day: of the smallest team, of equal ones the first by name."""
    table = pa.concat_tables([each.kept() for each in found])
    once = table.group_by(["login", "day", "team"]).aggregate([("number", "min")])
    sizes = once.group_by(["day", "team"]).aggregate([([], "count_all")])
    sized = once.join(sizes, ["day", "team"]).sort_by([("count_all", "ascending"), ("team", "ascending")])
    first = sized.group_by(["login", "day"], use_threads=False).aggregate([("number_min", "first")])
    return first["number_min_first"].combine_chunks()


def _rows(each: _Memberships) -> pa.Table:
    kept = each.batch.sieve.kept()
    login = each.login.filter(kept)
    identifiers = identifier_lists(len(login), [IdentifierColumn(IdentifierKind.GITHUB_LOGIN.value, _LOGIN, login)])
    numbers = pa.array(each.batch.sieve.numbers[np.asarray(kept)])
    columns = {"record": numbers, "identifiers": identifiers, "team": each.team.filter(kept), "as_of": each.day.filter(kept)}
    return roster_table(len(login), columns)


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    """One page with the last day's teams of all organisations and enterprises asked, so that a person's are seen together."""
    parts = [part for scope in scopes(caller) for part in report_parts(caller, scope, "user-teams-1-day", window.last)]
    if parts:
        yield Page(b"\n".join(part.strip() for part in parts) + b"\n")


SOURCE = Source(
    name="github_copilot_user_teams",
    title="GitHub Copilot teams of users",
    kind="roster",
    version=1,
    tools=(),
    tables=(),
    about=(
        "One record is a user, a day and a GitHub team. It is a stand-in for a staff list, for organisations that have none "
        "yet: it "
        "says in which team a login is, so that figures can be shown by team. As soon as any list that knows people by employee "
        "number or address has been read, this one says nothing any more: GitHub's teams are who may write to which code, and "
        "only people with a Copilot seat are in the report, so that it cannot say how many do not use Copilot. A person in "
        "several teams is placed in the smallest one of the day. Teams of fewer than five seats are not in the report."
    ),
    where_found=(
        "REST: GET /orgs/{org} or /enterprises/{enterprise}, then /copilot/metrics/reports/user-teams-1-day?day=YYYY-MM-DD; "
        "download "
        "every part in download_links into one file. There is no button for it."
    ),
    permission=(
        "Enterprise owner, organisation owner, billing manager, or a role that may view Copilot metrics; the policy "
        "'Copilot usage metrics' enabled everywhere."
    ),
    grain="a membership and a day",
    zone="UTC",
    lag_days=1,
    restated_days=0,
    active_means="",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    api=Api(
        base=BASE,
        asks=(SCOPE, Ask("token", "access token that may read Copilot metrics", secret=True)),
        sign=Bearer(),
        window_days=7,
        history_days=365,
        fetch=_fetch,
        headers=HEADERS,
        clicks=(
            "Connect it only where there is no staff list: a staff list says more, and takes its place.",
            "Use a token as for the usage metrics: manage_billing:copilot and, for an enterprise, read:enterprise; for an "
            "organisation, read:org.",
        ),
    ),
    not_established=(
        "Whether nested teams list the members of their children too; the smallest team is then the innermost.",
        "Whether two organisations with a team of the same name mean the same team: they are taken for one.",
        "Whether the field is called slug in every version; team_slug is read too.",
    ),
)
