"""What a figure carries with it, so that it can be defended."""

from collections.abc import Sequence
from dataclasses import dataclass

from clearspan.answers.figure import Figure
from clearspan.answers.words import day_words
from clearspan.metrics.metric import Metric


@dataclass(frozen=True)
class Passport:
    """Definition, version, denominator, rows and days behind figures of one metric; days are day numbers."""

    metric: str
    title: str
    version: int
    definition: str
    denominator: str
    rows: int
    data_as_of: int
    members_as_of: int
    release: int
    caveats: tuple[str, ...]

    def record(self) -> dict[str, object]:
        """The passport as a plain record, for JSON."""
        return {
            "metric": self.metric,
            "title": self.title,
            "version": self.version,
            "definition": self.definition,
            "denominator": self.denominator,
            "rows": self.rows,
            "data_as_of": day_words(self.data_as_of),
            "members_as_of": day_words(self.members_as_of),
            "release": self.release,
            "caveats": list(self.caveats),
        }


def passport(card: Metric, figures: Sequence[Figure]) -> Passport:
    """The passport of figures of one metric. Raises ValueError where there is none."""
    if not figures:
        raise ValueError("a passport needs a figure")
    return Passport(
        metric=card.name,
        title=card.title,
        version=max(figure.version for figure in figures),
        definition=card.meaning,
        denominator=card.denominator,
        rows=max(figure.rows for figure in figures),
        data_as_of=max(figure.data_as_of for figure in figures),
        members_as_of=max(figure.members_as_of for figure in figures),
        release=max(figure.release for figure in figures),
        caveats=_caveats(card, figures),
    )


def _caveats(card: Metric, figures: Sequence[Figure]) -> tuple[str, ...]:
    found = [card.caution]
    withheld = sum(figure.withheld is not None for figure in figures)
    if withheld:
        found.append(f"{withheld} of {len(figures)} figures are withheld; each says why.")
    if any(figure.shown and figure.value is None for figure in figures):
        found.append("Where nearly everyone or nearly no one is alike, or a time is told, only bounds are shown.")
    if any(figure.unchanged for figure in figures):
        found.append("Some groups count unchanged members: too few have joined or left to show the difference.")
    if any(figure.release != figures[0].release for figure in figures):
        found.append("The figures were released at different times; a released figure never changes.")
    return tuple(found)
