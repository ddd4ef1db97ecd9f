"""The work items that one system keeps, as that system sees them on the last day."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isnan

from clearspan.simulator.clocks import utc_seconds
from clearspan.simulator.item_marks import marks_on, tool_of
from clearspan.simulator.keepers import keeper_of_work
from clearspan.simulator.week import Week
from clearspan.simulator.work import Workplace
from clearspan.simulator.writer import Scene


@dataclass(frozen=True)
class Item:
    """A piece of work. Moments are seconds since 1970 in UTC; `started` and `finished` are None where they have not come by the
    last day; `reopened` counts what came back by then; `quality` is None where it was not judged or is not finished; `tool` is
    the number of the AI tool on record for it, None where none is; `serial` is unique and grows by the week."""

    number: str
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


class KeptItems:
    """Yields the items of one format, week by week."""

    def __init__(self, scene: Scene, name: str) -> None:
        self._org = scene.organisation
        self._written = scene.written
        self._name = name
        self._workplace = Workplace(scene.organisation, scene.gamers)

    @property
    def end(self) -> int:
        """The first second after the last day."""
        return (self._org.plan.until + 1) * 86_400

    def of(self, week: Week) -> Iterator[Item]:
        """The items that were made in a week."""
        items = self._workplace.items(week)
        location = self._org.people.location[items.owner]
        moments = [utc_seconds(minutes, location).tolist() for minutes in (items.created, items.started, items.finished)]
        family = self._org.people.family[items.owner].tolist()
        for at, number in enumerate(items.number):
            if keeper_of_work(family[at], self._written) != self._name or moments[0][at] >= self.end:
                continue
            created, started, finished = (column[at] for column in moments)
            done, quality = finished < self.end, float(items.quality[at])
            yield Item(
                number=number,
                serial=week.number * 10_000_000 + int(items.came_to[at]) * 10 + int(number.rsplit("-", 1)[1]),
                owner=int(items.owner[at]),
                family=family[at],
                difficulty=int(items.difficulty[at]),
                created=created,
                started=started if started < self.end else None,
                finished=finished if done else None,
                reopened=int(items.reopened[at]) if done else 0,
                quality=quality if done and not isnan(quality) else None,
                marks=marks_on(items, at, family[at], week),
                tool=tool_of(items, at, week) if items.assisted[at] == 1 else None,
            )
