"""How much work came back, with and without AI: the truth, whatever the export records of AI."""

from typing import Any

import numpy as np

from clearspan.simulator.organisation import Organisation
from clearspan.simulator.quarters import QuarterCounts
from clearspan.simulator.work import Items
from clearspan.simulator.work_forms import WorkForm

NAMES = ("assisted", "assisted_reopened", "other", "other_reopened")


class Rework:
    """Counts finished items, and those that came back, by the owner's team and the quarter of finishing."""

    def __init__(self, organisation: Organisation, form: WorkForm) -> None:
        self._org = organisation
        self._form = form
        self._counts = QuarterCounts(organisation.structure, NAMES)

    def add(self, items: Items) -> None:
        """Adds the items created in a week, so far as they are finished by the last day."""
        day = items.finished // 1440
        monday = day - (day + 3) % 7
        done = day <= self._org.plan.until
        back = items.reopened > 0
        for week in np.unique(monday[done]).tolist():
            now = done & (monday == week)
            kinds = (items.helped, items.helped & back, ~items.helped, ~items.helped & back)
            self._counts.add(week, items.team[now], [kind[now].astype(np.float64) for kind in kinds])

    def truth(self) -> dict[str, Any]:
        """The counts by quarter and team, and what is planted: the share of working time that AI saves on an assisted item, by
        team, before programmes take anything away from a cause."""
        plants, structure = self._org.plants, self._org.structure
        saved = {
            structure.team_key(team): round(float(self._form.saved[team]) * felt.cause.help, 4)
            for team, felt in enumerate(plants.felt)
        }
        return {"quarters": self._counts.truth(), "time_saved_share": saved}
