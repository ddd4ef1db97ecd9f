"""Figures, periods and groups in plain words."""

from collections.abc import Sequence

from clearspan.answers.figure import Figure
from clearspan.metrics.metric import Metric
from clearspan.vocabulary.period import Period, PeriodKind, day_of
from clearspan.vocabulary.shape import Shape
from clearspan.vocabulary.system import SYSTEMS
from clearspan.vocabulary.tool import ANY_TOOL, TOOLS

SHARES = frozenset({Shape.SHARE, Shape.DISTRIBUTION, Shape.HALF_SHARE, Shape.EXPECTED})
"""Shapes whose figure is a share of people, from 0 to 1."""

ROUNDED_FROM = 20
"""Numbers of people from here on are rounded to fives."""
HARDLY = 0.005
"""A share that rounds to nothing is called 'hardly any'."""

_QUARTERS = ("first", "second", "third", "fourth")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_words(day: int, *, year: bool = True) -> str:
    """A day number as '4 May 2026'."""
    at = day_of(day)
    return f"{at.day} {_MONTHS[at.month - 1]}" + (f" {at.year}" if year else "")


def period_words(period: Period, *, year: bool = True) -> str:
    """A period as 'the week of 4 May 2026', 'May 2026' or 'the second quarter of 2026'."""
    first = day_of(period.start)
    if period.kind is PeriodKind.WEEK:
        return f"the week of {day_words(period.start, year=year)}"
    if period.kind is PeriodKind.MONTH:
        return _MONTHS[first.month - 1] + (f" {first.year}" if year else "")
    return f"the {_QUARTERS[(first.month - 1) // 3]} quarter" + (f" of {first.year}" if year else "")


def span_words(count: int, kind: PeriodKind) -> str:
    """A number of periods: '12 weeks', 'a quarter'."""
    return f"a {kind.value}" if count == 1 else f"{count} {kind.value}s"


def percent(share: float) -> str:
    """A share as a whole percentage."""
    return f"{round(share * 100)}%"


def number(value: float) -> str:
    """A number as people write it: rounded to three figures, thousands apart."""
    if abs(value) >= 1000:
        magnitude = 10 ** (len(str(int(abs(value)))) - 3)
        return f"{round(value / magnitude) * magnitude:,}"
    if abs(value) >= 20 or value == int(value):
        return f"{round(value):,}"
    return f"{value:.1f}"


def amount(card: Metric, value: float) -> str:
    """A metric's value with its unit."""
    if card.shape in SHARES:
        return percent(value)
    if card.shape is Shape.COUNT:
        return people(value)
    return f"{number(value)} {card.unit}"


def people(count: float) -> str:
    """A number of people, rounded to fives, and from a thousand on to three figures."""
    rounded = number(5 * round(count / 5) if ROUNDED_FROM <= count < 1000 else round(count))
    return f"{rounded} person" if rounded == "1" else f"{rounded} people"


def size(figure: Figure) -> str:
    """'some 50 people', or nothing where the figure has no n."""
    return "" if figure.n is None else f"some {people(figure.n)}"


def reason(figure: Figure) -> str:
    """Why a figure is withheld, as a clause: 'this group has fewer than 8 people'."""
    text = (figure.withheld or "nothing is released").removesuffix(".")
    return text[0].lower() + text[1:]


def value_words(card: Metric, figure: Figure) -> str:
    """The figure alone: 'about 60%', 'over 90%', 'between 8 and 30 days', or 'withheld'."""
    if not figure.shown:
        return "withheld"
    return _bounds_words(card, figure) if figure.value is None else _told_words(card, figure, figure.value)


def _told_words(card: Metric, figure: Figure, value: float) -> str:
    if card.shape in SHARES and value < HARDLY:
        return "hardly any"
    said = f"about {amount(card, value)}"
    if figure.low is None or figure.high is None:
        return said
    return f"{said} ({_plain(card, figure.low)} to {_plain(card, figure.high)})"


def _bounds_words(card: Metric, figure: Figure) -> str:
    if figure.high is None or (card.shape in SHARES and figure.high >= 1):
        return f"over {amount(card, figure.low or 0)}"
    if not figure.low:
        return f"under {amount(card, figure.high)}"
    return f"between {_plain(card, figure.low)} and {amount(card, figure.high)}"


def _plain(card: Metric, value: float) -> str:
    return percent(value) if card.shape in SHARES else number(value)


def figure_words(card: Metric, figure: Figure) -> str:
    """The figure with its n: 'about 60% of some 50 people'; the reason where it is withheld."""
    if not figure.shown:
        return f"withheld: {reason(figure)}"
    said = value_words(card, figure)
    if not size(figure) or card.shape in {Shape.COUNT, Shape.SUM}:
        return said
    if card.shape in SHARES:
        return f"{said} of {size(figure)}"
    return f"{said}, among {size(figure)}"


def tool_words(tool: str) -> str:
    """The tool, or the work system that stands in its place, as people read it; 'any AI tool' for all together."""
    return "any AI tool" if tool == ANY_TOOL else TOOLS.get(tool, SYSTEMS.get(tool, tool))


def category_words(category: str) -> str:
    """A category; merged ones as 'none or tried'."""
    return category.replace(" + ", " or ")


def listed(names: Sequence[str], *, most: int = 3) -> str:
    """'A, B and C'; beyond `most`, 'A, B, C and 4 more'."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def part_words(share: float) -> str:
    """A share as a plain part: 'about half', 'about a third'."""
    named = ((1 / 10, "a tenth"), (1 / 5, "a fifth"), (1 / 4, "a quarter"), (1 / 3, "a third"), (2 / 5, "two in five"))
    upper = ((1 / 2, "half"), (3 / 5, "three in five"), (2 / 3, "two thirds"), (3 / 4, "three quarters"), (9 / 10, "nine in ten"))
    return "about " + min((*named, *upper), key=lambda pair: abs(pair[0] - share))[1]
