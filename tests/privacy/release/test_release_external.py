"""Rule 9: outside the organisation only differentially private counts of large groups, within a budget."""

import sys
from fractions import Fraction
from pathlib import Path

import pytest

from clearspan.errors import StoreError, UsageError
from clearspan.privacy.external import Counted, Entry, Ledger, publish_counts
from clearspan.privacy.release.policy import Policy

GROUPS = {"north": Counted(400, 600), "south": Counted(90, 101)}


def entry(epsilon: str, counts: int = 2) -> Entry:
    return Entry("active people by region", epsilon, counts, 0)


def test_counts_are_noisy_and_close(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "budget.jsonl", "100")
    drawn = [publish_counts(GROUPS, entry("0.5"), ledger)["north"] for _ in range(100)]
    assert len(set(drawn)) > 3
    assert abs(sum(drawn) / len(drawn) - 400) < 2


def test_the_budget_is_spent_recorded_and_refused(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "budget.jsonl", "1")
    publish_counts(GROUPS, entry("0.3"), ledger)
    publish_counts(GROUPS, entry("0.7"), ledger)
    assert ledger.left() == Fraction(0)
    with pytest.raises(UsageError, match=r"would cost 0\.1"):
        publish_counts(GROUPS, entry("0.1"), ledger)
    assert [each.epsilon for each in ledger.entries()] == ["0.3", "0.7"]


def test_small_groups_never_leave(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "budget.jsonl", "1")
    with pytest.raises(UsageError, match="100 people or fewer"):
        publish_counts({"team": Counted(60, 100)}, entry("0.1", 1), ledger)
    assert ledger.left() == 1


def test_without_the_rule_the_budget_is_overrun(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "budget.jsonl", "1")
    publish_counts(GROUPS, entry("3"), ledger, Policy(rules=Policy().rules - {"external"}))
    assert ledger.left() < 0


def test_a_damaged_ledger_stops_everything(tmp_path: Path) -> None:
    path = tmp_path / "budget.jsonl"
    path.write_text('{"what": "x"}\n', encoding="utf-8")
    with pytest.raises(StoreError, match="line 1"):
        publish_counts(GROUPS, entry("0.1"), Ledger(path, "1"))


def test_opendp_missing_is_said_and_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opendp.prelude", None)
    ledger = Ledger(tmp_path / "budget.jsonl", "1")
    with pytest.raises(UsageError, match="OpenDP, which is not installed"):
        publish_counts(GROUPS, entry("0.1"), ledger)
    assert ledger.left() == 1


@pytest.mark.parametrize("epsilon", ["0", "-1"])
def test_free_releases_do_not_exist(tmp_path: Path, epsilon: str) -> None:
    with pytest.raises(UsageError, match="above 0"):
        publish_counts(GROUPS, entry(epsilon), Ledger(tmp_path / "budget.jsonl", "1"))
