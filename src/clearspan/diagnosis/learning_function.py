"""The people whose work is learning and development: how firm their own use of AI is, beside everyone else's."""

import numpy as np

from clearspan.diagnosis.panel import Panel

DIFFER = 12.0
"""How much kinds of work differ in the share of people with a habit anyway, in points of 100."""

NOT_KNOWN = (float("nan"), float("nan"), float("nan"))


def habit_of_teachers(panel: Panel) -> tuple[float, float, float]:
    """How far the share of people with a habit among those who make the training lies from that among all others, its standard
    error, and what is usual among the others; points of 100. The distance is the least there is whichever one of them is left
    out; NaN where too few are known."""
    known = panel.weight["habit"] > 0
    if not len(panel.teaches) or (panel.teaches & known).sum() < panel.minimums.rate or not (~panel.teaches & known).any():
        return NOT_KNOWN
    habit = panel.value["habit"]
    theirs, usual = habit[panel.teaches & known], float(habit[~panel.teaches & known].mean())
    left_out = (theirs.sum() - theirs) / (len(theirs) - 1) - usual
    every = np.append(left_out, theirs.mean() - usual)
    return float(every[np.abs(every).argmin()]), float(theirs.std(ddof=1) / np.sqrt(len(theirs))), usual
