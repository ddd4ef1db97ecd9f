"""What answers see of the released cells."""

from pathlib import Path

import pyarrow as pa
from tests.answers.evidences import cell, made_up, table

from clearspan.answers.desk import Desk
from clearspan.answers.released import Released
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import PeriodKind, parse_period
from clearspan.warehouse.releases import Releases

WEEK = parse_period("2026-W20")


def test_a_later_version_of_a_definition_replaces_the_earlier_whole() -> None:
    earlier = [cell("tiers", "2026-W20", share, category=name) for name, share in (("none", 0.4), ("tried", 0.6))]
    later = [cell("tiers", "2026-W20", 1.0, category="none + tried", metric_version=2, release=2)]
    found = Released(table(earlier + later)).figures("tiers", Dimension.ORGANISATION, when=WEEK)
    assert [(figure.category, figure.version) for figure in found] == [("none + tried", 2)]


def test_what_was_released_first_stays() -> None:
    first, again = cell("active_share", "2026-W20", 0.4, release=1), cell("active_share", "2026-W20", 0.5, release=2)
    (figure,) = Released(table([again, first])).figures("active_share", Dimension.ORGANISATION, when=WEEK)
    assert figure.value == 0.4


def test_a_group_of_which_nothing_is_shown_is_not_listed() -> None:
    shown = cell("active_share", "2026-W20", 0.4, dimension="team", group="A / B / shown")
    coded = cell("active_share", "2026-W20", None, dimension="team", group="A / B / coded", low=0.9, high=1.0)
    hidden = cell("active_share", "2026-W20", None, dimension="team", group="A / B / hidden", withheld="Too small.", n=None)
    released = Released(table([shown, coded, hidden]))
    assert released.groups(Dimension.TEAM) == ("A / B / coded", "A / B / shown")


def test_a_dimension_without_cells_has_no_groups() -> None:
    assert Released(table([cell("active_share", "2026-W20", 0.4)])).groups(Dimension.TEAM) == ()


def test_figures_come_by_period_and_group_in_their_fixed_order() -> None:
    released = made_up().released
    found = released.figures("active_share", Dimension.LEVEL, when=PeriodKind.WEEK)
    levels = [f"Level {level}" for level in range(1, 6)]
    assert [figure.group for figure in found] == levels * len(released.periods(PeriodKind.WEEK))
    assert [figure.period.start for figure in found] == sorted(figure.period.start for figure in found)


def test_every_cell_is_found_through_the_index() -> None:
    released = made_up().released
    kinds = [(metric, tool) for metric in released.metrics() for tool in released.tools(metric)]
    found = sum(
        len(released.figures(metric, dimension, tool, when=kind))
        for metric, tool in kinds
        for dimension in Dimension
        for kind in PeriodKind
    )
    from tests.answers.evidences import SMALL
    from tests.answers.synthetic import synthetic_cells

    assert found == synthetic_cells(**SMALL).num_rows


def test_the_desk_sees_a_new_release_and_keeps_the_old_until_then(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    releases.publish(table([cell("active_share", "2026-W20", 0.4)]), pa.table({"person": [1]}))
    desk = Desk(tmp_path)
    before = desk.evidence()
    assert desk.evidence() is before
    releases.publish(table([cell("active_share", "2026-W21", 0.5, release=2)]), pa.table({"person": [1]}))
    assert [period.name for period in desk.evidence().released.periods()] == ["2026-W20", "2026-W21"]
    assert [period.name for period in before.released.periods()] == ["2026-W20"]


def test_nothing_released_is_an_empty_index(tmp_path: Path) -> None:
    evidence = Desk(tmp_path).evidence()
    assert evidence.released.empty
    assert evidence.latest() is None
    assert evidence.released.groups(Dimension.TEAM) == ()
