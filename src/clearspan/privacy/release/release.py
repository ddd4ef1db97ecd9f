"""The release: contributions of people in, cells about groups out. The only code that turns one into the other."""

from dataclasses import dataclass

import numpy as np

from clearspan.errors import UsageError
from clearspan.privacy.release.basis import Basis, make_basis, protection
from clearspan.privacy.release.cells import Heading, Rows, Stamp, cells_of, cells_table
from clearspan.privacy.release.columns import Bools, Floats
from clearspan.privacy.release.desk import Desk
from clearspan.privacy.release.expected import expected_figures
from clearspan.privacy.release.families import Footing, footing
from clearspan.privacy.release.figure import Figures
from clearspan.privacy.release.halves import half_share_figures
from clearspan.privacy.release.ladder import Ladder, climb
from clearspan.privacy.release.measure import Measure, Released, ReleaseRequest
from clearspan.privacy.release.people import Registry
from clearspan.privacy.release.plan import Plan
from clearspan.privacy.release.policy import ONCE
from clearspan.privacy.release.rows import Ledger, Values, read_contributions
from clearspan.privacy.release.shares import count_figures, distribution_figures, share_figures
from clearspan.privacy.release.state import ReleasedFigure, State, read_state, write_state
from clearspan.privacy.release.totals import mean_figures, sum_figures
from clearspan.privacy.release.views import view_of
from clearspan.vocabulary.shape import Shape

LADDERS = (Shape.SHARE, Shape.COUNT, Shape.DISTRIBUTION)
"""Shapes that count people, and so may share numerators with others."""

ALONE = {Shape.MEAN: mean_figures, Shape.SUM: sum_figures, Shape.HALF_SHARE: half_share_figures}
"""Shapes that are protected each for itself."""


def release(request: ReleaseRequest) -> Released:
    """The cells of all measures in the request's periods, and the state for the next release.

    Raises UsageError where one of the figures was released before (rule 1), and where a family or an expected measure
    does not fit the others.
    """
    state = read_state(request.published)
    run = _Run(request, Desk(request, state), state, [], set(), [])
    later: list[Measure] = []
    families: dict[str, list[Measure]] = {}
    for measure in request.measures:
        if measure.shape is Shape.EXPECTED:
            later.append(measure)
        elif measure.family:
            families.setdefault(measure.family, []).append(measure)
        else:
            run.family([measure])
    for members in families.values():
        run.family(members)
    for measure in later:
        run.expected(measure)
    desk = run.desk
    published = State(desk.sets, state.released | run.released, desk.merged if desk.small else {})
    return Released(cells_table(run.rows), write_state(published))


@dataclass(frozen=True)
class _Slot:
    """One measure, tool and period."""

    measure: Measure
    tool: str
    plan: Plan
    sensitive: bool

    @property
    def figure(self) -> ReleasedFigure:
        """What the state remembers of it."""
        return ReleasedFigure(self.measure.name, self.tool, self.plan.period.kind, self.plan.period.start)


@dataclass(frozen=True)
class _Base:
    """What an expected measure needs of its base measure: its slot, and per set the value and n as released."""

    slot: _Slot
    value: Floats
    told: Floats


@dataclass
class _Run:
    """One release under way."""

    request: ReleaseRequest
    desk: Desk
    state: State
    rows: list[Rows]
    released: set[ReleasedFigure]
    bases: list[_Base]

    def family(self, members: list[Measure]) -> None:
        """Releases measures that are protected together, tool by tool and period by period."""
        sensitive = any(measure.sensitive for measure in members)
        registry = self.desk.registry(sensitive=sensitive)
        read = [(measure, read_contributions(measure, registry)) for measure in members]
        for tool, kind in sorted({key for _, each in read for key in each.rows}):
            plans = self.desk.plans(members[0].population_key(tool), kind, sensitive=sensitive)
            ledgers = [(measure, Ledger(each, tool, kind, len(registry.ids))) for measure, each in read if kind in measure.kinds]
            for _, plan in sorted(plans.items()):
                having = [
                    (_Slot(measure, tool, plan, sensitive), ledger.at(plan.period.start, plan.present))
                    for measure, ledger in ledgers
                    if ledger.has(plan.period.start)
                ]
                if having:
                    tools = frozenset[str]().union(*(each.tools(kind, plan.period.start) for _, each in read))
                    self._period(having, registry, tools)

    def expected(self, measure: Measure) -> None:
        """Releases a measure that is derived from the released figures of another."""
        known = [base for base in self.bases if base.slot.measure.name == measure.expected_of]
        found = [base for base in known if base.slot.plan.period.kind in measure.kinds]
        if not known and not self.desk.small:
            raise UsageError(f"{measure.expected_of!r}, on which it rests, has no figures in this release", where=measure.name)
        for base in found:
            slot = _Slot(measure, base.slot.tool, base.slot.plan, base.slot.sensitive)
            groups = self.desk.registry(sensitive=slot.sensitive).groups
            self._add(slot, expected_figures(slot.plan, groups, base.value, base.told))

    def _period(self, having: list[tuple[_Slot, Values]], registry: Registry, tools: frozenset[str]) -> None:
        plan, sensitive = having[0][0].plan, having[0][0].sensitive
        rules = protection(self.request.policy, sensitive=sensitive)
        headcount = all(slot.measure.headcount for slot, _ in having)
        barred = self._barred(having[0][0], tools) if not (headcount or sensitive) else np.zeros_like(plan.shown)
        if having[0][0].measure.shape not in LADDERS:
            for slot, values in having:
                basis = make_basis(plan, registry, values, rules, barred)
                self._add(slot, ALONE[slot.measure.shape](basis), basis)
            return
        ground = footing([(slot.measure, values) for slot, values in having])
        basis = make_basis(plan, registry, ground.values, rules, barred)
        ladder = climb(basis, ground.step, ground.steps, ground.main, headcount=headcount)
        for slot, _ in having:
            self._add(slot, _rung_figures(ladder, slot.measure, ground, headcount=headcount), basis)

    def _barred(self, slot: _Slot, tools: frozenset[str]) -> Bools:
        return self.desk.barred(view_of(slot.tool, slot.measure.population_key(slot.tool)), slot.plan, tools)

    def _add(self, slot: _Slot, found: list[Figures], basis: Basis | None = None) -> None:
        if self.request.policy.holds(ONCE) and slot.figure in (self.state.released | self.released):
            raise UsageError(
                f"{slot.measure.name} for {slot.tool} was released before",
                where=slot.plan.period.name,
                remedy="Ask only for periods and measures that were never released.",
            )
        self.released.add(slot.figure)
        groups = self.desk.registry(sensitive=slot.sensitive).groups
        stamp = Stamp(self.request.number, self.request.released_at)
        self.rows.extend(cells_of(found, Heading(slot.measure, slot.tool, slot.plan, groups, stamp)))
        if basis is not None and slot.measure.shape is not Shape.DISTRIBUTION:
            value = np.full(groups.count, np.nan)
            for each in found:
                value[each.sets] = each.value
            self.bases.append(_Base(slot, value, basis.told))


def _rung_figures(ladder: Ladder, measure: Measure, ground: Footing, *, headcount: bool) -> list[Figures]:
    if measure.shape is Shape.DISTRIBUTION:
        return distribution_figures(ladder, measure.categories, np.arange(len(measure.categories)))
    if measure.shape is Shape.COUNT:
        return count_figures(ladder, ground.rungs[measure.name], headcount=headcount)
    return share_figures(ladder, ground.rungs[measure.name])
