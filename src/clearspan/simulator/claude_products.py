"""Which of Claude's products a person's actions of a day went to, and what the requests behind them cost."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import numpy as np

from clearspan.simulator.arrays import Floats, Ints
from clearspan.simulator.families import CLAUDE, ENGINEERING
from clearspan.simulator.interaction_style import lean_of
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.tool_use import use_of
from clearspan.simulator.week import Week
from clearspan.vocabulary.period import day_number

OFFICE_FAMILY = 6
PRODUCTS = ("chat", "claude_code", "office_agent", "cowork")
CHAT, CODE, OFFICE, COWORK = range(4)
REQUESTS = np.array([1, 3, 1, 4])
"""Requests to a model behind one action, by product."""
CENTS = tuple(map(Decimal, ("1.3", "2.75", "1.6", "0.9")))
"""What a request costs on average, by product."""
TOLD_FROM = day_number(date(2026, 1, 1))
"""The analytics of Claude Enterprise have nothing before."""
MODELS = ("claude-sonnet-4-6", "claude-opus-4-6")


def claude_draws(organisation: Organisation, day: int) -> Floats:
    """Draws for a day with Claude, four a person."""
    return organisation.streams.uniform((len(organisation.people), 4), "claude", day)


class ClaudeProducts:
    """Who uses what beside chat: engineers Claude Code, one family the agents in office files, some others cowork."""

    def __init__(self, organisation: Organisation) -> None:
        people = organisation.people
        self.coder = people.family == ENGINEERING
        self.office = (people.family == OFFICE_FAMILY) & ~self.coder
        taken_to = organisation.streams.uniform(len(people), "cowork") < lean_of(organisation).cowork
        self.cowork = taken_to & ~self.coder & ~self.office

    def split(self, actions: Ints) -> Ints:
        """Actions by person and product; `actions` are by person. Half of them, the smaller half, are handed over."""
        rest = actions // 2
        kinds = [rest * who for who in (self.coder, self.office, self.cowork)]
        return np.stack([actions - sum(kinds), *kinds], axis=1)

    def requests(self, week: Week) -> Ints:
        """Requests in a week, by day, person and product."""
        actions = use_of(week, CLAUDE).actions
        return np.stack([self.split(actions[:, at]) * REQUESTS for at in range(7)])


def by_model(requests: Ints) -> Iterator[tuple[int, int, str, int]]:
    """Person, product, model and how many of the requests (by person and product) went to it: a third of code to the larger."""
    for person, product in np.argwhere(requests > 0).tolist():
        count = int(requests[person, product])
        larger = count // 3 if product == CODE else count
        for model, part in zip(MODELS, (count - larger, larger), strict=True):
            if part:
                yield person, product, model, part
