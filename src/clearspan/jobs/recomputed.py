"""One sheet of figures (all groups of a metric, tool and period) as its own release would publish it from today's facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

import clearspan.metrics.definitions
from clearspan.answers.figure import Figure
from clearspan.arrow import pc
from clearspan.errors import StoreError
from clearspan.jobs.cutoffs import cutoffs_of
from clearspan.jobs.refresh import NOISE_KEY, closing_of, measure_of, populations_of, sensitive_kinds
from clearspan.metrics.facts import Facts, load_facts
from clearspan.metrics.metric import Metric
from clearspan.privacy.keyring import load_or_create
from clearspan.privacy.release.measure import Measure, ReleaseRequest
from clearspan.privacy.release.policy import Policy
from clearspan.privacy.release.release import release
from clearspan.privacy.release.state import empty_state
from clearspan.settings import Settings
from clearspan.shelf import read_shelf
from clearspan.vocabulary.period import Period, PeriodKind, period_of
from clearspan.warehouse.releases import Releases
from clearspan.warehouse.tables import Tables, fetch, materialise

_PLAIN = pa.schema([("release", pa.int32()), ("kind", pa.string()), ("start_day", pa.int32())])


def recomputed_sheet(directory: Path, settings: Settings, policy: Policy, tables: Tables, figure: Figure) -> pa.Table | None:
    """The cells of a figure's metric, tool and period as they would be released today: for this process alone. None where it
    is not kept any more of whom groups consisted before that release. Raises StoreError where there are no facts."""
    closing = closing_of(tables, settings.number("quiet_feed_days"))
    if closing is None:
        raise StoreError("there are no facts any more", where=str(directory), remedy="Restore the folder from a backup.")
    releases = Releases(directory)
    published = releases.membership_before(figure.release)
    if published is None:
        return None
    facts = load_facts(
        tables,
        closing.first_day,
        closing.last_day,
        cutoffs=cutoffs_of(directory),
        materialise=lambda expression, name: materialise(tables, expression, name),
    )
    step = _step(releases, figure)
    request = ReleaseRequest(
        periods=step.periods,
        members=_until(fetch(tables, facts.members), step.last_day),
        populations={key: _until(rows, step.last_day) for key, rows in populations_of(tables, facts).items()},
        measures=[_measure(metric, tables, facts, step.last_day) for metric in _protected_together(figure.metric)],
        published=published if published.num_columns else empty_state(),
        policy=policy,
        noise_key=load_or_create(NOISE_KEY).secret,
        number=figure.release,
        released_at=figure.released_at,
        small=step.small,
        leading_levels=settings.words("leading_levels"),
        sensitive_kinds=sensitive_kinds(),
    )
    cells = release(request).cells
    at = {"metric": figure.metric, "tool": figure.tool, "kind": figure.period.kind.value, "start_day": figure.period.start}
    for name, value in at.items():
        cells = cells.filter(pc.equal(cells[name], value))
    return cells


@dataclass(frozen=True)
class _Step:
    """A release: the periods that matter, the last day that it knew, and whether the organisation was small."""

    periods: tuple[Period, ...]
    last_day: int
    small: bool


def _step(releases: Releases, figure: Figure) -> _Step:
    """The figure's own release. Periods that end later than the figure's do not matter, unless the organisation is small: then
    all of them decide which teams are merged."""
    cells = releases.cells(("release", "kind", "start_day"))
    rows = cells.filter(pc.equal(cells["release"], figure.release)).cast(_PLAIN).group_by(_PLAIN.names).aggregate([]).to_pylist()
    found = sorted(
        (period_of(row["start_day"], PeriodKind(row["kind"])) for row in rows), key=lambda each: (each.end, -each.start)
    )
    small = all(period.kind is PeriodKind.QUARTER for period in found)
    needed = [period for period in found if small or period.end <= figure.period.end]
    return _Step(tuple(needed), found[-1].end, small)


def _until(rows: pa.Table, last_day: int) -> pa.Table:
    """The rows of periods that end by a day."""
    starts, kinds = pc.unique(rows["start"]).to_pylist(), pc.unique(rows["kind"]).to_pylist()
    for kind in kinds:
        later = [start for start in starts if period_of(start, PeriodKind(kind)).end > last_day]
        beyond = pc.and_(pc.equal(rows["kind"], kind), pc.is_in(rows["start"], value_set=pa.array(later, rows["start"].type)))
        rows = rows.filter(pc.invert(beyond))
    return rows


def _protected_together(name: str) -> Sequence[Metric]:
    """The metric, those of its family, and those on which it rests."""
    metrics = read_shelf(clearspan.metrics.definitions, Metric)
    wanted = {name, metrics[name].expected_of} - {""}
    families = {metrics[each].family for each in wanted} - {""}
    return [metric for metric in metrics.values() if metric.name in wanted or metric.family in families]


def _measure(metric: Metric, tables: Tables, facts: Facts, last_day: int) -> Measure:
    rows = fetch(tables, metric.contributions(facts)) if metric.contributions else None
    return measure_of(metric, None if rows is None else _until(rows, last_day))
