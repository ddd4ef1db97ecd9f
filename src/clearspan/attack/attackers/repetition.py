"""Asks the same again, here and elsewhere: noise that changes can be averaged away, and so can noise that is not there."""

import math
from collections.abc import Sequence

import numpy as np

from clearspan.attack.attacker import Attacker
from clearspan.attack.compare import clashes_with, compared
from clearspan.attack.crowd import equal_pairs
from clearspan.attack.finding import Haul, Tally
from clearspan.attack.question import BROKEN, Reply
from clearspan.attack.sampling import sample_addresses, sample_questions
from clearspan.attack.scrape import cells_of_csv, scrape, shares
from clearspan.attack.seen import Seen
from clearspan.attack.surface import Paged
from clearspan.errors import ClearspanError

ENOUGH = 20
"""Different sets of people whose shown sizes must all be exact before the noise is called absent. A set's size is exact in
about 4 of 10 cases, so chance does this once in a hundred million."""


def attack(seen: Seen) -> Haul:
    """Disagreement between surfaces, calls, or cells of the same people; and counts without noise."""
    tally = Tally()
    _surfaces_agree(seen, tally)
    _calls_agree(seen, tally)
    _pages_agree(seen, tally)
    _same_people_same_noise(seen, tally)
    return tally.haul()


def _surfaces_agree(seen: Seen, tally: Tally) -> None:
    names = list(seen.views)
    for number, first in enumerate(names):
        for second in names[number + 1 :]:
            both, clashes = compared(seen.views[first], seen.views[second])
            tally.tried(both)
            for clash in clashes:
                tally.leak(f"The {first} and the {second} disagree: {clash.about}.", 0, clash.cell)


def _calls_agree(seen: Seen, tally: Tally) -> None:
    for surface in seen.answering():
        replies = []
        for question in sample_questions(seen.table, max(surface.budget // 4, 1)):
            for _ in range(2):
                tally.tried()
                reply = surface.ask(question)
                replies.append(reply)
                for clash in clashes_with(seen.known(reply.cells), reply.cells):
                    tally.leak(f"Asked again, the {surface.name} disagrees: {clash.about}.", 0, clash.cell)
        _answers(replies, surface.name)


def _answers(replies: Sequence[Reply], where: str) -> None:
    """Nothing. Raises ClearspanError where a surface answers no question about what is shown: then nothing was tried."""
    if replies and not any(reply.answered for reply in replies):
        remedy = f"Mend it first; it says {replies[0].status}."
        raise ClearspanError("the surface answers nothing, so that it cannot be attacked", where=where, remedy=remedy)


def _pages_agree(seen: Seen, tally: Tally) -> None:
    """A page and its download show released figures, and shares that findings tell, and no others."""
    said = frozenset[int]().union(*(each.percentages for each in seen.findings()))
    for surface in seen.paged():
        replies = []
        for address in sample_addresses(seen.table, max(surface.budget // 10, 1)):
            page = surface.page(address)
            replies.append(page)
            tally.tried()
            where = f"{surface.name}: {address}"
            if page.status >= BROKEN:
                tally.leak("A page breaks instead of being shown or refused.", 0, where)
            elif page.answered:
                _page_agrees(seen, (surface, page, where), said, tally)
        _answers(replies, surface.name)


def _page_agrees(seen: Seen, shown: tuple[Paged, Reply, str], said: frozenset[int], tally: Tally) -> None:
    surface, page, where = shown
    read = scrape(page.text)
    cells = [cell for link in read.downloads for cell in cells_of_csv(surface.page(link).text)]
    known = seen.known(cells)
    tally.tried(len(cells))
    for clash in clashes_with(known, cells):
        tally.leak(f"A page's download disagrees with what was released: {clash.about}.", 0, where, clash.cell)
    if any(cell.told and cell.key not in known for cell in cells):
        tally.leak("A page's download shows a figure that was never released.", 1, where)
    told = {round(100 * figure) for cell in cells for figure in (cell.value, cell.low, cell.high) if figure is not None}
    if cells and any(shares(text) - told - said for row in read.rows for text in row):
        tally.leak("A page's table shows a share that is not among its released figures.", 1, where)


def _same_people_same_noise(seen: Seen, tally: Tally) -> None:
    """Cells of one sheet that count the same people must have the same figures; sizes must not all be exact."""
    equal: dict[object, list[tuple[int, int]]] = {}
    sizes: dict[bytes, bool] = {}
    for sheet, crowds in seen.sheets():
        if crowds.signature not in equal:
            equal[crowds.signature] = equal_pairs(crowds.sets)
        for first, second in equal[crowds.signature]:
            tally.tried()
            if sheet.numerator[first] != sheet.numerator[second] and not np.isnan(sheet.numerator[[first, second]]).any():
                what = "The same people have two numbers: the noise averages out."
                tally.leak(what, 0, sheet.where(first), sheet.where(second))
        for people, shown in zip(crowds.sets, sheet.denominator.tolist(), strict=True):
            if len(people) and not math.isnan(shown):
                sizes[people.tobytes()] = shown == len(people)
    tally.tried()
    if len(sizes) >= ENOUGH and all(sizes.values()):
        tally.leak(f"The sizes of all {len(sizes)} shown sets are exact: the figures carry no noise.", 1, "every shown count")


REPETITION = Attacker("repetition", "Asks the same question again and on every surface.", ("perturbation",), attack)
