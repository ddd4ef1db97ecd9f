"""The work items that one system keeps, as that system sees them on a day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isnan

from clearspan.simulator.clocks import utc_seconds
from clearspan.simulator.item_marks import marks_on, tool_of
from clearspan.simulator.keepers import keeper_of_work
from clearspan.simulator.week import Week
from clearspan.simulator.work import Workplace
from clearspan.simulator.writer import Scene

DAY_SECONDS = 86_400


@dataclass(frozen=True)
class Item:
    """A piece of work. Moments are seconds since 1970 in UTC; `started` and `finished` are None where they have not come yet;
    `reopened` counts what came back by then; `quality` is None where it was not judged or is not finished; `tool` is the number
    of the AI tool on record for it, None where none is; `serial` is unique and grows by the week."""

    serial: int
    owner: int
    family: int
    difficulty: int
    created: int
    started: int | None
    finished: int | None
    reopened: int
    quality: float | None
    marks: list[str]
    tool: int | None

    @property
    def moments(self) -> list[int]:
        """When something happened to it, in order."""
        return [moment for moment in (self.created, self.started, self.finished) if moment is not None]

    def before(self, end: int) -> "Item":
        """The item as it stands at a moment; what came back shows once it is finished for good."""
        started = self.started if self.started is not None and self.started < end else None
        if self.finished is not None and self.finished < end:
            return self
        return replace(self, started=started, finished=None, reopened=0, quality=None)


class KeptItems:
    """Yields the items of one format, week by week."""

    def __init__(self, scene: Scene, name: str) -> None:
        self._org = scene.organisation
        self._written = scene.written
        self._name = name
        self._workplace = Workplace(scene.organisation, scene.gamers)
        self._under_way: list[Item] = []

    @property
    def end(self) -> int:
        """The first second after the last day."""
        return (self._org.plan.until + 1) * DAY_SECONDS

    def made_in(self, week: Week) -> Iterator[Item]:
        """The items that were made in a week, as they stand on the last day."""
        return (item.before(self.end) for item in self._made_in(week))

    def changed_in(self, week: Week) -> Iterator[Item]:
        """The items to which something happened in a week, as they stand at its end; the weeks are asked for in order."""
        begin, end = week.start * DAY_SECONDS, (week.start + 7) * DAY_SECONDS
        self._under_way += self._made_in(week)
        yield from (item.before(end) for item in self._under_way if any(begin <= moment < end for moment in item.moments))
        self._under_way = [item for item in self._under_way if item.moments[-1] >= end]

    def _made_in(self, week: Week) -> Iterator[Item]:
        """The items that were made in a week, with all that will come of them."""
        items = self._workplace.items(week)
        location = self._org.people.location[items.owner]
        moments = [utc_seconds(minutes, location).tolist() for minutes in (items.created, items.started, items.finished)]
        family = self._org.people.family[items.owner].tolist()
        for at, (created, started, finished) in enumerate(zip(*moments, strict=True)):
            if keeper_of_work(family[at], self._written) != self._name:
                continue
            quality = float(items.quality[at])
            yield Item(
                serial=week.number * 10_000_000 + int(items.came_to[at]) * 10 + int(items.number[at].rsplit("-", 1)[1]),
                owner=int(items.owner[at]),
                family=family[at],
                difficulty=int(items.difficulty[at]),
                created=created,
                started=started,
                finished=finished,
                reopened=int(items.reopened[at]),
                quality=None if isnan(quality) else quality,
                marks=marks_on(items, at, family[at], week),
                tool=tool_of(items, at, week) if items.assisted[at] == 1 else None,
            )
