"""What a writer is: one vendor's format, what it may draw on, and how it is written week by week."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clearspan.simulator.interaction_style import InteractionStyle
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.plants import Gamer
from clearspan.simulator.training import Treatment
from clearspan.simulator.week import Week


@dataclass(frozen=True)
class Scene:
    """What all writers draw on. `treatments` grow while programmes begin and are whole when writers finish; `style` is where
    writers whose files tell acts apart count them; `written` are the names of all formats that are written."""

    organisation: Organisation
    gamers: tuple[Gamer, ...]
    style: InteractionStyle
    treatments: list[Treatment]
    written: frozenset[str] = frozenset()


class Writing:
    """One vendor's files under way; holds no more than the state of people."""

    def write(self, week: Week) -> None:
        """Writes what a week brings."""

    def finish(self) -> None:
        """Writes what is left, and closes the files."""

    def truth(self) -> dict[str, Any]:
        """What was gathered on the way that truth.json tells, by name; asked after the end."""
        return {}


@dataclass(frozen=True)
class Writer:
    """A format that can be written: `name` is its file's, and as a rule the name of the source that reads it; `folder` is where
    its files go below the exports; `usual` formats are written unless a plan chooses others."""

    name: str
    folder: str
    begin: Callable[[Scene, Path], Writing]
    usual: bool = False
