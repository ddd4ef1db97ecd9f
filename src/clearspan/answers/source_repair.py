"""What is the matter with a source, and what an administrator does about it."""

from collections.abc import Callable
from dataclasses import dataclass

from clearspan.answers.days_stored import gap_words
from clearspan.answers.evidence import Collecting
from clearspan.answers.source_state import SourceState, State, overdue
from clearspan.answers.words import listed, number


@dataclass(frozen=True)
class Repair:
    """What is the matter, what to click, step by step, and what to run then; empty where nothing is."""

    wrong: tuple[str, ...] = ()
    clicks: tuple[str, ...] = ()
    command: str = ""


def repair(found: SourceState, collecting: Collecting) -> Repair:
    """What mends a source; of one that is not in use, how to begin."""
    return MENDS[found.state](found, collecting)


def _failed(found: SourceState, _: Collecting) -> Repair:
    """A refused connection needs new access; of any other trouble the next run is the remedy."""
    pulls = [(each.name, each.last) for each in found.connections if each.last is not None and not each.last.ok]
    several = len(found.connections) > 1
    wrong = tuple(f"{name}: {last.trouble}" if several else last.trouble for name, last in pulls)
    refused = [name for name, last in pulls if last.refused]
    if refused:
        clicks = found.source.api.clicks if found.source.api is not None else ()
        return Repair(wrong, clicks, f"clearspan connect {refused[0]}")
    waits = "There is nothing to click: it is asked again at the next run, or at once with the command below."
    return Repair((*wrong, waits), (), f"clearspan collect {' '.join(name for name, _ in pulls)}")


def _behind(found: SourceState, collecting: Collecting) -> Repair:
    wrong = []
    late = [each.name for each in found.connections if overdue(collecting, each)]
    if late:
        was = "was" if len(late) == 1 else "were"
        wrong.append(f"{listed(late)} {was} due and not pulled: nothing runs that pulls. Keep `clearspan work` running.")
    elif found.connections and (found.age or 0) > found.allowed:
        wrong.append(f"Its newest day is {found.age} days old; the vendor's delay explains {found.allowed} of them.")
    if found.stored.gaps:
        wrong.append(f"Missing in between are {gap_words(found.stored)}.")
    if found.connections:
        return Repair(tuple(wrong), (), f"clearspan collect {found.connections[0].name}")
    return Repair((*wrong, "Export the missing days, which are found as below, and run `clearspan run` on the folder again."))


def _rejected(found: SourceState, _: Collecting) -> Repair:
    which = "data health names the file, the field and why"
    return Repair((f"{number(found.rejected)} of its records could not be used; {which}.",))


def _fresh(found: SourceState, _: Collecting) -> Repair:
    waiting = next(each.name for each in found.connections if each.last is None)
    return Repair((f"{waiting} is connected and was never pulled.",), (), f"clearspan collect {waiting}")


def _old(found: SourceState, _: Collecting) -> Repair:
    return Repair((f"Its newest day is {found.age} days old. Export a newer file, which is found as below.",))


def _unused(found: SourceState, _: Collecting) -> Repair:
    api = found.source.api
    return Repair((), api.clicks, f"clearspan connect {found.source.name}") if api is not None else Repair()


MENDS: dict[State, Callable[[SourceState, Collecting], Repair]] = {
    State.FAILED: _failed,
    State.BEHIND: _behind,
    State.REJECTED: _rejected,
    State.FRESH: _fresh,
    State.OLD: _old,
    State.WELL: lambda _, __: Repair(),
    State.UNUSED: _unused,
}
"""What mends a source in each state."""
