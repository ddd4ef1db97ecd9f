"""A file of facts alone (TOML), opened."""

from pathlib import Path

from clearspan.skills.item_files.facts import read_facts
from clearspan.skills.item_files.fields import Fields, Places
from clearspan.skills.item_files.trouble import Trouble


class FactsFile:
    """A file being read: its facts, and what is wrong with it so far."""

    def __init__(self, path: Path, shown: str = "") -> None:
        self.path = path
        self.shown = shown or path.name
        lines, written, unreadable = read_facts(path)
        self._troubles = [Trouble(self.shown, line, what, remedy) for line, what, remedy in unreadable]
        self.fields = Fields(written, Places(lines, 1))

    def troubles(self) -> tuple[Trouble, ...]:
        """Everything that is wrong so far, by line."""
        return tuple(sorted({*self._troubles, *(Trouble(self.shown, *note) for note in self.fields.notes())}))
