"""What level a group is on: right on simulated groups, silent below the minimum, and never decided by one person."""

import numpy as np
import pytest

from clearspan.skills.group_level import Layer, group_level, leaning

CUTS = (-1.0, 0.0, 1.0)
EVERYONE = np.arange(60)


def layer(figures: np.ndarray, whole: np.ndarray | None = None) -> Layer:
    weight = np.ones(len(figures)) if whole is None else whole
    return Layer("fluency", figures * weight, weight, CUTS)


def test_fewer_than_the_minimum_and_people_who_did_nothing_tell_nothing() -> None:
    whole = np.r_[np.ones(9), np.zeros(51)]
    assert group_level(layer(np.full(60, 0.5), whole), EVERYONE, 10) is None
    told = group_level(layer(np.full(60, 0.5)), EVERYONE[:10], 10)
    assert told is not None and (told.lowest, told.level, told.highest) == (3, 3, 3)


def test_one_person_cannot_turn_what_is_said() -> None:
    figures = np.full(12, -0.02)
    figures[0] = 0.3
    assert figures.mean() > 0 > np.delete(figures, 0).mean()
    assert group_level(layer(figures), EVERYONE[:12], 10) is None
    chance = np.random.default_rng(3)
    for _ in range(200):
        drawn = chance.normal(chance.uniform(-1.5, 1.5), 1.0, 14)
        told = group_level(layer(drawn), EVERYONE[:14], 10)
        without = [group_level(layer(np.delete(drawn, out)), EVERYONE[:13], 10) for out in range(14)]
        if told is not None:
            assert all(each is None or abs(each.level - told.level) == 0 for each in without)


def test_the_interval_holds_the_true_level() -> None:
    chance, held, told = np.random.default_rng(11), 0, 0
    for _ in range(600):
        truth = chance.uniform(-2, 2)
        found = group_level(layer(chance.normal(truth, 1.0, 20)), EVERYONE[:20], 10)
        if found is not None:
            told += 1
            held += found.lowest <= 1 + int(np.searchsorted(CUTS, truth, side="right")) <= found.highest
    # Steps hold more than the 95% of the interval that they round outwards; 2.5 standard errors of 600 draws are 2 points.
    assert told > 200 and held / told > 0.93


@pytest.mark.parametrize(("missed", "rejected", "said"), [(0.6, 0.1, "trusts"), (0.1, 0.5, "doubts"), (0.3, 0.3, "even")])
def test_leaning_is_told_apart(missed: float, rejected: float, said: str) -> None:
    drills = np.full(20, 6.0)
    trusting, doubting = (Layer(name, share * drills, drills, ()) for name, share in (("t", missed), ("d", rejected)))
    assert leaning(trusting, doubting, EVERYONE[:20], 10) == said and leaning(trusting, doubting, EVERYONE[:9], 10) == ""
