"""How hard the questions are and how well they tell people apart: as expected at first, as answered once enough have answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from clearspan.skills.fluency.question import TASK_COMPETENCY, Expected, FluencyPack
from clearspan.skills.irt.adaptive import BankItem
from clearspan.skills.irt.answers import OPEN, patterns
from clearspan.skills.irt.fit import SlopePrior, fit
from clearspan.skills.irt.graded import ItemCurve, two_parameter

ENOUGH_ANSWERS = 200
"""Answers from which an item's own fit takes the place of what is expected: below, the errors of slopes are as large as the
differences between items."""

CLOSE_ENOUGH = 1e-3
"""Where the fit may stop: far below the error that any number of answers in an organisation leaves."""

PRIOR_SLOPE = 1.0
PRIOR_DIFFICULTY = {Expected.VERY_EASY: -1.5, Expected.EASY: -0.75, Expected.MIDDLE: 0.0, Expected.HARD: 0.75}
"""What is held of a question before: where somebody is as likely right as not, in units of the spread among people."""

PRIOR_TASK = ItemCurve(PRIOR_SLOPE, (1.5, 0.0))
"""What is held of a task of the map: most avoid a poor kind of help, half name the best."""


@dataclass(frozen=True)
class Calibration:
    """The items of a pack as they stand: the curve of each, and how many people have answered it."""

    curves: Mapping[str, ItemCurve]
    answers: Mapping[str, int]

    def fitted(self, name: str) -> bool:
        """Whether an item's curve rests on answers."""
        return self.answers.get(name, 0) >= ENOUGH_ANSWERS

    def words(self) -> str:
        """What to tell people of it."""
        fitted = sum(map(self.fitted, self.curves))
        if fitted == len(self.curves):
            return f"All {fitted} questions were placed by the answers of at least {ENOUGH_ANSWERS} people each."
        return (
            f"{len(self.curves) - fitted} of {len(self.curves)} questions are placed by what their authors expect, because "
            f"fewer than {ENOUGH_ANSWERS} people have answered them. Scores may move a little once answers place them."
        )


def expected(pack: FluencyPack) -> Calibration:
    """The items as their authors expect them, before any answer."""
    questions = {
        name: two_parameter(PRIOR_SLOPE, PRIOR_DIFFICULTY[question.expected]) for name, question in pack.questions.items()
    }
    return Calibration({**questions, **dict.fromkeys(pack.tasks, PRIOR_TASK)}, {})


def calibrate(pack: FluencyPack, answered: Sequence[Mapping[str, int]]) -> Calibration:
    """The items after the answers of people (name -> category). Those with ENOUGH_ANSWERS are fitted, the others stay as expected
    and hold the scale."""
    prior = expected(pack)
    names = list(prior.curves)
    category = np.array([[given.get(name, OPEN) for name in names] for given in answered], dtype=np.int64).reshape(-1, len(names))
    count = {name: int((category[:, at] != OPEN).sum()) for at, name in enumerate(names)}
    start = tuple(prior.curves[name] for name in names)
    held = frozenset(at for at, name in enumerate(names) if not _fits(category[:, at], start[at]))
    if len(held) == len(names):
        return Calibration(prior.curves, count)
    found = fit(patterns(category), prior=SlopePrior(), start=start, held=held, within=CLOSE_ENOUGH)
    counts = {name: 0 if at in held else count[name] for at, name in enumerate(names)}
    return Calibration(dict(zip(names, found.curves, strict=True)), counts)


def _fits(given: np.ndarray, curve: ItemCurve) -> bool:
    """Whether there are answers enough, in every category."""
    return int((given != OPEN).sum()) >= ENOUGH_ANSWERS and set(range(curve.highest + 1)) <= set(given.tolist())


def bank(
    pack: FluencyPack, names: Iterable[str], calibration: Calibration, used: Mapping[str, float] | None = None
) -> tuple[BankItem, ...]:
    """Some items of a pack as the adaptive test takes them. `used` is the share of tests that held each item."""
    return tuple(
        BankItem(
            name,
            pack.questions[name].competency if name in pack.questions else TASK_COMPETENCY,
            calibration.curves[name],
            (used or {}).get(name, 0.0),
        )
        for name in names
    )
