"""Records that a vendor has not told yet when the newest days are first asked, and that come with the next answer."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class LateRows(Generic[T]):
    """Of the newest `days` of an answer one record in `late` is missing; the next answer begins with those days, whole."""

    def __init__(self, days: int, late: int) -> None:
        self._days, self._late = days, late
        self._newest: list[T] = []

    def answer(self, records: Iterable[tuple[int, T]], last: int) -> Iterator[T]:
        """What is told of records, each with its day, when the days up to `last` are asked just after them."""
        yield from self.rest()
        for at, (day, record) in enumerate(records):
            newest = day > last - self._days
            if newest:
                self._newest.append(record)
            if not newest or at % self._late:
                yield record

    def rest(self) -> list[T]:
        """The records of the newest days, whole; they are told once."""
        told, self._newest = self._newest, []
        return told
