"""Which periods are closed: all live feeds have reported them, and no vendor will restate them any more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clearspan.metrics.time_grid import THURSDAY
from clearspan.vocabulary.period import Period, PeriodKind, periods_between, week_of


@dataclass(frozen=True)
class Feed:
    """What one source has reported of one tool: the first and the last day, and for how many days it restates."""

    source: str
    tool: str
    first_day: int
    last_day: int
    restated_days: int

    @property
    def settled_day(self) -> int:
        """The last day that the vendor will not restate."""
        return self.last_day - self.restated_days


@dataclass(frozen=True)
class Closing:
    """The days that are settled, the feed that holds back the next ones, and the feeds that have gone quiet."""

    first_day: int
    last_day: int
    held_back_by: Feed | None
    quiet: tuple[Feed, ...]

    def periods(self) -> list[Period]:
        """Every closed week, month and quarter, in the order in which they end.

        A week belongs to the month and quarter of its Thursday: these close when the last of their weeks is whole.
        """
        kinds = (PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.QUARTER)
        found = [period for kind in kinds for period in periods_between(self.first_day, self.last_day, kind)]
        whole = [period for period in found if week_of(period.end - THURSDAY).end <= self.last_day]
        return sorted(whole, key=lambda period: (period.end, period.start))


def close(reported: Iterable[Mapping[str, object]], restated_days: Mapping[str, int], quiet_days: int) -> Closing | None:
    """What is settled, from rows of (source, tool, first_day, last_day); None where no feed has reported anything.

    A feed whose last day lies more than `quiet_days` before the newest one is quiet: it holds nothing back any more.
    """
    feeds = [
        Feed(
            str(row["source"]),
            str(row["tool"]),
            int(str(row["first_day"])),
            int(str(row["last_day"])),
            restated_days.get(str(row["source"]), 0),
        )
        for row in reported
    ]
    if not feeds:
        return None
    newest = max(feed.last_day for feed in feeds)
    live = [feed for feed in feeds if feed.last_day >= newest - quiet_days]
    slowest = min(live, key=lambda feed: (feed.settled_day, feed.source, feed.tool))
    return Closing(
        first_day=min(feed.first_day for feed in feeds),
        last_day=slowest.settled_day,
        held_back_by=slowest if slowest.settled_day < newest else None,
        quiet=tuple(feed for feed in feeds if feed not in live),
    )
