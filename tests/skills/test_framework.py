"""The framework: complete, readable, refused in plain words, and agreed only where an owner signed just this."""

from importlib.resources import files
from pathlib import Path

import pytest

from clearspan.errors import ShelfError, UsageError
from clearspan.simulator.families import FAMILIES, LEVELS
from clearspan.skills.framework.expectation import SignOff, band_of, digest_of, expectation_of, family_named
from clearspan.skills.framework.framework_file import OWN_FILE, framework, framework_of, read_framework

SIXTEEN = {
    "fluency": ("knowing", "choosing", "directing", "iterating"),
    "judgment": ("noticing", "verifying", "deciding", "disclosing"),
    "redesign": ("seeing", "removing", "deciding_control", "leading"),
    "human": ("communicating", "collaborating", "critical_thinking", "ethics"),
}


def test_the_framework_has_its_competencies_its_links_and_a_place_for_everyone_in_an_organisation() -> None:
    read = framework()
    for layer, competencies in SIXTEEN.items():
        assert tuple(each.name for each in read.of_layer(layer)) == tuple(f"{layer}.{name}" for name in competencies)
    assert {"manager", "learning"} <= set(read.layers)
    used = {area for each in read.competencies.values() for area in each.us_dol}
    assert len(used) == 5, "every area of the crosswalk is served"
    assert not any(each.us_dol for each in read.of_layer("redesign")), "redesign is in no area of that framework"
    assert all(family_named(read, family.title) for family in FAMILIES) and all(band_of(read, level) for level in LEVELS)
    assert len(read.families) == 12
    levels = [words for each in read.competencies.values() for words in each.levels]
    assert len(set(levels)) == len(levels)


def test_what_is_expected_is_a_proposal_until_an_owner_signs_and_again_when_it_changes(tmp_path: Path) -> None:
    read = framework()
    proposed = expectation_of(read, "sales", "professional")
    assert not proposed.agreed
    assert (proposed.levels["judgment.verifying"], proposed.levels["judgment.noticing"]) == (4, 3), (
        "one more, and why, in its file"
    )
    assert "manager.modelling" not in proposed.levels
    assert expectation_of(read, "sales", "lead").levels["manager.modelling"] == 2
    assert expectation_of(read, "learning_development", "starter").levels["learning.using"] == 3
    signed = SignOff("sales", 17, 20_700, digest_of(read, "sales"))
    assert expectation_of(read, "sales", "lead", [signed]).owner == 17
    assert not expectation_of(read, "operations", "lead", [signed]).agreed
    text = (files("clearspan") / "content" / "frameworks" / "clearspan.toml").read_text(encoding="utf-8")
    (tmp_path / "own.toml").write_text(text.replace("professional = { fluency = 3,", "professional = { fluency = 4,", 1))
    changed, troubles = read_framework(tmp_path / "own.toml")
    assert troubles == () and not expectation_of(changed, "sales", "lead", [signed]).agreed
    (tmp_path / "own.toml").rename(tmp_path / OWN_FILE)
    assert framework_of(tmp_path) == changed and framework_of(tmp_path / "elsewhere") is read
    without = text.replace('id = "human.ethics"', 'id = "human.kindness"').replace('"human.ethics"', '"human.kindness"')
    (tmp_path / OWN_FILE).write_text(without)
    with pytest.raises(ShelfError, match=r"human\.ethics is missing"):
        framework_of(tmp_path)
    with pytest.raises(UsageError, match="no family astronauts"):
        expectation_of(read, "astronauts", "lead")


def test_a_framework_that_does_not_do_is_refused_with_the_lines_at_fault(tmp_path: Path) -> None:
    text = (files("clearspan") / "content" / "frameworks" / "clearspan.toml").read_text(encoding="utf-8")
    for right, wrong in (
        ('strategy = ["time_to_customers", "people_who_grow"]', 'strategy = ["world_peace"]'),
        ('us_dol = ["Explore AI Uses"]', 'us_dol = ["Enjoy AI"]'),
        ("lead = { fluency = 3, judgment = 3, redesign = 3, human = 3 }", "lead = { fluency = 9, judgment = 3, redesign = 3 }"),
        ('licence = "Apache-2.0"', 'licence = "CC-BY-NC-4.0"'),
        ('  "Uses AI for the task that was shown in the training.",\n', ""),
    ):
        assert right in text
        text = text.replace(right, wrong, 1)
    (tmp_path / "own.toml").write_text(text)
    _, troubles = read_framework(tmp_path / "own.toml")
    said = "\n".join(map(str, troubles))
    for words in (
        "no strategy world_peace",
        "no area 'Enjoy AI'",
        "from 1 to 4",
        "`human` is missing",
        "not known to allow",
        "not 3",
    ):
        assert words in said
    assert all(each.line > 0 for each in troubles if "strategy" in each.what)
