"""How people work with AI, from counts alone: turns in a conversation, suggestions turned down, work handed over to agents.

Feeds state these counts without content. Verification and the risk of a task are in no feed, and are not guessed.
"""

from clearspan.metrics.contribution import MONTH_QUARTER, PERSON_TOOL_PERIOD, contributions, employed
from clearspan.metrics.expression import Table, amount, day, first_known, in_memory, text, whole
from clearspan.metrics.facts import Facts
from clearspan.vocabulary.tool import ANY_TOOL, WHOLE_TOOL

HANDED_OVER = ("agent", "cli", "cloud_agent", "cowork")
"""Places in tools where a person gives a task away and an agent takes the steps."""

IN_TURN = (
    *("chat", "chat_work", "chat_web", "office", "design", "science", "inline_edit", "gemini_app"),
    *("word", "excel", "powerpoint", "outlook", "onenote", "loop", "teams", "docs", "sheets", "slides", "gmail"),
)
"""Places where a person and the tool take turns."""

EXPERIENCED_DAYS = 182
"""Days since the first week with use from which on a person is experienced."""

_FEED = ("tool", "source", "grain", "start_day", "end_day")
_COUNTS = ("prompts", "sessions", "accepted", "rejected")


def turns(facts: Facts) -> Table:
    """The contributions of people of whom a feed states prompts and conversations: prompts in one conversation, by tool."""
    rows = _counted(facts, WHOLE_TOOL)
    stated = rows.filter(rows.prompts.notnull() & (rows.sessions > 0))
    found = _of_people(facts, stated.mutate(part=stated.prompts, of=stated.sessions))
    return contributions(found.filter(found.part > 0), amount(found.part) / amount(found.of))


def shares(rows: Table) -> Table:
    """The contributions of rows that `of_experience` returns. Of newer and experienced users together none are made: beside the
    parts, the whole would tell of the few who are in one of them."""
    return contributions(rows, rows.share)


def declined(facts: Facts) -> Table:
    """The contributions of people of whom a feed states both: of a hundred suggestions decided on, those turned down; by tool."""
    rows = _counted(facts, WHOLE_TOOL)
    stated = rows.filter(rows.accepted.notnull() & rows.rejected.notnull())
    stated = stated.mutate(part=stated.rejected, of=stated.accepted + stated.rejected)
    found = _of_people(facts, stated)
    return contributions(found.filter(found.of > 0), 100 * amount(found.part) / amount(found.of))


def handed_over(facts: Facts) -> Table:
    """One row a person, tool and period (month and quarter) with prompts in places of either kind: person, tool, kind, start,
    share (of a hundred prompts, those that handed work over). Only of tools whose feed tells of agents."""
    rows = _counted(facts, "")
    rows = rows.mutate(acts=first_known(rows.prompts, 0))
    known = rows.filter(rows.surface.isin([*HANDED_OVER, *IN_TURN]), rows.acts > 0)
    parts = known.mutate(of=known.acts, part=known.surface.isin(list(HANDED_OVER)).ifelse(known.acts, 0))
    agents = parts.filter(parts.part > 0).select("tool").distinct()
    found = _of_people(facts, parts.join(agents, "tool"))
    return found.select(*PERSON_TOOL_PERIOD, share=100 * amount(found.part) / amount(found.of))


def of_experience(facts: Facts, rows: Table, *, experienced: bool) -> Table:
    """The rows of people who began with the tool at least EXPERIENCED_DAYS before the period's end; or of those known to have
    begun less long before."""
    ends = facts.periods.select("kind", "start", "end")
    active = facts.weekly.filter(facts.weekly.active == 1, facts.weekly.tool != ANY_TOOL)
    first = active.group_by("person", "tool").aggregate(first=day(active.week.min()))
    begun = facts.first_use.select("person", "tool", began=facts.first_use.week)
    dated = rows.join(first, ["person", "tool"]).join(begun, ["person", "tool"], how="left")
    dated = dated.select(*PERSON_TOOL_PERIOD, "share", "first", "began").join(ends, ["kind", "start"])
    since = dated.end - EXPERIENCED_DAYS
    wanted = dated.first <= since if experienced else dated.began.notnull() & (dated.began > since)
    return dated.filter(wanted)


def _counted(facts: Facts, surface: str) -> Table:
    """What the chosen feeds state of the whole tool, or (`surface` empty) of its places; by week or month, without show."""
    usage = facts.usage
    parts = usage.filter(usage.surface == WHOLE_TOOL) if surface else usage.filter(usage.surface != WHOLE_TOOL)
    rows = parts.join(in_memory(facts.coverage.chosen), list(_FEED))
    rows = rows.select("person", "tool", "kind", "start", "surface", **{name: whole(rows[name]) for name in _COUNTS})
    shown = facts.show.filter(facts.show.known == facts.show.week)
    told = shown.select("person", "tool", kind=text("week"), start=shown.week, aside=day(shown.week * 0 + 1))
    kept = rows.join(told, ["person", "tool", "kind", "start"], how="left")
    return kept.filter(kept.aside.isnull()).select("person", "tool", "kind", "start", "surface", *_COUNTS)


def _of_people(facts: Facts, rows: Table) -> Table:
    """Sums of `part` and `of` by person employed at the end, tool, and covered month and quarter."""
    summed = rows.group_by(*PERSON_TOOL_PERIOD).aggregate(part=whole(rows.part.sum()), of=whole(rows["of"].sum()))
    weeks = summed.filter(summed.kind == "week").select("person", "tool", "part", "of", week=summed.start)
    months = summed.filter(summed.kind == "month")
    quarters = facts.periods.filter(facts.periods.kind == "month").select("start", "quarter")
    later = months.join(quarters, "start").mutate(kind=text("quarter")).drop("start").rename(start="quarter")
    columns = (*PERSON_TOOL_PERIOD, "part", "of")
    every = weeks.join(facts.week_rows, "week").select(*columns).union(months.select(*columns), later.select(*columns))
    found = every.group_by(*PERSON_TOOL_PERIOD).aggregate(part=whole(every.part.sum()), of=whole(every["of"].sum()))
    return employed(facts, MONTH_QUARTER).join(found, list(PERSON_TOOL_PERIOD))
