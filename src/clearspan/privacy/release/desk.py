"""The desk of one release: it hands out plans, one population after another, and keeps what they publish."""

import numpy as np

from clearspan.privacy.release.columns import Bools
from clearspan.privacy.release.leaders import pool_leaders
from clearspan.privacy.release.measure import ReleaseRequest
from clearspan.privacy.release.people import AT, Registry, read_registry
from clearspan.privacy.release.plan import Plan, Setting, make_plan, published_by
from clearspan.privacy.release.policy import COMPLEMENT, LEADERS, SMALL
from clearspan.privacy.release.small import LARGE_FROM, SMALL_BELOW, merge, merged_members, teams_of
from clearspan.privacy.release.state import PlanKey, PublishedSet, State
from clearspan.privacy.release.views import EMPLOYED, View, barred, views
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import Period, PeriodKind
from clearspan.vocabulary.tool import ANY_TOOL

SENSITIVE = ":sensitive"
"""Ends the name of a population whose groups are published for sensitive measures only."""


class Desk:
    """Plans by population, minimum and kind of period; `sets` and `merged` become part of the next state."""

    def __init__(self, request: ReleaseRequest, state: State) -> None:
        self.request = request
        self.sets: dict[PlanKey, tuple[PublishedSet, ...]] = dict(state.sets)
        self.merged = dict(state.merged)
        self._published = state
        self._registries: dict[bool, Registry] = {}
        self._plans: dict[PlanKey, dict[int, Plan]] = {}
        self._made: set[tuple[str, int]] = set()
        self._barred: dict[tuple[PeriodKind, int, frozenset[str]], dict[View, Bools]] = {}
        self.members = request.members
        self.small = self._is_small()
        if self.small:
            self._merge_teams()

    def registry(self, *, sensitive: bool) -> Registry:
        """People and groups; in sensitive measures the leaders are pooled."""
        pooled = self._pools(sensitive=sensitive)
        if pooled not in self._registries:
            members = pool_leaders(self.members, self.request.leading_levels) if pooled else self.members
            self._registries[pooled] = read_registry(members, self.request.populations, self._published, self.request.noise_key)
        return self._registries[pooled]

    def plans(self, population: str, kind: PeriodKind, *, sensitive: bool) -> dict[int, Plan]:
        """The plans of all periods asked for, by start; none for kinds that a small organisation does not show."""
        minimum, whom = self.request.policy.people(sensitive=sensitive), self._whom(population, sensitive=sensitive)
        if (whom, minimum) not in self._made:
            self._made.add((whom, minimum))
            self._make(population, whom, minimum, sensitive=sensitive)
        return self._plans.get(PlanKey(whom, minimum, kind), {})

    def _whom(self, population: str, *, sensitive: bool) -> str:
        """The name under which the groups of a population are kept: those of sensitive measures apart, where they have other
        people or other periods than the rest."""
        apart = self._pools(sensitive=sensitive) or self.request.sensitive_kinds != frozenset(PeriodKind)
        return f"{population}{SENSITIVE}" if sensitive and apart else population

    def _pools(self, *, sensitive: bool) -> bool:
        return sensitive and self.request.policy.holds(LEADERS) and bool(self.request.leading_levels)

    def _kinds(self, *, sensitive: bool) -> frozenset[PeriodKind]:
        kinds = self.request.sensitive_kinds if sensitive else frozenset(PeriodKind)
        return kinds & {PeriodKind.QUARTER} if self.small else kinds

    def barred(self, view: View, plan: Plan, tools: frozenset[str]) -> Bools:
        """(sets,) where the view would differ by too few people from another view of the same group; `tools` are those that
        the measure's figure for all tools takes in."""
        nowhere = np.zeros_like(plan.shown)
        if not self.request.policy.holds(COMPLEMENT):
            return nowhere
        at = (plan.period.kind, plan.period.start, tools)
        if at not in self._barred:
            registry = self.registry(sensitive=False)
            known = views(self.request.populations)
            plans = {each: self.plans(each.population, at[0], sensitive=False)[at[1]] for each in known}
            holders = {
                each.tool: registry.present(each.population, plan.period)
                for each in known
                if each.tool in tools and each.tool != ANY_TOOL and each.population != EMPLOYED
            }
            self._barred[at] = barred(plans, holders, self.request.policy.minimum_count)
        return self._barred[at].get(view, nowhere)

    def _make(self, population: str, whom: str, minimum: int, *, sensitive: bool) -> None:
        """The plans of all kinds of period on one line of time: periods that end on one day show the same sets."""
        registry, kinds = self.registry(sensitive=sensitive), self._kinds(sensitive=sensitive)
        keys = [PlanKey(whom, minimum, kind) for kind in PeriodKind]
        asked = [each for each in self.request.periods if each.kind in kinds]
        for period in sorted(asked, key=lambda each: (each.end, -each.start)):
            setting = Setting(registry, period, minimum, self.request.policy)
            published = [self.sets.get(key, ()) for key in keys]
            plan = make_plan(setting, registry.assignment(period), registry.present(population, period), published)
            key = PlanKey(whom, minimum, period.kind)
            self._plans.setdefault(key, {})[period.start] = plan
            self.sets[key] = published_by(plan, registry, self.sets.get(key, ()))

    def _is_small(self) -> bool:
        if self.request.small is not None:
            return self.request.small
        if not self.request.policy.holds(SMALL) or not self.request.periods:
            return False
        latest = max(self.request.periods, key=lambda each: (each.end, each.start))
        registry = self.registry(sensitive=False)
        current = registry.assignment(latest)
        whole, teams = current[AT[Dimension.ORGANISATION]], current[AT[Dimension.TEAM]]
        size = int((whole >= 0).sum())
        if size < (LARGE_FROM if self.merged else SMALL_BELOW):
            return True
        setting = Setting(registry, latest, self.request.policy.people(sensitive=False), self.request.policy)
        plan = make_plan(setting, current, whole >= 0, ())
        existing = set(teams[teams >= 0].tolist())
        surviving = sum(bool(plan.shown[team]) for team in existing)
        return surviving * 2 < len(existing)

    def _merge_teams(self) -> None:
        quarters = [each for each in self.request.periods if each.kind is PeriodKind.QUARTER]
        if quarters:
            latest: Period = max(quarters)
            self.merged |= merge(teams_of(self.request.members, latest), self.merged)
        self.members = merged_members(self.request.members, self.merged)
        self._registries = {}
