"""Which numbers hang together through the groups that they share."""

from collections.abc import Iterable


def lowest_of_each(groups: Iterable[Iterable[int]]) -> dict[int, int]:
    """Number -> the lowest number it is connected with through the groups; the lowest ones themselves are left out."""
    above: dict[int, int] = {}

    def lowest(number: int) -> int:
        while number in above:
            above[number] = above.get(above[number], above[number])
            number = above[number]
        return number

    for group in groups:
        tops = sorted({lowest(number) for number in group})
        for top in tops[1:]:
            above[top] = tops[0]
    return {number: lowest(number) for number in list(above)}
