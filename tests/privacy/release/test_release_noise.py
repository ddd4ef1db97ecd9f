"""Rule 6: the same contributors, the same noise; none on average."""

import numpy as np
from tests.privacy.release.world import KEY, MONTHS, UNPERTURBED, ask, make_world, rows, share

from clearspan.privacy.release.noise import TABLE, noise, record_keys


def test_the_table_is_fair() -> None:
    assert len(TABLE) == 256
    assert TABLE.sum() == 0
    assert set(TABLE.tolist()) == {-2, -1, 0, 1, 2}


def test_noise_depends_on_the_contributors_and_the_key_alone() -> None:
    keys = record_keys(np.arange(1000), KEY)
    groups = np.array([keys[at : at + 10].sum() for at in range(0, 1000, 10)])
    assert (noise(groups, on=True) == noise(groups.copy(), on=True)).all()
    other = record_keys(np.arange(1000), bytes(32))
    assert (noise(groups, on=True) != noise(other.reshape(-1, 10).sum(axis=1), on=True)).any()
    assert noise(np.array([0.0]), on=True)[0] == 0


def test_noise_averages_out_over_groups_only() -> None:
    keys = record_keys(np.arange(200_000), KEY).reshape(-1, 10).sum(axis=1)
    drawn = noise(keys, on=True)
    assert abs(drawn.mean()) < 0.03
    assert abs(drawn.var() - (TABLE**2).mean()) < 0.05


def test_the_same_people_have_the_same_noise_on_every_surface() -> None:
    world = make_world(300, seed=2)
    measures = [share(world, until=MONTHS[0]), share(world, until=MONTHS[0], name="again", version=7)]
    released = ask(world, MONTHS[0], measures=measures)
    one, two = rows(released, metric="active_share"), rows(released, metric="again")
    told = [(row["numerator"], row["denominator"], row["value"]) for row in one]
    assert told == [(row["numerator"], row["denominator"], row["value"]) for row in two]
    assert any(row["value"] is not None for row in one)


def test_without_the_rule_counts_are_exact() -> None:
    world = make_world(300, seed=2)
    exact = {row["group"]: row["denominator"] for row in rows(ask(world, MONTHS[0], policy=UNPERTURBED))}
    noisy = {row["group"]: row["denominator"] for row in rows(ask(world, MONTHS[0]))}
    teams = np.unique(world.groups[MONTHS[0]]["team"], return_counts=True)
    sizes = dict(zip(*teams, strict=True))
    shown = [group for group in sizes if exact[group] is not None]
    assert all(exact[group] == sizes[group] for group in shown)
    assert any(noisy[group] not in (None, sizes[group]) for group in shown)
