"""BambooHR time off: the answer about the requests that begin in a week; employees alone ask for time off there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clearspan.simulator.absences import Absences, absences_of
from clearspan.simulator.accounts import bamboohr_id
from clearspan.simulator.dates import iso
from clearspan.simulator.json_file import write_json
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

CANCELLED_EVERY = 5
"""One person in so many who are away asked for time off the week after as well, and took it back."""
FULL_DAY_HOURS = 8


class BamboohrTimeOff(Writing):
    """Writes the requests of each week in which there are any."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder

    def write(self, week: Week) -> None:
        """Writes the requests that begin in a week."""
        requests = list(self._requests(absences_of(self._org, week)))
        if requests:
            write_json(self._folder / f"time-off-{iso(week.start)}.json", requests)

    def _requests(self, absences: Absences) -> Iterator[dict[str, Any]]:
        columns = (absences.person, absences.first, absences.last, absences.holiday)
        for person, first, last, holiday in zip(*(column.tolist() for column in columns), strict=True):
            if self._org.people.contractor[person]:
                continue
            kind = "Vacation" if holiday else "Sick"
            yield self._request(person, (first, last), kind, "approved")
            if holiday and person % CANCELLED_EVERY == 0:
                yield self._request(person, (first + 7, first + 8), kind, "canceled")

    def _request(self, person: int, days: tuple[int, int], kind: str, status: str) -> dict[str, Any]:
        first, last = days
        whole = last - first + 1
        amount = {"unit": "days", "amount": str(whole)} if whole > 1 else {"unit": "hours", "amount": str(FULL_DAY_HOURS)}
        return {
            "id": f"{person}{first}",
            "employeeId": bamboohr_id(person),
            "name": self._org.identity.name[person],
            "status": {"status": status},
            "start": iso(first),
            "end": iso(last),
            "type": {"name": kind},
            "amount": amount,
        }


WRITER = Writer(name="bamboohr_time_off", folder="bamboohr-time-off", begin=BamboohrTimeOff)
