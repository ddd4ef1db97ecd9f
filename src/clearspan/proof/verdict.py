"""What may be said of an effect: one plain sentence, what it rests on, and what would overturn it."""

import math
from dataclasses import dataclass
from enum import StrEnum

from clearspan.proof.effect import Design, Effect

MOVED = 0.05
"""Probability of the pretest below which those who began were moving apart before."""


class Finding(StrEnum):
    """What was found. NOT_SEEN is not NO_EFFECT: the one could not have seen it, the other has ruled it out."""

    ROSE = "rose"
    FELL = "fell"
    NO_EFFECT = "no effect"
    NOT_SEEN = "no effect that we could have seen"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True)
class Words:
    """How an outcome is spoken of: its `name` at the start of a sentence, its `unit` after a number (empty: none), whether more
    of it is better (None: neither), and the smallest change that matters (None: nobody said)."""

    name: str
    unit: str = ""
    more_is_better: bool | None = None
    smallest: float | None = None


@dataclass(frozen=True)
class Verdict:
    """A `sentence` with its interval, the comparison that it `rests_on`, what the counter-outcome did, what would overturn it,
    and what stands `beside` it and proves nothing. `alarm`: the counter-outcome got worse."""

    finding: Finding
    sentence: str
    effect: float
    low: float
    high: float
    p: float
    rests_on: str
    counter: str
    overturned_by: tuple[str, ...]
    beside: tuple[str, ...]
    alarm: bool = False


def verdict(effect: Effect, words: Words, counter: tuple[Effect, Words] | None = None) -> Verdict:
    """The verdict on an effect; `counter` is the effect on what must not suffer, with its words."""
    found = _finding(effect, words)
    decided = effect.decided
    told, alarm = _counter(counter)
    return Verdict(
        found,
        _sentence(found, effect, words),
        decided.effect,
        decided.low,
        decided.high,
        decided.p,
        f"{decided.rests_on}; {_lot(effect)}",
        told,
        _overturned(effect),
        _beside(effect, words),
        alarm,
    )


def _finding(effect: Effect, words: Words) -> Finding:
    decided = effect.decided
    if math.isnan(decided.p) or not (math.isfinite(decided.low) or math.isfinite(decided.high)):
        return Finding.CANNOT_TELL
    if _moved_before(effect):
        return Finding.CANNOT_TELL
    if decided.p <= 1 - effect.level:
        return Finding.ROSE if decided.effect > 0 else Finding.FELL
    if words.smallest is not None and -words.smallest < decided.low and decided.high < words.smallest:
        return Finding.NO_EFFECT
    return Finding.NOT_SEEN


def _moved_before(effect: Effect) -> bool:
    """Whether, without a lot, those who began moved apart from the others before their start already."""
    moved = effect.tables.moved if effect.tables else None
    return effect.design is Design.STAGGERED and moved is not None and moved < MOVED


def _sentence(found: Finding, effect: Effect, words: Words) -> str:
    decided = effect.decided
    spread = f"{_number(decided.low, effect, words)} to {_number(decided.high, effect, words)}"
    spread = f"{100 * effect.level:.4g}% interval {spread}"
    if found in (Finding.ROSE, Finding.FELL):
        size = _number(abs(decided.effect) if not effect.log else decided.effect, effect, words)
        good = words.more_is_better
        judged = "" if good is None else ", for the better" if good == (found is Finding.ROSE) else ", for the worse"
        return f"{words.name} {found.value} by {size.lstrip('-')}{judged} ({spread}), compared with those without it."
    if found is Finding.NO_EFFECT:
        limit = f"{words.smallest:g}{' ' + words.unit if words.unit else ''}"
        return f"{words.name} did not change by as much as {limit}, the least that matters ({spread})."
    if found is Finding.NOT_SEEN:
        return f"No effect on {_lower(words.name)} that we could have seen: anything in the {spread} fits the data."
    if _moved_before(effect):
        return (
            f"Cannot tell whether {_lower(words.name)} changed because of it: those who began were moving apart from the others "
            f"before they began (the estimate would be {_number(decided.effect, effect, words)})."
        )
    return f"Cannot tell whether {_lower(words.name)} changed: with so few clusters, chance alone could bring any result."


def _lower(name: str) -> str:
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def _number(value: float, effect: Effect, words: Words) -> str:
    if not math.isfinite(value):
        return "no limit"
    if effect.log:
        return f"{100 * math.expm1(value):.3g}%"
    plain = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    return f"{plain}{' ' + words.unit if words.unit else ''}"


def _lot(effect: Effect) -> str:
    if effect.design is Design.STAGGERED:
        return "who began when was not drawn by lot, so that it holds only if both would have moved alike without it"
    drawn = effect.estimate.randomised
    if drawn is None:
        return "who began was drawn by lot"
    many = "all" if drawn.exact else "drawn again"
    return f"who began was drawn by lot, and the result set among {drawn.draws:,} assignments ({many})"


def _counter(counter: tuple[Effect, Words] | None) -> tuple[str, bool]:
    """What the counter-outcome did, and whether it got worse."""
    if counter is None:
        return "No counter-outcome was measured: what it cost elsewhere is not known.", False
    found, words = _finding(*counter), counter[1]
    worse = found in (Finding.ROSE, Finding.FELL) and words.more_is_better is (found is Finding.FELL)
    sentence = _sentence(found, *counter)
    return (f"At a price: {sentence}" if worse else sentence), worse


def _overturned(effect: Effect) -> tuple[str, ...]:
    found = ["Something else that began for the same people at the same time."]
    if effect.design is Design.RANDOMISED:
        found.append("More people leaving, or not being measured, on one side than on the other.")
        found.append("Those without it learning from those with it: then the effect is larger than it looks.")
    else:
        found.append(_trend(effect))
        found.append("Having been chosen because of a very bad or very good spell: such spells pass by themselves.")
    if effect.estimate.clusters < 40:
        found.append(f"A few more groups: {effect.estimate.clusters} took part, and one odd one among them weighs much.")
    return tuple(found)


def _trend(effect: Effect) -> str:
    asked = effect.beside.get("trend_sensitivity")
    if asked is None:
        return "A trend of those who began that would have set in without it."
    times = asked.seen["breakdown"]
    if times == 0:
        return "Any trend of those who began, however small: the effect is not told apart from none even without one."
    most = "more than four times" if math.isinf(times) else f"{times:.2g} times"
    return f"Steps apart after the start that are {most} the worst before it."


def _beside(effect: Effect, words: Words) -> tuple[str, ...]:
    if effect.naive is None:
        return ()
    drift = effect.naive - effect.estimate.effect
    others = (
        f"Of that, {_number(drift, effect, words)} is what the others show as well"
        if drift * effect.naive >= 0
        else f"The others changed by {_number(drift, effect, words)}"
    )
    began = _number(effect.naive, effect, words)
    told = f"Before and after prove nothing alone: those who began changed by {began}."
    return (f"{told} {others}: drift, season, or odd spells passing.",)
