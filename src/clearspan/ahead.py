"""Iterators whose next item is made while the last one is used."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
_END = object()


def made_ahead(items: Iterator[T]) -> Iterator[T]:
    """The same items in the same order; a thread makes the next one meanwhile, so that two cores have work where making or using
    leaves the interpreter free. Two items are held at a time. What making an item raises is raised in its place."""
    with ThreadPoolExecutor(1, "ahead") as pool:
        coming = pool.submit(next, items, _END)
        while (item := coming.result()) is not _END:
            coming = pool.submit(next, items, _END)
            yield item  # type: ignore[misc]
