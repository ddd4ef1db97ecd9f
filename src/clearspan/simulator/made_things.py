"""GPTs and projects that people make: one that many use, and those that stay with their makers."""

from collections.abc import Iterator

import numpy as np

from clearspan.simulator.arrays import Ints
from clearspan.simulator.chatgpt_period import GPT, Period, created, period_draws, shares
from clearspan.simulator.dates import iso
from clearspan.simulator.families import CHATGPT
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.week import Week

REPORTED = (
    "is_active", "first_day_active_in_period", "last_day_active_in_period", "messages_workspace", "unique_messagers_workspace",
)  # fmt: skip
SATURDAY = 5

Row = tuple[object, ...]


class MadeThings:
    """The things of one kind, by the name of the one that many use; whatever is made in a week is listed idle from then on."""

    def __init__(self, organisation: Organisation, shared: str) -> None:
        self._org, self._shared = organisation, shared
        self._period = Period(len(organisation.people), organisation.plan.first - 1)
        self._idle: list[tuple[str, int]] = []

    def periods(self, week: Week) -> Iterator[tuple[int, int, list[Row]]]:
        """First day, last day and rows of the period that ends in a week: number, name, kind, description, address and maker of
        each thing, and what REPORTED names."""
        for at, day in enumerate(week.days):
            self._period.add(day, week.actions[:, CHATGPT, at])
            if at == SATURDAY:
                yield self._period.start, day, self._rows(day)
                self._period = Period(len(self._org.people), day + 1)

    def _rows(self, end: int) -> list[Row]:
        messages = self._messages(end)
        who = messages > 0
        first, last = self._period.first[who], self._period.last[who]
        used = (iso(int(first.min())), iso(int(last.max()))) if len(first) else ("", "")
        busy = (int(who.any()), *used, int(messages.sum()), int(who.sum()))
        idle = [self._row(thing, maker, (0, "", "", 0, 0)) for thing, maker in self._idle]
        return [self._row(self._shared, self._maker(), busy), *idle]

    def _messages(self, end: int) -> Ints:
        """How many messages of each member went to things of this kind; notes what was made."""
        draws = period_draws(self._org, self._period.start)
        licences = self._org.licences
        members = (licences.since[:, CHATGPT] <= end) & (licences.until[:, CHATGPT] > end) & ~licences.pending
        found = np.zeros(len(members), dtype=np.int64)
        for person in np.flatnonzero(members & (self._period.messages > 0)).tolist():
            spent, draw = int(self._period.messages[person]), draws[person].tolist()
            gpt, _, project = shares(spent, draw)
            found[person] = gpt if self._shared == GPT else project
            if created(spent, draw):
                self._idle.append((f"{self._shared[0]}-{self._org.identity.token[person][:6]}-{end}", person))
        return found

    def _maker(self) -> int:
        """Who made the thing that many use: the first who held a licence."""
        return int(np.argmin(self._org.licences.since[:, CHATGPT]))

    def _row(self, thing: str, maker: int, reported: Row) -> Row:
        names = self._org.identity
        address = f"https://chatgpt.com/{thing[0]}/{thing}"
        return (thing, f"Thing of {names.name[maker]}", "live", "", address, names.chat_email(maker), *reported)
