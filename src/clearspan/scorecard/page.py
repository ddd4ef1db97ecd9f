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
points. Effects of programmes have [a scorecard of their own](proof-validation.md).
"""


_INSTRUMENTS = """
## Instruments

Each sample has people whose fluency, discernment, leaning and redesigns are known. They answer questions whose difficulty authors
misjudged, do 48 drills and draw processes; what the instruments say is laid beside what is true. The correlation of d' is what 48
drills allow: the reason why nothing is said of one person before. The level of redesigns rests on four processes each.

| figure | value | 95% interval | of | goal | met |
|---|---|---|---|---|---|
"""


def page(
    found: Mapping[str, Scorefigure], organisations: int, people: int, instruments: Mapping[str, Scorefigure] | None = None
) -> str:
    """The page, in Markdown; figures of `instruments` have a table of their own."""
    own = instruments or {}
    rows = "".join(row(figure) for name, figure in found.items() if name not in own)
    beside = _INSTRUMENTS + "".join(map(row, own.values())) if own else ""
    return _TOP.format(organisations=organisations, people=people) + rows + _BOTTOM + beside


def row(figure: Scorefigure) -> str:
    """A figure as a row of the table."""
    met = {True: "yes", False: "no", None: ""}[figure.met]
    interval = f"{figure.low:.3f} to {figure.high:.3f}"
    return f"| {figure.title} | {figure.value:.3f} | {interval} | {figure.of:,} | {figure.goal} | {met} |\n"
