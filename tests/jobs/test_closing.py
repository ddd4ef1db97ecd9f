"""A period closes when every live feed has settled it."""

from datetime import date
from pathlib import Path

from tests.warehouse.rows import JANUARY, usage

from clearspan.jobs.closing import close
from clearspan.jobs.refresh import closing_of
from clearspan.vocabulary.period import day_number
from clearspan.vocabulary.tool import SPEND, WHOLE_TOOL
from clearspan.warehouse.store import Store

MAY_31 = day_number(date(2026, 5, 31))


def reported(source: str, tool: str, first: date, last: date) -> dict[str, object]:
    return {"source": source, "tool": tool, "first_day": day_number(first), "last_day": day_number(last)}


def test_nothing_is_closed_where_nothing_arrived() -> None:
    assert close([], {}, 45) is None


def test_the_slowest_live_feed_decides() -> None:
    feeds = [
        reported("fast", "claude", date(2026, 3, 2), date(2026, 6, 14)),
        reported("slow", "chatgpt", date(2026, 3, 2), date(2026, 5, 31)),
    ]
    closing = close(feeds, {"fast": 3}, 45)
    assert closing is not None and closing.held_back_by is not None
    assert closing.last_day == MAY_31
    assert closing.held_back_by.source == "slow"
    names = [period.name for period in closing.periods()]
    assert "2026-05" in names and "2026-W22" in names and "2026-W23" not in names


def test_days_that_may_be_restated_are_not_settled() -> None:
    feeds = [reported("copilot", "github_copilot", date(2026, 3, 2), date(2026, 5, 31))]
    at_the_window = close(feeds, {"copilot": 0}, 45)
    inside = close(feeds, {"copilot": 1}, 45)
    assert at_the_window is not None and inside is not None
    assert "2026-05" in [period.name for period in at_the_window.periods()]
    assert "2026-05" not in [period.name for period in inside.periods()]


def test_a_quiet_feed_holds_nothing_back() -> None:
    dead = reported("dead", "cursor", date(2025, 1, 6), date(2026, 4, 16))
    live = reported("live", "claude", date(2026, 3, 2), date(2026, 5, 31))
    at = close([dead, live], {}, 45)
    above = close([dead, live], {}, 44)
    assert at is not None and at.last_day == dead["last_day"] and at.quiet == ()
    assert above is not None and above.last_day == MAY_31 and [feed.source for feed in above.quiet] == ["dead"]


def test_only_whole_periods_inside_the_data_are_closed() -> None:
    closing = close([reported("x", "claude", date(2026, 4, 15), date(2026, 7, 2))], {}, 45)
    assert closing is not None
    names = [period.name for period in closing.periods()]
    assert "2026-04" not in names and "2026-Q2" not in names and {"2026-05", "2026-06"} <= set(names)


def test_a_month_closes_when_the_week_of_its_last_thursday_is_whole() -> None:
    thursday = reported("x", "claude", date(2026, 10, 1), date(2026, 12, 31))
    sunday = reported("x", "claude", date(2026, 10, 1), date(2027, 1, 3))
    before, after = close([thursday], {}, 45), close([sunday], {}, 45)
    assert before is not None and after is not None
    assert not {"2026-12", "2026-Q4"} & {period.name for period in before.periods()}
    assert {"2026-12", "2026-Q4", "2026-W53"} <= {period.name for period in after.periods()}


def test_a_feed_of_costs_holds_nothing_back(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    with store.draft() as draft:
        draft.add("usage", usage(surface=WHOLE_TOOL, source="claude_users", start_day=JANUARY))
        draft.add("usage", usage(surface=SPEND, source="claude_cost_report", start_day=JANUARY - 9))
        draft.commit()
    with store.facts("duckdb") as tables:
        closing = closing_of(tables, quiet_days=45)
    assert closing is not None
    assert (closing.first_day, closing.last_day, closing.held_back_by) == (JANUARY, JANUARY, None)
