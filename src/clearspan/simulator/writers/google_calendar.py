"""Google Calendar: the events of people's calendars in a sampled week, an answer a person and line, a file a week."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from clearspan.simulator.absences import absences_of
from clearspan.simulator.clocks import OFFSET_MINUTES, local
from clearspan.simulator.dates import iso
from clearspan.simulator.json_file import LinesFile
from clearspan.simulator.meetings import Meetings, meetings_in
from clearspan.simulator.names import DOMAIN
from clearspan.simulator.ties import EVERY
from clearspan.simulator.week import Week
from clearspan.simulator.work_systems import GOOGLE, Workforce
from clearspan.simulator.writer import Scene, Writer, Writing

SAMPLED = 2
"""Which of EVERY weeks is sampled: another one than for the neutral ties, so that no meeting is told twice."""
DECLINES_EVERY, GUEST_EVERY, ROOM_EVERY = 17, 6, 3
"""So often a week has an invitation declined, and a meeting a guest from outside or a room."""
SHOWN = 12
"""So many of the people invited to a large meeting are shown."""
ZONES = ("Europe/London", "Europe/Amsterdam", "Europe/Warsaw", "America/Sao_Paulo", "Asia/Kolkata")

Event = dict[str, Any]


class GoogleCalendar(Writing):
    """Writes the calendars of a sampled week; only people of the families at Google have one, whoever they meet."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._folder = folder
        self._accounts = Workforce(scene.organisation, GOOGLE).accounts()

    def write(self, week: Week) -> None:
        """Writes the calendars of a week, if it is sampled."""
        if (week.start // 7) % EVERY != SAMPLED:
            return
        events = self._meetings(meetings_in(self._org, week))
        for person, event in self._others(week):
            events[person].append(event)
        location = self._org.people.location.tolist()
        LinesFile(self._folder / f"events-{iso(week.start)}.ndjson").add(
            {
                "kind": "calendar#events",
                "summary": self._org.identity.email[person],
                "timeZone": ZONES[location[person]],
                "accessRole": "reader",
                "items": events[person],
            }
            for person in np.flatnonzero(self._accounts & week.member).tolist()
        )

    def _meetings(self, met: Meetings) -> dict[int, list[Event]]:
        """The meetings by person, in the calendars of both."""
        found: dict[int, list[Event]] = defaultdict(list)
        rows = zip(*(column.tolist() for column in (met.one, met.other, met.begin, met.minutes, met.again)), strict=True)
        for one, other, begin, minutes, again in rows:
            name = f"nwt{begin // 1440}x{one}x{other}x{again}"
            for owner in (one, other):
                if self._accounts[owner]:
                    shift = int(OFFSET_MINUTES[self._org.people.location[owner]] - OFFSET_MINUTES[self._org.people.location[one]])
                    people = [self._attendee(person, owner) for person in (one, other)] + _strangers(one + other + again)
                    found[owner].append(self._event(name, owner, begin + shift, minutes, people))
        return found

    def _others(self, week: Week) -> Iterator[tuple[int, Event]]:
        """What else stands in calendars: the weekly meeting of everyone, focus time, what was declined or called off, birthdays
        and time away. None of it makes a tie."""
        all_day = {"start": {"date": iso(week.start + 2)}, "end": {"date": iso(week.start + 3)}}
        there = np.flatnonzero(self._accounts & week.member).tolist()
        for person in there:
            at = (week.start + 1) * 1440 + 600
            me = self._attendee(person, person)
            others = [self._attendee(other, person) for other in there[: SHOWN + 1] if other != person][:SHOWN]
            same_moment = at + int(OFFSET_MINUTES[self._org.people.location[person]])
            everyone = self._event(f"nwt{week.start}all", person, same_moment, 30, [me, *others])
            if len(there) > SHOWN + 1:
                yield person, everyone | {"attendeesOmitted": True}
            yield person, self._event(f"nwt{week.start}f{person}", person, at + 240, 120, []) | {"eventType": "focusTime"}
            yield person, {"kind": "calendar#event", "id": f"nwt{week.start}b", "status": "confirmed", **all_day}
            if person % DECLINES_EVERY == 0:
                declined = [me | {"responseStatus": "declined"}, *others[:1]]
                yield person, self._event(f"nwt{week.start}d{person}", person, at + 60, 60, declined)
                yield person, {"kind": "calendar#event", "id": f"nwt{week.start}c{person}", "status": "cancelled"}
        absences = absences_of(self._org, week)
        for person, first, last in zip(absences.person.tolist(), absences.first.tolist(), absences.last.tolist(), strict=True):
            away = self._event(f"nwt{first}a{person}", person, first * 1440, (last - first + 1) * 1440, [])
            yield person, away | {"eventType": "outOfOffice"}

    def _event(self, number: str, owner: int, begin: int, minutes: int, people: list[dict[str, Any]]) -> Event:
        place = int(self._org.people.location[owner])
        start, end = ({"dateTime": local(at, place), "timeZone": ZONES[place]} for at in (begin, begin + minutes))
        told = {"kind": "calendar#event", "id": number, "status": "confirmed", "summary": "Meeting", "eventType": "default"}
        return {**told, "start": start, "end": end, **({"attendees": people} if people else {})}

    def _attendee(self, person: int, owner: int) -> dict[str, Any]:
        answer = {"email": self._org.identity.email[person], "responseStatus": "accepted"}
        return answer | {"self": True} if person == owner else answer


def _strangers(number: int) -> list[dict[str, Any]]:
    """A room or a guest, in some meetings."""
    room = {"email": f"room-{number % 4}@resource.{DOMAIN}", "responseStatus": "accepted", "resource": True}
    guest = {"email": f"guest{number % 50}@customer.example", "responseStatus": "needsAction"}
    return [room] * (number % ROOM_EVERY == 0) + [guest] * (number % GUEST_EVERY == 0)


WRITER = Writer(name="google_calendar", folder="google-calendar", begin=GoogleCalendar)
