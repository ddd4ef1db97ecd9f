"""What every surface offers an outsider."""

from typing import Protocol, runtime_checkable

import pyarrow as pa

from clearspan.attack.card import Card
from clearspan.attack.question import Question, Reply
from clearspan.attack.told import Told


class Surface(Protocol):
    """A way by which released cells leave: pages, command line, files."""

    @property
    def name(self) -> str:
        """The surface's name in findings."""
        ...

    def cards(self) -> tuple[Card, ...]:
        """The metrics' cards as the surface shows them; empty where it shows none."""
        ...

    def cells(self) -> pa.Table:
        """Every cell that the surface shows unasked, with the columns of OBSERVED."""
        ...


@runtime_checkable
class Answering(Protocol):
    """A surface that can be asked; `budget` is how many questions it is put in one attack, because some are slow."""

    @property
    def name(self) -> str:
        """The surface's name in findings."""
        ...

    @property
    def budget(self) -> int:
        """How many questions the attackers together may spend on sampling it."""
        ...

    def ask(self, question: Question) -> Reply:
        """The surface's reply. A refusal is a reply, not an error."""
        ...


@runtime_checkable
class Paged(Protocol):
    """A surface with pages for people; `budget` is how many requests it is put in one attack."""

    @property
    def name(self) -> str:
        """The surface's name in findings."""
        ...

    @property
    def budget(self) -> int:
        """How many requests the attackers together may spend on sampling it."""
        ...

    def page(self, path: str) -> Reply:
        """The page at an address, as a browser gets it."""
        ...


@runtime_checkable
class Telling(Protocol):
    """A surface that says something of groups in words."""

    @property
    def name(self) -> str:
        """The surface's name in findings."""
        ...

    def findings(self) -> tuple[Told, ...]:
        """Every finding that the surface gives."""
        ...


@runtime_checkable
class Explaining(Protocol):
    """A surface that explains single figures."""

    @property
    def name(self) -> str:
        """The surface's name in findings."""
        ...

    def explain(self, figure: str) -> Reply:
        """The surface's reply to a question about the figure of an id."""
        ...
