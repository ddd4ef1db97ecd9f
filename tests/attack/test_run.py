"""The run: every attacker on the shelf runs, and the report has the documented shape."""

from tests.attack.planted import FileSurface, MemorySurface, half, hidden, insider, people

from clearspan.attack.observed import table_of
from clearspan.attack.rules import stopping_rules
from clearspan.attack.run import all_attackers, attack

ROLL = [*people(20, team="T1", department="P"), *people(3, team="T2", department="P"), *people(20, team="T3", department="Q")]
SAFE = [
    half("department", "P", 23),
    half("team", "T3", 20),
    hidden("team", "T1"),
    hidden("team", "T2"),
    hidden("department", "Q"),
]
LEAKY = [half("department", "P", 23), half("team", "T1", 20), hidden("team", "T2")]
NAMES = {
    "minus_one", "hierarchy", "margins", "date_shift", "overlap", "homogeneity", "dominance", "repetition",
    "erase_and_compare", "error_oracle", "query_count",
}  # fmt: skip


def test_every_attacker_is_on_the_shelf_and_has_a_rule_that_stops_it() -> None:
    assert set(all_attackers()) >= NAMES
    assert all(stopping_rules().values())


def test_the_report_has_the_documented_shape() -> None:
    report = attack([FileSurface(table_of(LEAKY)), MemorySurface(LEAKY)], insider(ROLL)).to_json()
    each = report["attackers"]
    assert isinstance(each, dict)
    assert set(report) == {"attempts", "leaks", "attackers"}
    assert set(each) == set(all_attackers())
    assert all(set(haul) == {"attempts", "leaks"} for haul in each.values())
    assert report["attempts"] == sum(haul["attempts"] for haul in each.values())
    assert report["leaks"] == sum(haul["leaks"] for haul in each.values()) > 0


def test_nothing_is_found_where_nothing_can_be_computed() -> None:
    report = attack([FileSurface(table_of(SAFE)), MemorySurface(SAFE)], insider(ROLL))
    assert (report.leaks, report.attempts > 100) == (0, True)


def test_only_the_named_attackers_run() -> None:
    chosen = {"hierarchy": all_attackers()["hierarchy"]}
    assert set(attack([FileSurface(table_of(LEAKY))], insider(ROLL), chosen).hauls) == {"hierarchy"}


def test_nothing_shown_is_nothing_found() -> None:
    assert attack([FileSurface(table_of([]))], insider([])).leaks == 0


def test_findings_name_no_person() -> None:
    report = attack([FileSurface(table_of(LEAKY))], insider(ROLL))
    (finding,) = report.hauls["hierarchy"].findings
    assert finding.people == 3
    assert "person" not in " ".join(finding.cells)
