"""A closed quarter with everything that findings look at, each loaded once."""

from dataclasses import dataclass
from functools import cached_property

from clearspan.diagnosis.beliefs import Beliefs, load_beliefs
from clearspan.diagnosis.gaming import UseWeeks, load_use_weeks, set_aside
from clearspan.diagnosis.learner_signals import with_learner_work
from clearspan.diagnosis.learner_work import LearnerWork, load_learner_work
from clearspan.diagnosis.loading import Fetch, load_panel
from clearspan.diagnosis.panel import Panel
from clearspan.diagnosis.rework import Work, load_work
from clearspan.diagnosis.ties import Ties, load_ties
from clearspan.metrics.facts import Facts
from clearspan.vocabulary.minimums import LEAST, Minimums
from clearspan.vocabulary.period import Period


@dataclass(frozen=True)
class ToldBy:
    """What settings say of findings: the levels of leaders as the staff list writes them (none: whoever has people reporting to
    them leads), the points from which a gap between leaders and staff is an alert, the job families, departments and divisions
    that make the training, and the smallest groups that are spoken of."""

    leading_levels: frozenset[str] = frozenset()
    gap_alert_points: int = 20
    learning_groups: frozenset[str] = frozenset()
    minimums: Minimums = LEAST


@dataclass(frozen=True)
class Quarter:
    """A quarter and the facts it is told from."""

    period: Period
    facts: Facts
    fetch: Fetch
    by: ToldBy = ToldBy()

    @cached_property
    def panel(self) -> Panel:
        """The people of the quarter with their signals, without the weeks that look like show."""
        panel = set_aside(self.loaded, self.use_weeks)
        return with_learner_work(panel, self.learner_work)

    @cached_property
    def loaded(self) -> Panel:
        """The same with the weeks that could not be told for show at their own end."""
        return load_panel(self.facts, self.fetch, self.period, self.by.learning_groups, self.by.minimums)

    @cached_property
    def use_weeks(self) -> UseWeeks:
        """The weeks with use of each person and tool as they were sent, and which of them look like show."""
        return load_use_weeks(self.facts, self.fetch, self.period, self.loaded.person)

    @cached_property
    def ties(self) -> Ties:
        """Who worked with whom."""
        return load_ties(self.facts, self.fetch, self.period, self.panel.person)

    @cached_property
    def learner_work(self) -> LearnerWork | None:
        """The work that suits learners, before AI and now; None where too little is known."""
        return load_learner_work(self.facts, self.fetch, self.period, self.by.minimums)

    @cached_property
    def beliefs(self) -> Beliefs:
        """What leaders and staff believe, and what is measured."""
        return load_beliefs(self.facts, self.fetch, self.panel, self.by.leading_levels)

    @cached_property
    def work(self) -> Work:
        """The finished work of which it is known whether AI helped and whether it came back."""
        return load_work(self.facts, self.fetch, self.panel)
