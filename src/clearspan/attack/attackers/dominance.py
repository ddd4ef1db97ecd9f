"""Bounds one person in a shown sum, as the one does who holds the second largest part."""

import numpy as np

from clearspan.attack.attacker import Attacker
from clearspan.attack.crowd import Crowds
from clearspan.attack.finding import Haul, Tally
from clearspan.attack.seen import Seen
from clearspan.attack.sheet import Sheet
from clearspan.vocabulary.shape import Shape

READ = (Shape.SUM, Shape.MEAN)
"""Shapes whose figure is made of amounts."""


ROUNDING = 1e-9
"""Relative: sums of tenths differ in their last digit by the order of adding, and twice is not less than twice."""


def attack(seen: Seen) -> Haul:
    """Shown sums from which somebody who knows their own part bounds the largest within a factor of two.

    With S the sum, n people and v the second largest part, the largest lies between S - (n - 1) v and S - v. The noise is set
    aside, because the rule must hold without it: S is what the people's own parts add up to.
    """
    tally = Tally()
    for sheet, crowds in seen.sheets():
        if seen.card(sheet.metric).shape in READ:
            _bound(seen, sheet, crowds, tally)
    return tally.haul()


def _bound(seen: Seen, sheet: Sheet, crowds: Crowds, tally: Tally) -> None:
    for index, people in enumerate(crowds.sets):
        tally.tried()
        parts = seen.chart.own(sheet.metric, sheet.tool, sheet.kind, sheet.start, people)
        if parts is None or len(parts) < 2:
            continue
        second = np.partition(parts, -2)[-2]
        total = parts.sum()
        least, most = max(second, total - (len(parts) - 1) * second), total - second
        if 0 < most < 2 * least * (1 - ROUNDING):
            what = "The holder of the second largest part bounds the largest within a factor of two."
            tally.leak(what, 1, sheet.where(index))


DOMINANCE = Attacker("dominance", "Bounds the largest part of a shown sum from the second largest.", ("dominance",), attack)
