"""Finished pieces of work, by whether AI helped and whether they came back."""

from clearspan.metrics.contribution import PERSON_PERIOD, contributions
from clearspan.metrics.expression import Table, amount, flag, text
from clearspan.metrics.facts import Facts
from clearspan.vocabulary.period import PeriodKind
from clearspan.vocabulary.tool import ANY_TOOL

KINDS = (PeriodKind.MONTH, PeriodKind.QUARTER)


def reopened_of(facts: Facts, *, assisted: bool) -> Table:
    """The contributions of people employed at a period's end who finished, in the period, work that is known to be done with AI
    (or without): of a hundred pieces of each person how many came back."""
    item = facts.work_item
    known = item.filter((item.ai_assisted == int(assisted)) & item.reopened.notnull() & item.finished_day.notnull())
    periods = facts.periods.filter(facts.periods.kind.isin([str(kind) for kind in KINDS])).select("kind", "start", "end")
    done = known.select("person", "reopened", "finished_day")
    rows = done.join(periods, [done.finished_day >= periods.start, done.finished_day <= periods.end])
    rows = rows.mutate(back=flag(rows.reopened > 0))
    by_person = rows.group_by(*PERSON_PERIOD).aggregate(back=rows.back.sum(), pieces=rows.back.count())
    found = by_person.join(facts.members.select(*PERSON_PERIOD), list(PERSON_PERIOD)).mutate(tool=text(ANY_TOOL))
    return contributions(found, amount(found.back) * 100 / amount(found.pieces))
