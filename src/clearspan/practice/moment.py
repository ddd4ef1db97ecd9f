"""The moment of need: which use cases are at hand when a piece of work begins."""

from clearspan.practice.library import Library
from clearspan.practice.use_case import UseCase


def at_hand(library: Library, family: str, task: str) -> tuple[UseCase, ...]:
    """The use cases of a family for a task as a work system calls it, in any case of letters; none where nothing fits."""
    wanted = " ".join(task.casefold().split())
    return tuple(case for case in library.use_cases.values() if case.family == family and wanted in case.work_tasks)
