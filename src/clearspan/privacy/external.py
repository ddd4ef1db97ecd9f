"""Rule 9: counts that leave the organisation, under formal differential privacy with a budget that can be used up.

Releases inside the organisation are deterministic and rest on suppression; for the world outside, where nobody can say what
others know, only noise with a proof will do. Each count gets discrete Laplace (two-sided geometric) noise of scale 1 / epsilon
from OpenDP: one person more or less changes it by at most one. The epsilons of all counts ever published about the
organisation add up, so a ledger records each before its count is drawn, and refuses what would exceed the budget.

OpenDP is an optional dependency: `pip install clearspan[external]`.
"""

import importlib
import json
import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from fractions import Fraction
from pathlib import Path
from typing import IO, Any

from clearspan.errors import StoreError, UsageError
from clearspan.privacy.release.policy import EXTERNAL, EXTERNAL_FLOOR, Policy


@dataclass(frozen=True)
class Entry:
    """One line of the ledger: what was published, how much of the budget it cost, and when (seconds since 1970)."""

    what: str
    epsilon: str
    counts: int
    at: int


@dataclass(frozen=True)
class Ledger:
    """The budget for external releases: a file of JSON lines that is only ever appended to.

    `budget` is the total epsilon that may ever be spent; exact decimal text, so that nothing is lost in rounding.
    """

    path: Path
    budget: str

    def entries(self) -> tuple[Entry, ...]:
        """Everything spent so far. Raises StoreError for a line that is not an entry."""
        if not self.path.exists():
            return ()
        return _parsed(self.path.read_text(encoding="utf-8"), self.path)

    def left(self) -> Fraction:
        """What is left of the budget."""
        return Fraction(self.budget) - _spent(self.entries())

    def spend(self, entry: Entry, policy: Policy) -> None:
        """Records an entry, safely on disk. Raises UsageError, and records nothing, where the budget does not reach."""
        cost = Fraction(entry.epsilon)
        if cost <= 0:
            raise UsageError("epsilon must be above 0", where=str(self.path))
        with _locked(self.path) as file:
            left = Fraction(self.budget) - _spent(_parsed(file.read(), self.path))
            if policy.holds(EXTERNAL) and cost > left:
                raise UsageError(
                    f"{entry.what} would cost {entry.epsilon} of the privacy budget, and {float(left):g} is left",
                    where=str(self.path),
                    remedy="Publish less. The budget is never given back: what is out stays out.",
                )
            file.write(json.dumps(entry.__dict__, sort_keys=True) + "\n")
            file.flush()
            os.fsync(file.fileno())


@dataclass(frozen=True)
class Counted:
    """How many of the people of a group the count is about, and how many people the group has."""

    count: int
    people: int


def publish_counts(groups: Mapping[str, Counted], entry: Entry, ledger: Ledger, policy: Policy | None = None) -> dict[str, int]:
    """Noisy counts for the outside, by group. `entry.epsilon` is spent once for all of them, because the groups must be
    disjoint: a person is in one of them.

    Raises UsageError for groups of 100 people and fewer, for a budget that does not reach, and where OpenDP is not
    installed; then nothing is spent.
    """
    policy = policy or Policy()
    if policy.holds(EXTERNAL) and any(each.people <= EXTERNAL_FLOOR for each in groups.values()):
        raise UsageError(
            f"a group has {EXTERNAL_FLOOR} people or fewer",
            where=entry.what,
            remedy="Only larger groups may be described outside the organisation.",
        )
    if entry.counts != len(groups):
        raise UsageError(f"the entry says {entry.counts} counts and there are {len(groups)}", where=entry.what)
    draw = _mechanism(Fraction(entry.epsilon))
    ledger.spend(entry, policy)
    return {group: max(0, int(draw(each.count))) for group, each in groups.items()}


def _mechanism(epsilon: Fraction) -> Any:
    try:
        dp: Any = importlib.import_module("opendp.prelude")
    except ImportError as error:
        raise UsageError(
            "releases outside the organisation need OpenDP, which is not installed",
            where="external release",
            remedy="Install it with: pip install 'clearspan[external]'",
        ) from error
    dp.enable_features("contrib")
    if epsilon <= 0:
        raise UsageError("epsilon must be above 0", where="external release")
    space = dp.atom_domain(T="i64"), dp.absolute_distance(T="i64")
    return dp.m.make_laplace(*space, scale=float(1 / epsilon))


def _spent(entries: tuple[Entry, ...]) -> Fraction:
    return sum((Fraction(entry.epsilon) for entry in entries), Fraction(0))


def _parsed(text: str, path: Path) -> tuple[Entry, ...]:
    found: list[Entry] = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            found.append(Entry(**json.loads(line)))
            Fraction(found[-1].epsilon)
        except (ValueError, TypeError) as error:
            raise StoreError(
                "the line is not an entry of the privacy budget",
                where=f"{path}, line {number}",
                remedy="Restore the file: without it, nothing may be published.",
            ) from error
    return tuple(found)


@contextmanager
def _locked(path: Path) -> Generator[IO[str]]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        flock(file, LOCK_EX)
        file.seek(0)
        yield file
