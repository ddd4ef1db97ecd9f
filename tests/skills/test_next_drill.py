"""The next drill: by a hidden share that no history changes, never one that was seen, raw and polished in turns."""

from dataclasses import replace

import pytest
from tests.skills.drilled import PAYOFF, Action, Attempt

from clearspan.skills.drills.drill import USUAL_PAYOFFS, Document, Drill, DrillSet, Severity
from clearspan.skills.drills.twin import ErrorType, Twin
from clearspan.skills.item_files.upkeep import Upkeep
from clearspan.skills.judgment.next_drill import Choice, choose_drill

TWIN = Twin(ErrorType.WRONG_NUMBER, "12 units", "21 units", "21", "12 units", "12 units", "The note says 12.")
DRILL = Drill(
    "sales/d0", "Title", "Seller", 3, Severity.MEDIUM, "A wrong order.", ("judgment.noticing",), (), "Check the order.",
    (Document("Note", "12 units"),), "We order {{twin}}.", "order {{twin}}", TWIN, USUAL_PAYOFFS[Severity.MEDIUM],
    Upkeep("Sales", 20_000, 20_300, "Own", "Apache-2.0", ()),
)  # fmt: skip


def _set(share: float, count: int = 12) -> DrillSet:
    drills = (
        replace(DRILL, name=f"sales/d{n}", skills=("judgment.verifying",) if n == 7 else DRILL.skills) for n in range(count)
    )
    return DrillSet("sales", share, tuple(drills))


def _done(choice: Choice, day: int) -> Attempt:
    return Attempt(1, choice.drill.name, day, choice.seeded, choice.polished, None, 2, Action.VERIFY, False, False, PAYOFF)


@pytest.mark.parametrize("share", [0.25, 0.6])
def test_everyone_gets_each_drill_once_and_errors_by_the_share_of_the_set(share: float) -> None:
    seeded, after_error = [], []
    for person in range(120):
        done: list[Attempt] = []
        while choice := choose_drill(_set(share), done, person):
            assert choice == choose_drill(_set(share), done, person)
            if done and done[-1].seeded:
                after_error.append(choice.seeded)
            done.append(_done(choice, len(done)))
        assert len({each.drill for each in done}) == len(done) == 12
        for kind in (True, False):
            polished = [each.polished for each in done if each.seeded is kind]
            assert abs(sum(polished) - (len(polished) - sum(polished))) <= 1
        seeded += [each.seeded for each in done]
    assert sum(seeded) / len(seeded) == pytest.approx(share, abs=0.04), "three errors of 1440 draws"
    assert sum(after_error) / len(after_error) == pytest.approx(share, abs=0.07), "the last one says nothing of the next"


def test_what_is_wanted_comes_first_and_what_is_overdue_does_not_come() -> None:
    choice = choose_drill(_set(0.5), [], 1, ["judgment.verifying"])
    assert choice and choice.drill.name == "sales/d7" and choice.propensity == pytest.approx(0.25)
    assert choose_drill(_set(0.5), [], 1, today=20_301) is None
