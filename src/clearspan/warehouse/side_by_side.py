"""Pieces of work done two at a time where together they fit in memory."""

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

AT_ONCE = 2


def side_by_side(work: Iterable[tuple[int, Callable[[], T]]], most: int) -> list[T]:
    """What each piece of work returns, in order. Each comes with its size; two are done at once where their sizes together are
    at most `most`. What one raises is raised here, when those that have begun have ended and before the next one begins."""
    results: list[T] = []
    under_way: deque[tuple[int, Future[T]]] = deque()
    with ThreadPoolExecutor(AT_ONCE, "side-by-side") as pool:
        for size, piece in work:
            while under_way and (len(under_way) == AT_ONCE or size + sum(each for each, _ in under_way) > most):
                results.append(under_way.popleft()[1].result())
            under_way.append((size, pool.submit(piece)))
        results.extend(future.result() for _, future in under_way)
    return results
