"""The linear audit agrees with plain dense linear algebra, and finds combinations that no table of differences shows."""

import numpy as np
import pytest
from tests.privacy.release.world import MONTHS, make_world

from clearspan.privacy.release import pieces, span
from clearspan.privacy.release.leverage import Limit, given_away, leverages, profile
from clearspan.privacy.release.people import DIMENSIONS, Groups, read_registry
from clearspan.privacy.release.span import computable, gram_of, sets_as_targets, solve, suspects
from clearspan.privacy.release.state import empty_state, read_state


def placed(people: int, seed: int) -> tuple[np.ndarray, Groups]:
    world = make_world(people, seed=seed, periods=MONTHS[:1])
    registry = read_registry(world.members(), {}, read_state(empty_state()), bytes(32))
    return registry.assignment(MONTHS[0]), registry.groups


def strayed(where: np.ndarray, groups: Groups, seed: int) -> tuple[np.ndarray, Groups]:
    """The same after some people have moved to another department while their team still counts them."""
    draw = np.random.default_rng(seed)
    moved = draw.random(where.shape[1]) < 0.1
    departments = np.arange(*groups.span(span.DEPARTMENT).indices(groups.count))
    where[span.DEPARTMENT, moved] = draw.choice(departments, int(moved.sum()))
    return where, groups


def dense_leverages(where: np.ndarray, shown: np.ndarray) -> np.ndarray:
    rows = np.stack([(where == number).any(axis=0) for number in np.flatnonzero(shown)]).astype(float)
    return np.diag(np.linalg.pinv(rows) @ rows)


@pytest.mark.parametrize(("seed", "few_rows"), [(0, 200), (1, 200), (2, 0), (3, 0)])
def test_leverages_are_those_of_the_whole_matrix(seed: int, few_rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "FEW_ROWS", few_rows)
    where, groups = strayed(*placed(90, seed), seed)
    shown = np.random.default_rng(seed).random(groups.count) < 0.7
    classes = profile(where, shown)
    lever = leverages(classes, solve(gram_of(classes.sets, classes.size.astype(float), shown, groups), shown))
    dense = dense_leverages(where, shown)
    visible = np.where((where >= 0) & shown[where], where, -1)
    for person in range(where.shape[1]):
        same = (classes.sets == visible[:, [person]]).all(axis=0)
        if same.any():
            assert lever[same][0] == pytest.approx(dense[person], abs=1e-4)


def test_the_audit_ends_where_nobody_stands_out() -> None:
    where, groups = placed(250, 1)
    size = np.bincount(where[where >= 0], minlength=groups.count)
    shown = size >= 8
    hidden = given_away(where, where, shown, groups, Limit(8, 4))
    assert len(hidden), "small groups can be computed while all large ones are shown"
    while len(hidden):
        shown[hidden] = False
        hidden = given_away(where, where, shown, groups, Limit(8, 4))
    assert dense_leverages(where, shown).max() <= 1 / 4 + 1e-3
    assert shown.sum() > 0.3 * (size >= 8).sum()


def test_one_person_between_a_role_and_three_teams_is_found() -> None:
    """The role is exactly three teams and one more person, in a fourth team: role - teams is that person."""
    people = 60
    where = np.full((len(DIMENSIONS), people), -1)
    names = [("everyone",), (), (), ("a", "b", "c", "d"), ("r", "s"), (), (), ()]
    groups = Groups(tuple(names), np.concatenate([[0], np.cumsum([len(each) for each in names])]))
    where[0] = 0
    where[3] = 1 + np.arange(people) // 15
    where[4] = np.where(np.arange(people) <= 45, 5, 6)
    hidden = given_away(where, where, np.ones(groups.count, dtype=bool), groups, Limit(8, 4))
    assert set(hidden.tolist()) & {1, 2, 3, 4, 5}


@pytest.mark.parametrize("seed", range(4))
def test_no_computable_set_is_left_out_of_the_suspects(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a large organisation: by random sums and in pieces, against the judgement of every hidden set."""
    monkeypatch.setattr(pieces, "FEW_ROWS", 0)
    monkeypatch.setattr(span, "FEW", 0)
    where, groups = strayed(*placed(400, seed), seed)
    classes = profile(where, np.ones(groups.count, dtype=bool))
    gram = gram_of(classes.sets, classes.size.astype(float), np.ones(groups.count, dtype=bool), groups)
    shown = np.random.default_rng(seed).random(groups.count) < 0.85
    shown[0], level = True, groups.span(5)
    shown[level] = True
    shown[level.start] = False  # everyone, without the other levels
    hidden = np.flatnonzero(~shown)
    found = hidden[computable(solve(gram, shown), sets_as_targets(gram, hidden))[0]]
    doubtful = suspects(gram, shown)
    assert level.start in found
    assert set(found.tolist()) <= set(doubtful.tolist())
    assert len(doubtful) < len(hidden)
