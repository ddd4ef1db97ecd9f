"""Sensitive figures with leaders pooled: an insider who knows the levels finds nothing, and a joiner where rule 5 is off."""

import numpy as np
import pyarrow as pa
import pytest
from tests.attack.planted import FileSurface
from tests.attack.rules_off import contribution_rows

from clearspan.attack.card import Card
from clearspan.attack.export_surface import as_observed
from clearspan.attack.insider import Insider
from clearspan.attack.run import AttackReport, attack
from clearspan.privacy.release.measure import Measure, ReleaseRequest
from clearspan.privacy.release.policy import MEMBERSHIP, RULES, Policy
from clearspan.privacy.release.release import release
from clearspan.privacy.release.state import empty_state
from clearspan.vocabulary.grid import WHOLE, Dimension
from clearspan.vocabulary.period import parse_period
from clearspan.vocabulary.shape import Population, Shape

QUARTERS = (parse_period("2026-Q1"), parse_period("2026-Q2"))
WEEKS = tuple(parse_period(name) for name in ("2026-W13", "2026-W16", "2026-W19", "2026-W22"))
SIZES = {"X / A / one": 15, "X / A / two": 16, "X / B / one": 18, "Y / C / one": 24, "Y / C / two": 25}
LEAD = "Lead"


def grown(joiners: int) -> pa.Table:
    """Everyone in every period: each team has one leader, the first one gains so many people, one each week, a leader last."""
    rows = []
    for period in sorted((*QUARTERS, *WEEKS), key=lambda each: each.end):
        weeks = sum(week.end <= period.end for week in WEEKS)
        came = min(joiners, weeks - 1) if period.end <= WEEKS[-1].end else joiners
        person = 0
        for team, size in SIZES.items():
            for place in range(size + joiners if team == "X / A / one" else size):
                if place < size + came or team != "X / A / one":
                    rows.append(
                        {
                            "person": person, "kind": str(period.kind), "start": period.start, "organisation": WHOLE,
                            "division": team[:1], "department": team[:5], "team": team,
                            "role": "Sales" if person % 2 else "Legal",
                            "level": LEAD if place == 0 or place == size + joiners - 1 else "Professional",
                            "tenure": None, "location": None,
                        }
                    )  # fmt: skip
                person += 1
    return pa.Table.from_pylist(rows)


def found(joiners: int, off: str | None = None) -> AttackReport:
    members, draws = grown(joiners), np.random.default_rng(5)
    quarters = [row for row in members.to_pylist() if row["kind"] == "quarter"]
    said = [(row["person"], "time_to_learn", "quarter", row["start"], None, float(draws.integers(101)), 1.0) for row in quarters]
    counted = members.select(["person", "kind", "start"])
    measure = Measure(
        "pulse_points", 1, Shape.MEAN, Population.EMPLOYED, contribution_rows(said), sensitive=True, kinds=(QUARTERS[0].kind,)
    )
    request = ReleaseRequest(
        periods=(*WEEKS, *QUARTERS),
        members=members,
        populations={"employed": counted},
        measures=[measure],
        published=empty_state(),
        policy=Policy(rules=RULES - {off} if off else RULES),
        noise_key=b"a key of at least sixteen bytes",
        number=1,
        released_at=1_800_000_000,
        small=False,
        leading_levels=frozenset({LEAD}),
        sensitive_kinds=frozenset({QUARTERS[0].kind}),
    )
    held = counted.append_column("tool", pa.array(["none"] * counted.num_rows)).slice(0, 0)
    cards = (Card(measure.name, measure.shape, measure.population, sensitive=True),)
    stated = members.select(["person", "kind", "start", *map(str, Dimension)])
    return attack(
        [FileSurface(as_observed(release(request).cells), shows=cards)], Insider(stated, held, leading=frozenset({LEAD}))
    )


@pytest.mark.parametrize("joiners", [1, 3, 11])
def test_who_knows_the_levels_of_leaders_finds_nothing(joiners: int) -> None:
    report = found(joiners)
    assert (report.leaks, report.hauls["date_shift"].attempts > 5) == (0, True)


def test_three_joiners_who_do_not_lead_are_found_where_groups_roll_forward_at_once() -> None:
    report = found(4, MEMBERSHIP)
    assert 3 in {finding.people for finding in report.hauls["date_shift"].findings}
