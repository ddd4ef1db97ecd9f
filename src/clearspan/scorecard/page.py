"""The scorecard as a page: a section each for the diagnosis, the instruments and the effects of programmes."""

import re
from collections.abc import Mapping
from pathlib import Path

from clearspan.scorecard.figures import Scorefigure

HEAD = """# Scorecard

What is planted in simulated organisations, people and programmes, laid beside what the program says of them without knowing it.
Intervals of shares are Wilson's, 95%.
"""

DIAGNOSIS, INSTRUMENTS, EFFECTS = "Diagnosis", "Instruments", "Effects of programmes"
SECTIONS = (DIAGNOSIS, INSTRUMENTS, EFFECTS)

TABLE = """
| figure | value | 95% interval | of | goal | met |
|---|---|---|---|---|---|
"""

_DIAGNOSIS = """\
Written by `clearspan scorecard --page docs/scorecard.md`: {organisations} simulated organisations of {people:,} people, every
other one made by a generator on which no threshold was chosen. Their vendors' files are read, measured and diagnosed as any
other's.
"""

_ANSWERED = """
A team counts as answered when a cause is named for it, or for it together with its small siblings. The calibration error compares
stated probabilities with what came true; its goal is what a perfectly calibrated engine would stay below 95 times in 100, plus 3
points.
"""

_INSTRUMENTS = """\
Each sample has people whose fluency, discernment, leaning and redesigns are known. They answer questions whose difficulty authors
misjudged, do 48 drills and 60 exercises in two steps, and draw processes. The correlation of d' is what 48 drills allow: the
reason why nothing is said of one person before. The level of redesigns rests on four processes each.
"""


def sections(
    found: Mapping[str, Scorefigure], instruments: Mapping[str, Scorefigure], organisations: int, people: int
) -> dict[str, str]:
    """The sections on the diagnosis and on the instruments, in Markdown, by title."""
    rows = "".join(row(figure) for name, figure in found.items() if name not in instruments)
    head = _DIAGNOSIS.format(organisations=organisations, people=people)
    return {
        DIAGNOSIS: head + TABLE + rows + _ANSWERED,
        INSTRUMENTS: _INSTRUMENTS + TABLE + "".join(map(row, instruments.values())),
    }


def put(page: Path, fresh: Mapping[str, str]) -> None:
    """Nothing; writes sections into the page, whose others stay."""
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    _, *parts = re.split(r"^## (.+)\n\n", text, flags=re.MULTILINE)
    kept = {**dict(zip(parts[::2], parts[1::2], strict=True)), **fresh}
    written = [f"\n## {title}\n\n{kept[title].strip()}\n" for title in SECTIONS if title in kept]
    page.write_text(HEAD + "".join(written), encoding="utf-8")


def row(figure: Scorefigure) -> str:
    """A figure as a row of the table."""
    met = {True: "yes", False: "no", None: ""}[figure.met]
    interval = f"{figure.low:.3f} to {figure.high:.3f}"
    return f"| {figure.title} | {figure.value:.3f} | {interval} | {figure.of:,} | {figure.goal} | {met} |\n"
