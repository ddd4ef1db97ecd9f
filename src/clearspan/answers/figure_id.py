"""The id of a figure: the same for ever, made of what the figure is about, so that it can be asked for by itself."""

import base64
import hashlib
from dataclasses import dataclass

from clearspan.errors import UsageError
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import Period, parse_period

SEPARATOR = "."
MARK_BYTES = 6
"""Bytes of the mark that stands for group and category: two of 10,000 figures of one id's other parts meet once in 6 million."""


@dataclass(frozen=True)
class Place:
    """Where on the grid a figure stands, as its id says it; `mark` stands for the group and the category."""

    metric: str
    version: int
    tool: str
    dimension: Dimension
    period: Period
    mark: str


def figure_id(place: Place) -> str:
    """The id, such as active_share.v1.any.team.2026-W20.b7k2m4qxra: safe in an address and on a command line."""
    return SEPARATOR.join((place.metric, f"v{place.version}", place.tool, place.dimension.value, place.period.name, place.mark))


def mark_of(group: str, category: str) -> str:
    """Ten letters and digits (RFC 4648 base32, small) of the BLAKE2b digest of group and category."""
    digest = hashlib.blake2b(f"{group}\0{category}".encode(), digest_size=MARK_BYTES).digest()
    return base64.b32encode(digest).decode().rstrip("=").lower()


def place_of(text: str) -> Place:
    """The place that an id names. Raises UsageError where the text is no id."""
    try:
        metric, version, tool, dimension, period, mark = text.strip().split(SEPARATOR)
        return Place(metric, int(version.removeprefix("v")), tool, Dimension(dimension), parse_period(period), mark)
    except ValueError as error:
        remedy = "Take it from a figure's page, or from `clearspan show --json`: active_share.v1.any.team.2026-W20.b7k2m4qxra."
        raise UsageError("that is not the id of a figure", where="figure", remedy=remedy) from error
