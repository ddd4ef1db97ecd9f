"""The scorecard as a page."""

from collections.abc import Mapping

from clearspan.scorecard.figures import Scorefigure

_TOP = """# Scorecard of the diagnosis

Written by `clearspan scorecard --page docs/scorecard.md`: {organisations} simulated organisations of {people:,} people, every
other one made by a generator on which no threshold was chosen. Their vendors' files are read, measured and diagnosed as any
other's; what was planted is laid beside what was said. Intervals are Wilson's, 95%.

| figure | value | 95% interval | of | goal | met |
|---|---|---|---|---|---|
"""

_BOTTOM = """
A team counts as answered when a cause is named for it, or for it together with its small siblings. The calibration error compares
stated probabilities with what came true; its goal is what a perfectly calibrated engine would stay below 95 times in 100, plus 3
points.
"""


def page(found: Mapping[str, Scorefigure], organisations: int, people: int) -> str:
    """The page, in Markdown."""
    return _TOP.format(organisations=organisations, people=people) + "".join(map(_row, found.values())) + _BOTTOM


def _row(figure: Scorefigure) -> str:
    met = {True: "yes", False: "no", None: ""}[figure.met]
    interval = f"{figure.low:.3f} to {figure.high:.3f}"
    return f"| {figure.title} | {figure.value:.3f} | {interval} | {figure.of:,} | {figure.goal} | {met} |\n"
