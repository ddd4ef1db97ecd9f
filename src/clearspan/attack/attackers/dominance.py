"""Bounds one person in a shown sum, as the one does who holds the second largest part."""

import math
from collections.abc import Mapping

from clearspan.attack.attacker import Attacker
from clearspan.attack.chart import People
from clearspan.attack.finding import Haul, Tally
from clearspan.attack.seen import Seen
from clearspan.attack.sheet import Sheet
from clearspan.vocabulary.shape import Shape

READ = (Shape.SUM, Shape.MEAN)
"""Shapes whose figure is made of amounts."""


def attack(seen: Seen) -> Haul:
    """Shown sums from which somebody who knows their own part bounds the largest within a factor of two.

    With S the sum, n people and v the second largest part, the largest lies between S - (n - 1) v and S - v.
    """
    tally = Tally()
    for sheet in seen.sheets():
        if seen.card(sheet.metric).shape in READ:
            _bound(seen, sheet, tally)
    return tally.haul()


def _bound(seen: Seen, sheet: Sheet, tally: Tally) -> None:
    own = seen.insider.own.get((sheet.metric, sheet.tool, sheet.kind, sheet.start), {})
    for index, people in enumerate(seen.crowds(sheet).sets):
        tally.tried()
        part = _second(people, own)
        total = sheet.numerator[index]
        if part is None or math.isnan(total):
            continue
        least, most = max(part, total - (len(people) - 1) * part), total - part
        if 0 < most < 2 * least:
            what = "The holder of the second largest part bounds the largest within a factor of two."
            tally.leak(what, 1, sheet.where(index))


def _second(people: People, own: Mapping[int, float]) -> float | None:
    """The second largest part among the people, as its holder knows it; None where nobody speaks."""
    parts = sorted((own[person] for person in people.tolist() if person in own), reverse=True)
    return parts[1] if len(parts) > 1 else None


DOMINANCE = Attacker("dominance", "Bounds the largest part of a shown sum from the second largest.", attack)
