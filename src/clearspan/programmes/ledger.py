"""The time ledger: what AI saved, less checking and rework, less learning; and what became of the rest. It balances exactly.

Minutes are whole in diaries, and everything that is derived from them is a fraction, so that the parts add up to the whole
without a rest. A ledger without rework cannot be made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from clearspan.errors import CannotTell
from clearspan.vocabulary.minimums import LEAST


class Fate(StrEnum):
    """What became of time that was left over."""

    REINVESTED = "reinvested"
    RETURNED = "returned"
    EVAPORATED = "evaporated"


FATES = {
    0: Fate.EVAPORATED,
    1: Fate.REINVESTED,
    2: Fate.REINVESTED,
    3: Fate.REINVESTED,
    4: Fate.REINVESTED,
    5: Fate.RETURNED,
    6: Fate.EVAPORATED,
}
"""The answer to what became of the rest, as the diary stores it: work, better work, learning and helping are reinvested; a
breather or going home on time is returned to the person; none, and 'I cannot say', evaporated."""


@dataclass(frozen=True)
class DiaryDay:
    """One person's day: whole minutes saved, spent on checking and on redoing, and what became of the rest."""

    person: int
    saved: int
    checking: int
    redoing: int
    fate: Fate


@dataclass(frozen=True)
class Ledger:
    """Minutes a person and working day. `gross - checking - rework - learning` is `net`, and that is `reinvested + returned +
    evaporated`; both hold exactly. What evaporated may be below nothing: then AI cost more time than it saved. `rework_from` says
    whether the diaries or the work items told more of it. `people` and `days` are those of the diaries."""

    gross: Fraction
    checking: Fraction
    rework: Fraction
    learning: Fraction
    reinvested: Fraction
    returned: Fraction
    rework_from: str
    people: int
    days: int

    @property
    def net(self) -> Fraction:
        """What is left of what was saved."""
        return self.gross - self.checking - self.rework - self.learning

    @property
    def evaporated(self) -> Fraction:
        """What is left, and neither went into work nor back to the person."""
        return self.net - self.reinvested - self.returned

    def parts(self) -> tuple[tuple[str, float], ...]:
        """Every part in minutes, in the order of the flow."""
        names = ("gross", "checking", "rework", "learning", "net", "reinvested", "returned", "evaporated")
        return tuple((name, float(getattr(self, name))) for name in names)


def add_up(
    diary: Sequence[DiaryDay], came_back: Fraction | None, learning: Fraction | None, fewest: int = LEAST.sensitive
) -> Ledger:
    """The ledger of a group. `came_back` is by how much more often work done with AI comes back than other work like it (a share
    of it; None where work items do not say), `learning` the minutes a person and working day that courses and practice took.

    Rework is what the diaries say, or that share of what was saved where work items say more. Raises CannotTell where fewer than
    `fewest` people kept a diary, or nothing is known of learning.
    """
    people = len({day.person for day in diary})
    if people < fewest:
        remedy = "Ask a share of people for a diary: clearspan pulse plan --for diary."
        raise CannotTell(f"{people} people kept a diary, and fewer than {fewest} are never told", remedy=remedy)
    if learning is None:
        raise CannotTell(
            "nothing is known of the time that learning takes", remedy="Connect the records of courses and practice."
        )
    days = len(diary)
    gross, checking = Fraction(sum(day.saved for day in diary), days), Fraction(sum(day.checking for day in diary), days)
    told = Fraction(sum(day.redoing for day in diary), days)
    seen = max(came_back, Fraction(0)) * gross if came_back is not None else Fraction(0)
    rework = max(told, seen)
    left = {fate: Fraction(sum(_left(day) for day in diary if day.fate is fate), days) for fate in Fate}
    whole = sum(left.values(), Fraction(0))
    net = gross - checking - rework - learning
    part = max(net, Fraction(0)) / whole if whole > 0 else Fraction(0)
    kept = {fate: left[fate] * min(part, Fraction(1)) for fate in Fate}
    source = "work items" if seen > told else "diaries"
    return Ledger(gross, checking, rework, learning, kept[Fate.REINVESTED], kept[Fate.RETURNED], source, people, days)


def _left(day: DiaryDay) -> int:
    """Minutes that were left of a day's savings; nothing where checking and redoing took more."""
    return max(day.saved - day.checking - day.redoing, 0)


def against(treated: Ledger, control: Ledger) -> Ledger:
    """What the programme added: the treated group's ledger less the control group's, part by part; it balances as both do."""
    return Ledger(
        treated.gross - control.gross,
        treated.checking - control.checking,
        treated.rework - control.rework,
        treated.learning - control.learning,
        treated.reinvested - control.reinvested,
        treated.returned - control.returned,
        treated.rework_from if treated.rework_from == control.rework_from else "diaries and work items",
        treated.people,
        treated.days,
    )


def rounded(ledger: Ledger, step: Fraction = Fraction(1, 2)) -> dict[str, Fraction]:
    """Every part in steps, so that what is told balances too: gross and net follow from their parts."""
    told = {
        name: round(getattr(ledger, name) / step) * step for name in ("checking", "rework", "learning", "reinvested", "returned")
    }
    told["evaporated"] = round(ledger.evaporated / step) * step
    told["net"] = told["reinvested"] + told["returned"] + told["evaporated"]
    told["gross"] = told["net"] + told["checking"] + told["rework"] + told["learning"]
    return told
