"""A programme from its template to its end: what is refused, what is frozen, and that the log shows a change."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

import clearspan.diagnosis.causes
import clearspan.metrics.definitions
from clearspan.application.store import Application
from clearspan.application.tables import PROGRAMME_LOG
from clearspan.diagnosis.cause import Cause
from clearspan.errors import ShelfError, StoreError, UsageError
from clearspan.metrics.metric import Metric
from clearspan.programmes.assignment import Arm, Candidate, Wanted, draw
from clearspan.programmes.money import read_money
from clearspan.programmes.programme import Design, Population, Programme, read_programme
from clearspan.programmes.register import Register, Signature, check_log
from clearspan.programmes.stage import Stage
from clearspan.programmes.target import read_target
from clearspan.programmes.templates import read_template, templates
from clearspan.shelf import read_shelf
from clearspan.vocabulary.grid import Dimension

SIGNED = Signature(1_790_000_000, "Learning and development")
TEAMS = [Candidate(f"Team {number:02d}", "north" if number % 3 else "south", 8 + number % 5, number / 40) for number in range(24)]


def programme(**other: object) -> Programme:
    """A programme as a template proposes it."""
    population = Population(Dimension.DIVISION, ("North",))
    made = templates()["role_use_case_sprint"].programme("replies", "", population, "Support", "Operations")
    return replace(made, **other)  # type: ignore[arg-type]


def test_every_template_names_metrics_and_reasons_that_exist() -> None:
    metrics = read_shelf(clearspan.metrics.definitions, Metric)
    causes = read_shelf(clearspan.diagnosis.causes, Cause)
    assert {"role_use_case_sprint", "champion_pods", "coach_and_five", "redesign_pilot", "leader_modelling"} <= templates().keys()
    assert {"trust_and_involvement", "micro_lessons"} <= templates().keys()
    for template in templates().values():
        assert {template.outcome, template.counter_outcome} <= metrics.keys(), template.name
        assert set(template.causes) <= causes.keys(), template.name
    six = templates()["coach_and_five"].pod
    assert six is not None and (six.largest - six.leading, six.weeks, six.behaviours) == (5, 10, 3)
    twelve = templates()["champion_pods"].pod
    assert twelve is not None and (twelve.smallest, twelve.largest) == (8, 12)


def test_a_template_with_a_fault_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('name = "mine"\ntitle = "Mine"\nbadge = 1\n', encoding="utf-8")
    with pytest.raises(ShelfError, match=r"mine\.toml: is no template: it has fields that no template has: badge"):
        read_template(path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": "Not a name"}, "is no name"),
        ({"counter_outcome": "active_share"}, "one metric as outcome and counter-outcome"),
        ({"owner": ""}, "no owner and sponsor"),
        ({"owner": "someone@example.org"}, "names a person by an address"),
        ({"checkpoints": (60, 30)}, "no rising checkpoints"),
        ({"messy_days": 90}, "messy period"),
        ({"length_days": 5}, "no usable length"),
    ],
)
def test_what_cannot_be_judged_is_refused(change: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        programme(**change)


def test_a_target_and_money_are_read_as_people_write_them() -> None:
    target = read_target("80% of participants use claude 2 times a week for draft reply by day 30")
    assert (target.tool, target.task, target.times, target.share, target.day) == ("claude", "draft reply", 2, 0.8, 30)
    assert target.sentence() == "80% of participants use Claude at least twice a week for “draft reply” by day 30."
    assert str(read_money("12,500.50 eur")) == "12500.50 EUR"
    for wrong in ("80% use claude", "180% use any 2 a week for x by day 30"):
        with pytest.raises(UsageError):
            read_target(wrong)
    with pytest.raises(UsageError, match="no amount of money"):
        read_money("lots")


def test_a_programme_lives_once_and_its_log_shows_a_change(tmp_path: Path) -> None:
    mine = programme(cost=read_money("9000 EUR"), messy_days=14)
    assert read_programme(mine.written()) == mine
    with Application(tmp_path) as store:
        register = Register(store)
        register.add(mine, 20000, SIGNED)
        with pytest.raises(UsageError, match="there is a programme of that name"):
            register.add(mine, 20000, SIGNED)
        with pytest.raises(UsageError, match="is draft, and running does not follow"):
            register.start("replies", SIGNED)
        drawn = draw("replies", TEAMS, Wanted(Design.WAITLIST, 4, 20010, 90))
        held = register.assign("replies", drawn, 20010, SIGNED)
        assert held.assignment is not None and held.assignment.digest == drawn.digest == held.digest
        with pytest.raises(UsageError, match="assigned does not follow"):
            register.assign("replies", drawn, 20010, SIGNED)
        register.show_power("replies", {"sentence": "It can see 5 points."}, SIGNED)
        register.start("replies", SIGNED)
        register.move("replies", Stage.READ_OUT, SIGNED, "day 90")
        ended = register.move("replies", Stage.CLOSED, SIGNED)
        assert [each.programme for each in register.all()] == [mine]
        assert ended.stage is Stage.CLOSED and drawn.digest in ended.log[1].what
        check_log("replies", ended.log)
        with store.writing() as connection:
            connection.execute(update(PROGRAMME_LOG).where(PROGRAMME_LOG.c.number == 2).values(by="Somebody else"))
        with pytest.raises(StoreError, match="replies, entry 2: the log was changed"):
            check_log("replies", register.find("replies").log)


@pytest.mark.parametrize("design", [Design.WAITLIST, Design.STEPPED_WEDGE, Design.PAIRED])
def test_chance_decides_within_strata_and_is_drawn_the_same_again(design: Design) -> None:
    wanted = Wanted(design, 11, 20010, 90)
    drawn = draw("replies", TEAMS, wanted)
    assert drawn == draw("replies", list(reversed(TEAMS)), wanted)
    assert drawn.digest != draw("replies", TEAMS, replace(wanted, seed=12)).digest
    for stratum in ("north", "south"):
        mine = [place for place in drawn.places if place.stratum == stratum]
        first = [place for place in mine if place.start_day == 20010]
        share = len(first) / len(mine)
        assert abs(share - (1 / 3 if design is Design.STEPPED_WEDGE else 1 / 2)) < 0.1
    rows = list(csv.DictReader(io.StringIO(drawn.csv())))
    assert len(rows) == 24 and set(rows[0]) == {"team", "arm", "start_day"} and rows[0]["start_day"].startswith("2024-")


def test_every_team_is_as_likely_to_start_as_any_other() -> None:
    started = dict.fromkeys((each.team for each in TEAMS), 0)
    for seed in range(400):
        for team in draw("replies", TEAMS, Wanted(Design.WAITLIST, seed, 20010, 90)).side(Arm.TREATMENT):
            started[team] += 1
    assert all(150 < times < 250 for times in started.values())


def test_a_match_takes_the_nearest_of_its_own_stratum_and_pairs_are_near() -> None:
    treated = ("Team 03", "Team 10")
    drawn = draw("push", TEAMS, Wanted(Design.MATCHED, 0, 20010, 90, treated=treated))
    assert set(drawn.side(Arm.TREATMENT)) == set(treated) and not drawn.design.randomised
    known = {each.team: each for each in TEAMS}
    controls = [place for place in drawn.places if place.arm is Arm.CONTROL]
    assert len(controls) == 4 and all(place.start_day is None for place in controls)
    blocks = {place.block: place for place in drawn.places if place.arm is Arm.TREATMENT}
    assert all(known[each.team].stratum == blocks[each.block].stratum for each in controls)
    pairs = draw("pilot", TEAMS, Wanted(Design.PAIRED, 0, 20010, 90))
    for block in {place.block for place in pairs.places}:
        one, other = (known[place.team] for place in pairs.places if place.block == block)
        assert abs((one.before or 0) - (other.before or 0)) < 0.11


def test_a_comparison_without_two_sides_is_refused() -> None:
    with pytest.raises(UsageError, match="each side needs 2 teams"):
        draw("small", TEAMS[:3], Wanted(Design.WAITLIST, 1, 20010, 90))
