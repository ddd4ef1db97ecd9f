"""What is wrong with a content item, in plain words, and on which line."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Trouble:
    """One thing that is wrong: file, line (1 is the first; 0 where no line is at fault), what, and what to do about it."""

    file: str
    line: int
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}: {self.what}{' ' + self.remedy if self.remedy else ''}"
