"""Pictures of released figures: what to draw, drawn once, and kept on disk under the hash of what it shows."""

import hashlib
import json
import os
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

DRAWING = 4
"""Version of the drawing: a picture drawn by another version is drawn again."""

WIDE, NARROW = 704, 342
"""Widths in pixels: for a page and for print, and for a phone."""

FOLDER = "pictures"


@dataclass(frozen=True)
class Key:
    """One entry of a picture's key: the colour token's class, and what it stands for."""

    token: str
    label: str


@dataclass(frozen=True)
class Picture:
    """What to draw: the chart's name, one sentence that says what it shows, its data (plain JSON), and its key."""

    chart: str
    sentence: str
    data: Mapping[str, object] = field(hash=False)
    key: tuple[Key, ...] = ()

    def digest(self, width: int) -> str:
        """The name under which the picture of that width is kept: a hash of everything that it shows."""
        content = json.dumps([DRAWING, width, self.chart, self.sentence, self.data], sort_keys=True, default=str)
        return hashlib.sha256(content.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Gallery:
    """The folder of pictures of one directory; an absent picture is drawn, kept, and from then on only read."""

    directory: Path
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def svg(self, picture: Picture, width: int = WIDE) -> str:
        """The picture as SVG, to stand in a page whose stylesheet gives its colours."""
        path = self.directory / FOLDER / f"{picture.digest(width)}.svg"
        try:
            return path.read_text(encoding="utf-8")
        except FileNotFoundError:
            pass
        from clearspan.answers.drawing import draw

        with self._lock:
            drawn = draw(picture, width)
        _keep(path, drawn)
        return drawn


def _keep(path: Path, drawn: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(drawn)
    Path(unfinished).replace(path)
