"""A closed quarter with everything that findings look at, each loaded once."""

from dataclasses import dataclass, field
from functools import cached_property

from clearspan.diagnosis.learner_work import LearnerWork, load_learner_work
from clearspan.diagnosis.loading import Fetch, load_panel
from clearspan.diagnosis.panel import Panel
from clearspan.diagnosis.ties import Ties, load_ties
from clearspan.metrics.facts import Facts
from clearspan.vocabulary.period import Period


@dataclass(frozen=True)
class Quarter:
    """A quarter and the facts it is told from. `leading_levels` are the levels of leaders as the staff list writes them (none:
    whoever has people reporting to them leads), `gap_alert_points` the gap from which leaders and staff stand apart."""

    period: Period
    facts: Facts
    fetch: Fetch
    leading_levels: frozenset[str] = field(default_factory=frozenset[str])
    gap_alert_points: int = 20

    @cached_property
    def panel(self) -> Panel:
        """The people of the quarter with their signals."""
        return load_panel(self.facts, self.fetch, self.period)

    @cached_property
    def ties(self) -> Ties:
        """Who worked with whom."""
        return load_ties(self.facts, self.fetch, self.period, self.panel.person)

    @cached_property
    def learner_work(self) -> LearnerWork | None:
        """The work that suits learners, before AI and now; None where too little is known."""
        return load_learner_work(self.facts, self.fetch, self.period)
