"""Shared uses of AI, by what people who agreed to it tell: who took one up because of it, and who still uses it."""

from clearspan.metrics.contribution import MONTH_QUARTER, PERSON_PERIOD, contributions
from clearspan.metrics.expression import Table, amount, day, flag, text, whole
from clearspan.metrics.facts import Facts
from clearspan.vocabulary.tool import ANY_TOOL

TALKED_DAYS = 56
"""Days in which somebody who takes a shared use up is counted for the share."""

STAYED_DAYS = 28
"""Days after which somebody who still uses it has stayed; they have as many again to tell so."""


def adopters(facts: Facts) -> Table:
    """The contributions of people who shared: how many others took up one shared use of theirs, on average, in the TALKED_DAYS
    days after. A share belongs to the period in which these end; somebody is counted for the latest share before."""
    shared, taken = _first(facts, "shared"), _first(facts, "taken_up")
    pairs = taken.select("use_case", taker=taken.person, taken=taken.day).join(shared, "use_case")
    pairs = pairs.filter(pairs.taker != pairs.person, pairs.taken >= pairs.day, pairs.taken < pairs.day + TALKED_DAYS)
    latest = pairs.group_by("use_case", "taker", "taken").aggregate(day=day(pairs.day.max()))
    pairs = pairs.join(latest, ["use_case", "taker", "taken", "day"])
    brought = pairs.group_by("person", "use_case", "day").aggregate(others=whole(pairs.taker.nunique()))
    shares = shared.join(brought, ["person", "use_case", "day"], how="left")
    shares = shares.select("person", "others", followed_to=day(shares.day + TALKED_DAYS)).mutate(shares=1)
    rows = _ended(facts, shares)
    found = rows.group_by(*PERSON_PERIOD).aggregate(others=whole(rows.others.fill_null(0).sum()), shares=whole(rows.shares.sum()))
    found = found.mutate(tool=text(ANY_TOOL))
    return contributions(found, amount(found.others) / amount(found.shares))


def stayed(facts: Facts) -> Table:
    """The contributions of people who took a shared use up: 1 where they told of using one again STAYED_DAYS days after or later,
    within as many days again."""
    taken = _first(facts, "taken_up")
    again = facts.sharing.filter(facts.sharing.event == "used").select("person", "use_case", used=facts.sharing.day)
    later = taken.join(again, ["person", "use_case"])
    later = later.filter(later.used >= later.day + STAYED_DAYS, later.used < later.day + 2 * STAYED_DAYS)
    still = later.select("person", "use_case", "day").distinct().mutate(still=1)
    rows = taken.join(still, ["person", "use_case", "day"], how="left")
    rows = rows.select("person", kept=flag(rows.still == 1), followed_to=day(rows.day + 2 * STAYED_DAYS))
    rows = _ended(facts, rows)
    found = rows.group_by(*PERSON_PERIOD).aggregate(still=day(rows.kept.max()))
    found = found.mutate(tool=text(ANY_TOOL))
    return contributions(found, amount(found.still))


def _first(facts: Facts, event: str) -> Table:
    """The first day on which each person told an event of a use: person, use_case, day."""
    rows = facts.sharing.filter(facts.sharing.event == event)
    return rows.group_by("person", "use_case").aggregate(day=day(rows.day.min()))


def _ended(facts: Facts, rows: Table) -> Table:
    """The rows in the month and quarter that hold `followed_to`, of people employed at its end."""
    periods = facts.periods.filter(facts.periods.kind.isin([str(kind) for kind in MONTH_QUARTER]))
    ends = periods.select("kind", "start", "end")
    dated = rows.cross_join(ends)
    dated = dated.filter(dated.followed_to >= dated.start, dated.followed_to <= dated.end)
    return dated.join(facts.members.select(*PERSON_PERIOD), list(PERSON_PERIOD))
