"""GitHub: pull requests with their reviews, as GraphQL answers them, JSON."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from clearspan.arrow import pc
from clearspan.errors import BadAnswer, VendorUnavailable
from clearspan.sources.pulling.api import Api, Ask, Page
from clearspan.sources.pulling.caller import Answer, Caller
from clearspan.sources.pulling.joined import one_page
from clearspan.sources.pulling.paging import by_cursor_in_body
from clearspan.sources.pulling.sign import Bearer
from clearspan.sources.pulling.window import Window
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.declared_type import declared_type, leaf
from clearspan.sources.reading.json_rows import JsonRows, read_json
from clearspan.sources.reading.pages import first_record, paged
from clearspan.sources.reading.sieve import Sieve, as_mask
from clearspan.sources.reading.typed import days, moments, texts, whole_numbers
from clearspan.sources.source import Batch, FieldRole, KeptField, Source
from clearspan.sources.work.histories import days_of
from clearspan.sources.work.item_rows import Times, item_facts
from clearspan.sources.work.labels import Marks, marks_of, tools_of_accounts, tools_of_co_authors, with_tool
from clearspan.sources.work.listed import Listed, listed
from clearspan.sources.work.owners import BOT, NOBODY, Owner, machine_logins, owner
from clearspan.sources.work.weekly import daily_counts, weekly_ties
from clearspan.vocabulary.identifier import IdentifierKind
from clearspan.vocabulary.period import day_number

_EARLIEST = day_number(date(2008, 1, 1))
_LONGEST_START = 30 * 86_400
"""Seconds before its creation within which a pull request's first commit is taken for its start; older ones were carried over."""

_AUTHORS = "commits.nodes[].commit.authors.nodes[]"
_KEEPS = (
    KeptField("id", FieldRole.IDENTIFIER, "item, as a keyed token", required=True),
    KeptField("author.login", FieldRole.IDENTIFIER, "identifier", identifier=IdentifierKind.GITHUB_LOGIN),
    KeptField("author.__typename", FieldRole.CATEGORY, "which accounts are people"),
    KeptField(
        "assignees.nodes[].login",
        FieldRole.IDENTIFIER,
        "identifier of a pull request that an AI agent made",
        identifier=IdentifierKind.GITHUB_LOGIN,
    ),
    KeptField("number", FieldRole.MEASURE, "quality: which one was reverted"),
    KeptField("createdAt", FieldRole.TIME, "created_day", required=True),
    KeptField("updatedAt", FieldRole.TIME, "as_of"),
    KeptField("mergedAt", FieldRole.TIME, "finished_day"),
    KeptField("additions", FieldRole.MEASURE, "difficulty"),
    KeptField("deletions", FieldRole.MEASURE, "difficulty"),
    KeptField("labels.nodes[].name", FieldRole.CATEGORY, "task, learner_grade, ai_assisted"),
    KeptField(
        "reviews.nodes[].author.login",
        FieldRole.IDENTIFIER,
        "identifier of reviews and ties",
        identifier=IdentifierKind.GITHUB_LOGIN,
    ),
    KeptField("reviews.nodes[].author.__typename", FieldRole.CATEGORY, "which reviewers are people"),
    KeptField("reviews.nodes[].state", FieldRole.CATEGORY, "quality; amount of reviews"),
    KeptField("reviews.nodes[].submittedAt", FieldRole.TIME, "day of reviews, week of ties"),
    KeptField("commits.nodes[].commit.authoredDate", FieldRole.TIME, "started_day"),
    KeptField(f"{_AUTHORS}.email", FieldRole.CATEGORY, "ai_assisted: whether it is the address of an AI tool"),
    KeptField("timelineItems.nodes[].__typename", FieldRole.CATEGORY, "reopened"),
    KeptField("timelineItems.nodes[].source.headRefName", FieldRole.CATEGORY, "quality: whether it is GitHub's name of a revert"),
    KeptField("timelineItems.nodes[].source.mergedAt", FieldRole.TIME, "quality: whether the revert was merged"),
    KeptField("countedFrom", FieldRole.TIME, "from which day reviews are counted"),
    KeptField("countedTo", FieldRole.TIME, "to which day reviews are counted"),
    KeptField("reviewsOnly", FieldRole.CATEGORY, "which records are there for their reviews alone"),
)
_DECLARED = declared_type(_KEEPS, ("reviewsOnly",))
_PLACES = ("data.search.nodes", "data.repository.pullRequests.nodes")


def _recognise(sample: Sample) -> str | None:
    record = first_record(sample.first_json, _PLACES)
    if record is None or not {"id", "author"} <= record.keys():
        return None
    telling = [name for name in ("mergedAt", "reviews", "timelineItems") if name in record]
    return f"its first record has author, {telling[0]}" if telling else None


def _read(arrived: Arrived) -> Iterator[Batch]:
    """Batches of items; the last one holds what was counted over all of them."""
    seen: list[pa.Table] = []
    for batch in read_json(arrived, _DECLARED, paged(under=_PLACES, empty=lambda page: isinstance(page.get("data"), dict))):
        seen.append(_reviews(batch.rows, batch.sieve))
        yield batch.batch(_facts(batch))
    reviews = pa.concat_tables(seen)
    distinct = reviews.group_by(reviews.column_names, use_threads=False).aggregate([])
    with_author = distinct.filter(pc.is_valid(distinct["other_identifier"]))
    common = {"system": "github", "kind": "reviews", "zone": "UTC"}
    yield Batch({"activity": daily_counts(distinct, common), "tie": weekly_ties(with_author)}, 0)


def _facts(batch: JsonRows) -> dict[str, pa.Table]:
    rows, sieve = batch.rows, batch.sieve
    sieve.drop(leaf(rows, "reviewsOnly"), "read for its reviews alone: it belongs to a later window")
    who, tool = _owners(rows, sieve)
    created = moments(leaf(rows, "createdAt"), "createdAt", sieve, _EARLIEST)
    merged = moments(leaf(rows, "mergedAt"), "mergedAt", sieve, _EARLIEST)
    timeline = listed(rows, "timelineItems.nodes[]")
    reopened = timeline.where(pc.equal(timeline.texts("__typename"), "ReopenedEvent")).counts(len(rows))
    size = [whole_numbers(leaf(rows, name), name, sieve) for name in ("additions", "deletions")]
    columns = {
        "item": texts(leaf(rows, "id")),
        "kind": pc.if_else(pc.is_valid(tool), "agent_pull_request", "pull_request"),
        "system": "github",
        "difficulty": pc.add(*size).cast(pa.float64()),
        "reopened": pc.if_else(pc.is_valid(leaf(rows, "timelineItems.nodes")), pa.array(reopened, pa.int32()), None),
        "quality": pc.if_else(pc.is_valid(merged), _quality(rows, timeline), pa.scalar(None, pa.float64())),
    }
    times = Times(
        days_of(created),
        days_of(_started(rows, created)),
        days_of(merged),
        days_of(moments(leaf(rows, "updatedAt"), "updatedAt", sieve, _EARLIEST)),
    )
    return item_facts(sieve, who, times, _marks(rows, tool), columns)


def _owners(rows: pa.StructArray, sieve: Sieve) -> tuple[Owner, pa.Array]:
    """Whose each pull request is, and the AI tool that made it by itself; then it is its first human assignee's."""
    login = texts(leaf(rows, "author.login"))
    machine = pc.or_(_not_a_user(texts(leaf(rows, "author.__typename"))), machine_logins(login))
    tool = pc.if_else(machine, tools_of_accounts(login), pa.scalar(None, pa.string()))
    assigned = listed(rows, "assignees.nodes[]")
    name = assigned.texts("login")
    human = pc.invert(pc.or_(machine_logins(name), pc.is_valid(tools_of_accounts(name))))
    people = assigned.where(human)
    assignee = people.first(people.texts("login"), len(rows))
    identifier = pc.if_else(machine, pc.if_else(pc.is_valid(tool), assignee, pa.scalar(None, pa.string())), login)
    sieve.drop(pc.is_null(login), NOBODY)
    sieve.drop(pc.and_(machine, pc.is_null(identifier)), BOT)
    return owner(pa.nulls(len(rows), pa.string()), identifier, IdentifierKind.GITHUB_LOGIN), tool


def _not_a_user(kind: pa.Array) -> pa.Array:
    return pc.fill_null(pc.not_equal(kind, "User"), False)


def _marks(rows: pa.StructArray, tool: pa.Array) -> Marks:
    """What labels, co-authors and the author's account say of AI."""
    records = len(rows)
    labels, authors = listed(rows, "labels.nodes[]"), listed(rows, _AUTHORS)
    co_author = authors.first(tools_of_co_authors(authors.texts("email")), records)
    return with_tool(marks_of(labels, labels.texts("name"), records), pc.coalesce(tool, co_author))


def _quality(rows: pa.StructArray, timeline: Listed) -> pa.Array:
    """0 where it was reverted, else 1 divided by 1 and how often changes were asked for; null where nobody reviewed it."""
    records = len(rows)
    reviews = listed(rows, "reviews.nodes[]")
    asked = reviews.where(pc.equal(reviews.texts("state"), "CHANGES_REQUESTED")).counts(records)
    reviewed = reviews.where(pc.invert(_not_a_user(reviews.texts("author.__typename")))).counts(records) > 0
    number = pc.struct_field(pc.extract_regex(timeline.texts("source.headRefName"), r"^revert-(?P<n>\d{1,9})-"), "n")
    own = leaf(rows, "number").take(pa.array(timeline.record))
    same = pc.equal(pc.if_else(pc.equal(number, ""), None, number).cast(pa.float64()), own)
    reverted = timeline.where(pc.and_(same, pc.is_valid(timeline.texts("source.mergedAt")))).counts(records) > 0
    return pa.array(np.where(reverted, 0.0, 1.0 / (1.0 + asked)), mask=~(reviewed | reverted))


def _started(rows: pa.StructArray, created: pa.Array) -> pa.Array:
    """The first commit's moment, or the creation where that is earlier or the commit is much older."""
    commits = listed(rows, "commits.nodes[]")
    unjudged = Sieve(np.arange(len(commits), dtype=np.int64))
    moment = pc.fill_null(moments(leaf(commits.items, "commit.authoredDate"), "", unjudged, _EARLIEST), 0).to_numpy()
    made = pc.fill_null(created, 0).to_numpy()
    first = made.copy()
    fit = moment >= made[commits.record] - _LONGEST_START
    np.minimum.at(first, commits.record[fit], moment[fit])
    return pa.array(first, mask=as_mask(pc.is_null(created)))


def _reviews(rows: pa.StructArray, sieve: Sieve) -> pa.Table:
    """Each day on which somebody reviewed a pull request of somebody else, with its author where that is a person."""
    reviews = listed(rows, "reviews.nodes[]")
    reviewer = reviews.texts("author.login")
    machine = pc.or_(_not_a_user(reviews.texts("author.__typename")), machine_logins(reviewer))
    day = days_of(reviews.read(_early_moments, "submittedAt", "reviews.nodes[].submittedAt", sieve))
    at = pa.array(reviews.record)
    author = texts(leaf(rows, "author.login"))
    bot = pc.or_(_not_a_user(texts(leaf(rows, "author.__typename"))), machine_logins(author))
    first, last = (days(leaf(rows, name), name, sieve).take(at) for name in ("countedFrom", "countedTo"))
    within = pc.and_(
        pc.fill_null(pc.greater_equal(day, first), True),
        pc.fill_null(pc.less_equal(day, last), True),
    )
    by_other = pc.fill_null(pc.not_equal(pc.utf8_lower(reviewer), pc.utf8_lower(author.take(at))), True)
    whole = pc.and_(pc.and_(pc.is_valid(reviewer), pc.is_valid(day)), pc.and_(by_other, pc.invert(machine)))
    human_author = pc.if_else(bot, pa.scalar(None, pa.string()), author).take(at)
    kind = pa.repeat(IdentifierKind.GITHUB_LOGIN.value, len(reviews)).cast(pa.string())
    table = pa.table(
        {
            "identifier": reviewer,
            "identifier_kind": kind,
            "other_identifier": human_author,
            "other_identifier_kind": kind,
            "day": day,
            "item": texts(leaf(rows, "id")).take(at),
        }
    )
    return table.filter(pc.and_(whole, within))


def _early_moments(column: pa.Array, name: str, sieve: Sieve) -> pa.Array:
    return moments(column, name, sieve, _EARLIEST)


_MOST_FOUND = 1000
"""Results of one search that GitHub gives; a search that finds more is asked in halves of its time."""
_SHORTEST = timedelta(minutes=10)
_LONGEST_AFTER = timedelta(days=400)
_PERSON = "author{__typename login}"
_REVIEWS = f"reviews(first:60){{nodes{{state submittedAt {_PERSON}}}}}"
_BRIEF = f"id updatedAt {_PERSON} {_REVIEWS}"
_WHOLE = f"""{_BRIEF} number createdAt mergedAt additions deletions
 assignees(first:5){{nodes{{login}}}} labels(first:20){{nodes{{name}}}}
 commits(first:10){{nodes{{commit{{authoredDate authors(first:4){{nodes{{email}}}}}}}}}}
 timelineItems(first:40,itemTypes:[REOPENED_EVENT,CROSS_REFERENCED_EVENT]){{nodes{{__typename
  ...on CrossReferencedEvent{{source{{...on PullRequest{{headRefName mergedAt}}}}}}}}}}"""
_SEARCH = (
    "query($q:String!,$after:String){search(query:$q,type:ISSUE,first:40,after:$after){issueCount "
    "pageInfo{hasNextPage endCursor} nodes{...on PullRequest{%s}}}}"
)


def _fetch(caller: Caller, window: Window) -> Iterator[Page]:
    """One page: the pull requests that were changed in the window, and the reviews in it of those that were changed since.

    Reviews are counted by day, so a day's reviews have to be in one page, also of a pull request that was changed again later.
    The days reach from the Monday before the window to its end, so that ties have whole weeks.
    """
    first = datetime.combine(window.first, time(), UTC)
    after = datetime.combine(window.last, time(), UTC) + timedelta(days=1)
    monday = first - timedelta(days=window.first.weekday())
    counted = {"countedFrom": monday.date().isoformat(), "countedTo": window.last.isoformat()}
    yield from one_page(node | counted for node in _of_window(caller, counted, monday, first, after))


def _of_window(
    caller: Caller, counted: dict[str, str], monday: datetime, first: datetime, after: datetime
) -> Iterator[dict[str, Any]]:
    """The pull requests changed from `first` to before `after`, then those changed around it that were reviewed in it."""
    yield from _found(caller, _WHOLE, first, after)
    for begin, end in ((monday, first), (after, after + _LONGEST_AFTER)):
        for node in _found(caller, _BRIEF, begin, end) if begin < end else ():
            if _reviewed_in(node, counted):
                yield node | {"reviewsOnly": True}


def _reviewed_in(node: dict[str, Any], counted: dict[str, str]) -> bool:
    reviews = (node.get("reviews") or {}).get("nodes") or ()
    return any(counted["countedFrom"] <= str(review.get("submittedAt"))[:10] <= counted["countedTo"] for review in reviews)


def _found(caller: Caller, fields: str, begin: datetime, end: datetime) -> Iterator[dict[str, Any]]:
    """The organisation's pull requests that were last changed from `begin` to before `end`."""
    last = end - timedelta(seconds=1)
    span = f"{begin:%Y-%m-%dT%H:%M:%SZ}..{last:%Y-%m-%dT%H:%M:%SZ}"
    query = f"org:{caller.asked['organisation']} is:pr updated:{span} sort:created-asc"
    body = {"query": _SEARCH % fields, "variables": {"q": query, "after": None}}
    for answer in by_cursor_in_body(caller, "/graphql", body, _next, "variables.after"):
        search = _search_of(answer)
        if search.get("issueCount", 0) > _MOST_FOUND and end - begin > _SHORTEST:
            middle = begin + timedelta(seconds=(end - begin) // timedelta(seconds=2))
            yield from _found(caller, fields, begin, middle)
            yield from _found(caller, fields, middle, end)
            return
        yield from (node for node in search.get("nodes") or () if isinstance(node, dict) and "id" in node)


def _next(body: Any) -> str | None:
    search = (body.get("data") or {}).get("search") or {}
    page = search.get("pageInfo") or {}
    return page.get("endCursor") if page.get("hasNextPage") else None


def _search_of(answer: Answer) -> dict[str, Any]:
    body = answer.json()
    errors = body.get("errors") or ()
    if any(isinstance(error, dict) and error.get("type") == "RATE_LIMITED" for error in errors):
        raise VendorUnavailable(
            "has no calls left for this hour.",
            where=answer.where,
            remedy="It is asked again at the next collect; nothing is lost.",
        )
    search = (body.get("data") or {}).get("search")
    if search is None or errors:
        raise BadAnswer(
            "answers a search with errors.",
            where=answer.where,
            remedy="Check the organisation's name and the token's permissions.",
        )
    return search


SOURCE = Source(
    name="github_pull_requests",
    title="GitHub pull requests and reviews",
    kind="work",
    version=1,
    tools=(),
    tables=("work_item", "task_use", "activity", "tie"),
    about=(
        "One record is a pull request. It starts with its first commit (its creation, where that is earlier or the commit is "
        "over "
        "30 days older) and is finished when it is merged; one closed without merging is never finished. Difficulty is the "
        "number of changed lines. Quality of a merged one: 0 where GitHub's revert of it was merged, else 1 divided by 1 and the "
        "number of reviews that asked for changes; nothing where nobody reviewed it. One that an AI agent made by itself is of "
        "the kind "
        "agent_pull_request and its first human assignee's; those of other programs are left out. AI is told by the agent's "
        "account, by a co-author's address that belongs to a tool, or by labels: ai:TOOL, ai-assisted, no-ai, task:NAME, "
        "good first issue. A reviewer's day counts each pull request of somebody else once; the same makes a tie of reviewer and "
        "author in the week. One that comes again replaces what was known. Titles, texts and code are not asked for."
    ),
    where_found=(
        "POST https://api.github.com/graphql: a search of type ISSUE for 'org:NAME is:pr updated:FROM..TO' with id, number, "
        "createdAt, "
        "updatedAt, mergedAt, additions, deletions, author, assignees, labels, reviews, commits and timelineItems of the "
        "PullRequest; all pages, one a line in one file (gh api graphql --paginate)."
    ),
    permission="Read access to pull requests, contents and metadata of all repositories of the organisation.",
    grain="an item; a day for reviews; a week for ties",
    zone="UTC",
    lag_days=1,
    restated_days=0,
    active_means="A review counts on the day on which it was submitted, whatever its verdict.",
    keeps=_KEEPS,
    recognise=_recognise,
    read=_read,
    not_established=(
        "A login is no address: it is joined to a person by the roster or by a list of logins.",
        "Whether a revert changes the pull request it reverts: if not, quality turns 0 only when that one changes again.",
        "Reverts that were not made with GitHub's button; fixes that follow soon after.",
        "More than 60 reviews, 10 commits or 40 events of one pull request: the first are read.",
        "AI help that nobody labelled and no tool signed: it stays unknown, never no.",
    ),
    api=Api(
        base="https://api.github.com",
        asks=(
            Ask("organisation", "Name of the organisation, as in its address"),
            Ask("token", "Token that may read its pull requests", secret=True),
        ),
        sign=Bearer(),
        window_days=7,
        history_days=180,
        fetch=_fetch,
        a_minute=12,
        by_change=True,
        headers={"X-Github-Next-Global-ID": "1"},
        clicks=(
            "Open https://github.com/settings/personal-access-tokens/new with an account that sees all repositories.",
            "Resource owner: the organisation. Repository access: All repositories.",
            "Permissions, Repository: Pull requests, Contents and Metadata, each Read-only. Generate the token and copy it.",
            "An organisation owner approves it under Settings, Personal access tokens, Pending requests.",
        ),
    ),
)
