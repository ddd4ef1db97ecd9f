"""Records cut into pages, as an API answers them."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def pages_of(records: Iterable[T], size: int) -> Iterator[tuple[list[T], bool]]:
    """The pages of some records, each with whether another one follows; nothing where there is no record."""
    page: list[T] = []
    for record in records:
        if len(page) == size:
            yield page, True
            page = []
        page.append(record)
    if page:
        yield page, False
