"""Explaining a figure: the same while nothing has changed, and for every change a reason that tells nothing of a person."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from tests.organisation import silent

from clearspan import clock
from clearspan.answers.changed_since import Reason, changed_since
from clearspan.answers.desk import Desk
from clearspan.answers.explanation import explanation
from clearspan.answers.figure import Figure
from clearspan.errors import NotReleased, UsageError
from clearspan.jobs.explain import Outcome, Recomputed, recompute
from clearspan.jobs.forget import forget
from clearspan.jobs.refresh import policy_of, refresh
from clearspan.jobs.run import read_exports
from clearspan.settings import load_settings
from clearspan.vocabulary.grid import WHOLE, Dimension
from clearspan.vocabulary.period import PeriodKind
from clearspan.warehouse.findings import Findings

PEOPLE = 40
MONDAYS = [date(2026, 3, 30) + timedelta(weeks=week) for week in range(14)]
USAGE = "email,tool,period_start,period_end,active_days,actions\n"


def staff() -> str:
    rows = [f"{number},p{number}@example.com,{'Blue' if number % 2 else 'Red'}" for number in range(PEOPLE)]
    return "\n".join(["Employee_ID,Work_Email,Team", *rows, ""])


def usage(active: range, mondays: list[date] = MONDAYS) -> str:
    return USAGE + "".join(
        f"p{number}@example.com,claude,{monday},{monday + timedelta(days=6)},3,{5 + number}\n"
        for monday in mondays
        for number in active
    )


@dataclass(frozen=True)
class Folder:
    """A small organisation of which a quarter is released, and what arrives afterwards."""

    directory: Path

    def arrives(self, name: str, text: str) -> None:
        """One more file is read; nothing is released."""
        exports = self.directory / "exports"
        exports.mkdir(parents=True, exist_ok=True)
        (exports / name).write_text(text)
        read_exports(exports, self.directory, load_settings(self.directory), silent)

    def figure(self) -> Figure:
        """The share of everyone who used it in the quarter."""
        (found,) = (
            Desk(self.directory).evidence().released.figures("active_share", Dimension.ORGANISATION, when=PeriodKind.QUARTER)
        )
        assert (found.group, found.shown) == (WHOLE, True)
        return found

    def explained(self) -> tuple[set[Reason], Recomputed]:
        """Why the figure might differ, and what computing it again comes to."""
        evidence, settings = Desk(self.directory).evidence(), load_settings(self.directory)
        changes = {change.reason for change in changed_since(evidence, self.figure())}
        return changes, recompute(self.directory, settings, policy_of(settings), evidence, self.figure())


@pytest.fixture(scope="module", autouse=True)
def later() -> Iterator[None]:
    """Every look at the clock is a minute after the last one."""
    begin, looks = clock.now(), count()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: begin + timedelta(minutes=next(looks)))
        yield


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory, later: None) -> Path:
    """The small organisation, after its one release."""
    folder = Folder(tmp_path_factory.mktemp("explained"))
    folder.arrives("staff.csv", staff())
    folder.arrives("usage.csv", usage(range(22)))
    settings = load_settings(folder.directory)
    refresh(folder.directory, settings, policy_of(settings), silent)
    return folder.directory


@pytest.fixture
def folder(released: Path, tmp_path: Path) -> Folder:
    return copied(released, tmp_path / "one")


def copied(released: Path, directory: Path) -> Folder:
    """Another folder with the same content."""
    shutil.copytree(released, directory)
    return Folder(directory)


def test_a_figure_is_the_same_until_facts_of_enough_people_are_restated(folder: Folder) -> None:
    assert folder.explained()[1].outcome is Outcome.SAME
    before = folder.figure()
    folder.arrives("usage-again.csv", usage(range(30), MONDAYS[:6]))
    changes, again = folder.explained()
    assert (changes, again.outcome) == ({Reason.RESTATED}, Outcome.DIFFERS)
    assert folder.figure() == before


def test_whether_the_facts_of_one_person_would_change_it_is_not_told(released: Path, tmp_path: Path) -> None:
    """Two organisations, apart only in whether the person whose record came by itself had used it before: they get one answer."""
    told = []
    for number in (3, 35):
        folder = copied(released, tmp_path / str(number))
        folder.arrives("late.csv", usage(range(number, number + 1), MONDAYS[:1]))
        told.append(folder.explained())
    assert told[0] == told[1]
    assert (told[0][0], told[0][1].outcome) == ({Reason.RESTATED}, Outcome.NOT_COMPARABLE)


def test_whether_an_erased_person_would_change_it_is_not_told_and_findings_stay(released: Path, tmp_path: Path) -> None:
    told = []
    for number in (3, 35):
        folder = copied(released, tmp_path / str(number))
        forget(folder.directory, f"p{number}@example.com")
        told.append(folder.explained())
    settings = load_settings(folder.directory)
    refresh(folder.directory, settings, policy_of(settings), silent)
    assert Findings(folder.directory).everything() == Findings(released).everything()
    assert told[0] == told[1]
    assert (told[0][0], told[0][1].outcome) == ({Reason.ERASED}, Outcome.NOT_COMPARABLE)
    assert Findings(released).everything()


def test_what_is_withheld_or_was_never_there_is_refused_alike(released: Path) -> None:
    folder, said = Folder(released), set()
    evidence, known = Desk(released).evidence(), folder.figure().id
    quarter = PeriodKind.QUARTER
    cells = [each for name in evidence.cards for each in evidence.released.figures(name, Dimension.TEAM, when=quarter)]
    hidden = next(each.id for each in cells if not each.shown)
    for wanted in (hidden, known[:-1] + "0", known.replace("active_share", "no_such")):
        with pytest.raises(NotReleased) as refused:
            explanation(evidence, wanted)
        said.add(str(refused.value))
    assert len(said) == 1
    with pytest.raises(UsageError, match="not the id of a figure"):
        explanation(evidence, "active_share")


def test_an_explanation_holds_no_figure_but_the_released_one(released: Path) -> None:
    figure = Folder(released).figure()
    told = explanation(Desk(released).evidence(), figure.id).record()
    assert json.loads(json.dumps(told))["figure"] == figure.record()
    assert set(told) == {"id", "says", "figure", "passport", "card", "changed_since"}
