"""Turns the current facts into a release: closed periods, every metric, one publication."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa

import clearspan.metrics.definitions
import clearspan.sources.vendors
from clearspan import clock
from clearspan.arrow import pc
from clearspan.jobs.align import publish_alignment
from clearspan.jobs.closing import Closing, close
from clearspan.jobs.cutoffs import cutoffs_of
from clearspan.jobs.diagnose import publish_findings
from clearspan.jobs.quarter import ToldBy
from clearspan.jobs.read_programmes import publish_read_outs
from clearspan.metrics.facts import Facts, load_facts
from clearspan.metrics.metric import Metric
from clearspan.metrics.systems import staff_of_systems
from clearspan.privacy.keyring import load_or_create
from clearspan.privacy.release.measure import Measure, ReleaseRequest
from clearspan.privacy.release.policy import Policy
from clearspan.privacy.release.release import release
from clearspan.privacy.release.state import empty_state
from clearspan.settings import Settings
from clearspan.shelf import read_shelf
from clearspan.sources.source import Source
from clearspan.vocabulary.minimums import Minimums
from clearspan.vocabulary.period import Period, PeriodKind
from clearspan.vocabulary.tool import WHOLE_TOOL
from clearspan.warehouse.releases import Releases
from clearspan.warehouse.store import Store
from clearspan.warehouse.tables import Tables, fetch, materialise

NOISE_KEY = "noise"
ROWS_ROUNDED_TO = 100

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Refreshed:
    """What a refresh published: the periods by kind, cells shown and withheld, people employed, and what holds back more."""

    periods: Mapping[PeriodKind, list[str]] = field(default_factory=dict[PeriodKind, list[str]])
    released: int = 0
    withheld: int = 0
    people: int = 0
    closing: Closing | None = None


def refresh(directory: Path, settings: Settings, policy: Policy, progress: Progress) -> Refreshed:
    """What was published from the facts of a directory; nothing where no period has closed since the last release."""
    store, releases = Store.open(directory), Releases(directory)
    memory = f"{settings.number('memory_limit_mb')}MB"
    with store.facts(settings.text("engine"), settings.text("spark_address"), memory) as tables:
        people = _people(tables)
        closing = closing_of(tables, settings.number("quiet_feed_days"))
        periods = _unreleased(closing, releases) if closing else []
        if closing is None or not periods:
            return Refreshed(people=people, closing=closing)
        progress("Preparing the facts", 0.0)
        facts = load_facts(
            tables,
            closing.first_day,
            closing.last_day,
            cutoffs=cutoffs_of(directory),
            materialise=lambda expression, name: materialise(tables, expression, name),
        )
        request = ReleaseRequest(
            periods=tuple(periods),
            members=fetch(tables, facts.members),
            populations=populations_of(tables, facts),
            measures=_measures(tables, facts, closing, progress),
            published=releases.membership() if releases.number() else empty_state(),
            policy=policy,
            noise_key=load_or_create(NOISE_KEY).secret,
            number=releases.number() + 1,
            released_at=int(clock.now().timestamp()),
            leading_levels=settings.words("leading_levels"),
            sensitive_kinds=sensitive_kinds(),
        )
        found = release(request)
        publish_findings(directory, facts, lambda expression: fetch(tables, expression), closing.periods(), told_by(settings))
        publish_alignment(directory, settings, facts, lambda expression: fetch(tables, expression), closing.periods())
        publish_read_outs(directory, settings, facts, tables, lambda expression: fetch(tables, expression), closing.periods())
    progress("Publishing", 1.0)
    if found.cells.num_rows:
        releases.publish(found.cells, found.membership)
    withheld = found.cells.num_rows - found.cells["withheld"].null_count
    shown = found.cells.num_rows - withheld
    return Refreshed(_by_kind(periods, found.cells), shown, withheld, people, closing)


def told_by(settings: Settings) -> ToldBy:
    """What the settings say of findings."""
    return ToldBy(
        settings.words("leading_levels"),
        settings.number("gap_alert_points"),
        settings.words("learning_groups"),
        minimums_of(settings),
    )


def minimums_of(settings: Settings) -> Minimums:
    """The smallest groups of which something is said; settings can only raise them."""
    return Minimums(
        settings.number("minimum_count_people"),
        settings.number("minimum_rate_people"),
        settings.number("minimum_sensitive_people"),
    )


def sensitive_kinds() -> frozenset[PeriodKind]:
    """The lengths of period by which sensitive metrics are released."""
    metrics = read_shelf(clearspan.metrics.definitions, Metric).values()
    return frozenset(kind for metric in metrics if metric.sensitive for kind in metric.periods)


def policy_of(settings: Settings) -> Policy:
    """The policy that the settings ask for; they can only raise the minimums."""
    least = minimums_of(settings)
    return Policy(minimum_count=least.count, minimum_rate=least.rate, minimum_sensitive=least.sensitive)


def _people(tables: Tables) -> int:
    rows = fetch(tables, tables.person_spell.select("person").distinct())
    return rows.num_rows


def closing_of(tables: Tables, quiet_days: int) -> Closing | None:
    """Which days are settled, by what every feed has reported; None where no feed has reported anything.

    A feed without a row for a whole tool (costs, things made) says nothing about activity, and holds nothing back.
    """
    usage = tables.usage.filter(tables.usage.surface == WHOLE_TOOL)
    reported = usage.group_by("source", "tool").aggregate(first_day=usage.start_day.min(), last_day=usage.end_day.max())
    restated = {source.name: source.restated_days for source in read_shelf(clearspan.sources.vendors, Source).values()}
    return close(fetch(tables, reported).to_pylist(), restated, quiet_days)


def _unreleased(closing: Closing, releases: Releases) -> list[Period]:
    done = releases.periods()
    latest = max((start for _, start in done), default=closing.first_day)
    return [
        period
        for period in closing.periods()
        if (period.kind.value, period.start) not in done and (not done or period.end > latest)
    ]


def populations_of(tables: Tables, facts: Facts) -> dict[str, pa.Table]:
    """Who is counted in each period, by population: everyone employed, and the licensed of each tool."""
    found = {"employed": fetch(tables, facts.members.select("person", "kind", "start"))}
    licensed = fetch(tables, facts.licensed.select("person", "tool", "kind", "start"))
    for tool in pc.unique(licensed["tool"]).to_pylist():
        mine = licensed.filter(pc.equal(licensed["tool"], tool))
        found[f"licensed:{tool}"] = mine.select(["person", "kind", "start"])
    there = fetch(tables, staff_of_systems(facts))
    for system in pc.unique(there["tool"]).to_pylist():
        mine = there.filter(pc.equal(there["tool"], system))
        found[f"at_work:{system}"] = mine.select(["person", "kind", "start"])
    return found


def _measures(tables: Tables, facts: Facts, closing: Closing, progress: Progress) -> Iterator[Measure]:
    metrics = read_shelf(clearspan.metrics.definitions, Metric)
    rows = fetch(tables, tables.usage.aggregate(rows=tables.usage.count()))["rows"][0].as_py()
    for place, metric in enumerate(metrics.values()):
        progress(f"Measuring {metric.title.lower()}", place / len(metrics))
        rounded = round(rows / ROWS_ROUNDED_TO) * ROWS_ROUNDED_TO
        found = fetch(tables, metric.contributions(facts)) if metric.contributions else None
        yield replace(measure_of(metric, found), rows=rounded, data_as_of=closing.last_day)


def _by_kind(periods: list[Period], cells: pa.Table) -> dict[PeriodKind, list[str]]:
    """The names of the periods of which there are cells; a small organisation has quarters alone."""
    having = set(cells["period"].unique().to_pylist())
    return {kind: [period.name for period in periods if period.kind is kind and period.name in having] for kind in PeriodKind}


def measure_of(metric: Metric, contributions: pa.Table | None) -> Measure:
    """What the release is given of a metric and of what each person contributes to it."""
    return Measure(
        name=metric.name,
        version=metric.version,
        shape=metric.shape,
        population=metric.population,
        contributions=contributions,
        categories=metric.categories,
        cut=metric.cut,
        sensitive=metric.sensitive,
        family=metric.family,
        expected_of=metric.expected_of,
        headcount=metric.headcount,
        kinds=metric.periods,
    )
