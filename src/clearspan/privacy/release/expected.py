"""The role-mix benchmark: what a group would show if its people were like their roles, from released figures alone."""

import numpy as np

from clearspan.privacy.release.columns import Floats
from clearspan.privacy.release.figure import Figures, figures
from clearspan.privacy.release.people import AT, Groups
from clearspan.privacy.release.plan import Plan
from clearspan.vocabulary.grid import Dimension


def expected_figures(plan: Plan, groups: Groups, released: Floats, told: Floats) -> list[Figures]:
    """The mean over each shown set's people of the `released` value (sets,) of their role; where the role's is not shown
    as a number, the organisation's. Nothing where the organisation's own figure is not shown. `told` is n (sets,)."""
    whole = groups.span(AT[Dimension.ORGANISATION]).start
    if np.isnan(released[whole]):
        return []
    role = plan.current[AT[Dimension.ROLE]]
    by_role = np.where((role >= 0) & ~np.isnan(released[role]), released[role], released[whole])
    pairs = plan.pairs()
    people = pairs.tally(np.ones_like(by_role))
    mean = np.divide(pairs.tally(by_role), people, out=np.full(groups.count, np.nan), where=people > 0)
    return [figures(plan.shown, denominator=told, people=told, value=mean)]
