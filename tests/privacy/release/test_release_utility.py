"""Protection leaves something to see: two thousand people in a hundred and sixty teams, month after month."""

from tests.privacy.release.world import MONTHS, ask, make_world, rows, share, told

from clearspan.privacy.release.state import empty_state


def test_most_teams_are_told_every_month() -> None:
    world = make_world(2_000, seed=3, periods=MONTHS[:6])
    state = empty_state()
    for period in world.periods:
        released = ask(world, period, measures=[share(world, until=period)], small=None, published=state)
        state = released.membership
        teams = rows(released, dimension="team")
        assert sum(told(cell) for cell in teams) > 0.6 * len(teams)
        for dimension in ("organisation", "division", "role", "tenure", "location"):
            cells = rows(released, dimension=dimension)
            assert sum(told(cell) for cell in cells) >= 0.75 * len(cells)


def test_releasing_at_once_or_month_by_month_tells_the_same() -> None:
    world = make_world(300, seed=7, churn=0.05)
    at_once = rows(ask(world, *MONTHS[:3]))
    state, apart = empty_state(), []
    for period in MONTHS[:3]:
        released = ask(world, period, published=state)
        state = released.membership
        apart.extend(rows(released))

    def key(cell: dict) -> tuple[str, str, str]:
        return cell["period"], cell["dimension"], cell["group"]

    figures = ("numerator", "denominator", "value", "low", "high", "withheld", "members_as_of")
    one = {key(cell): [cell[name] for name in figures] for cell in at_once}
    assert one == {key(cell): [cell[name] for name in figures] for cell in apart}
