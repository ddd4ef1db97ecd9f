"""Ladders: which step each person stands on, and on which rung each measure of a family looks."""

from dataclasses import dataclass

import numpy as np

from clearspan.errors import UsageError
from clearspan.privacy.release.columns import Ints
from clearspan.privacy.release.measure import Measure
from clearspan.privacy.release.rows import Values
from clearspan.vocabulary.shape import Shape


@dataclass(frozen=True)
class Footing:
    """The common ladder of a family. `values` counts only people whom every measure of the family counts."""

    values: Values
    step: Ints
    """(people,) step of each counted person, -1 for others."""
    steps: int
    main: int
    rungs: dict[str, int]
    """The rung of each share or count, by measure name."""


def footing(members: list[tuple[Measure, Values]]) -> Footing:
    """The ladder of the measures and their values in one period. Raises UsageError where the shares are not upper ends
    of the same order."""
    counted = np.logical_and.reduce([values.counted for _, values in members])
    ladder = [(measure, values) for measure, values in members if measure.shape is Shape.DISTRIBUTION]
    shares = [(measure, values.value > 0) for measure, values in members if measure.shape is not Shape.DISTRIBUTION]
    if ladder:
        measure, values = ladder[0]
        counted = counted & (values.category >= 0)
        step, steps = values.category, len(measure.categories)
        main = measure.categories.index(measure.cut) if measure.cut else max(1, steps // 2)
    else:
        distinct = list({held.tobytes(): held for held in (standing & counted for _, standing in shares)}.values())
        step = np.sum(distinct, axis=0)
        steps, main = len(distinct) + 1, 1
    step = np.where(counted, step, -1)
    rungs: dict[str, int] = {}
    for measure, standing in shares:
        on, off = step[counted & standing], step[counted & ~standing]
        highest_off = int(off.max()) if len(off) else -1
        lowest_on = int(on.min()) if len(on) else highest_off + 1
        if highest_off >= lowest_on:
            raise UsageError(
                "the measure is not an upper end of its family's categories",
                where=f"{measure.name} in family {measure.family}",
                remedy="Take it out of the family, or correct the definition.",
            )
        rungs[measure.name] = min(max(lowest_on, 1), steps - 1)
    base = members[0][1]
    kept = Values(counted, np.where(counted, base.value, 0.0), counted.astype(np.float64), step)
    return Footing(kept, step, steps, main, rungs)
