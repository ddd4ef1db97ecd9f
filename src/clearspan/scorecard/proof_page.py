"""The scores of verdicts as a section of the scorecard."""

from collections.abc import Mapping

from clearspan.scorecard.figures import Scorefigure
from clearspan.scorecard.page import EFFECTS, TABLE, row
from clearspan.scorecard.proof_scores import PLANTED, SIZES, SPILLS

_TOP = """\
Written by `clearspan scorecard --effects --page docs/scorecard.md`: {runs} simulated programmes of each size ({sizes}
teams), with and without an effect. The tenant drifts and has seasons; teams wander, differ in size, and are picked because they
are in a bad spell, so that they would have risen anyway. Planted effects ({planted:g} standard deviations of a person in a week,
on average) differ between teams by half of their mean and grow over six weeks; in every other programme {spills:.0%} of the
effect reaches the teams that do not begin, and the truth is then what treated teams gained beyond the others.

The default design draws teams into two arms, adjusts for what they were before, and is decided by drawing the arms again; it is
read at days 30, 60 and 90.
"""

_BOTTOM = """
What the naive before-and-after gets wrong stands beside it, so that one sees why it never stands alone. Other designs are
reported as they are: without a lot, those in the worst spell begin first, and their rise is taken for an effect.
"""


def effects_section(found: Mapping[str, Scorefigure], runs: int) -> dict[str, str]:
    """The section on the effects of programmes, in Markdown, by title."""
    sizes = ", ".join(map(str, SIZES[:-1])) + f" or {SIZES[-1]}"
    top = _TOP.format(runs=runs, sizes=sizes, planted=PLANTED, spills=SPILLS)
    return {EFFECTS: top + TABLE + "".join(map(row, found.values())) + _BOTTOM}
