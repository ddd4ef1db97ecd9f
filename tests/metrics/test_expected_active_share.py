"""The expectation is derived at the release."""

from tests.metrics.metric_world import METRICS


def test_it_is_expected_of_the_active_share_in_some_of_its_periods() -> None:
    expected = METRICS["expected_active_share"]
    assert expected.contributions is None
    assert set(expected.periods) <= set(METRICS[expected.expected_of].periods)
