"""Which source a file is from, by its content and never by its name."""

from collections.abc import Iterable
from dataclasses import dataclass

from clearspan.errors import AmbiguousSource, UnknownSource
from clearspan.sources.reading.arrived import Arrived, Sample
from clearspan.sources.reading.header import plain_name
from clearspan.sources.source import Source


@dataclass(frozen=True)
class Recognition:
    """The source of a file, and by what it was recognised."""

    source: Source
    why: str


def recognise(arrived: Arrived, sources: Iterable[Source]) -> Recognition:
    """The one source that recognises the file.

    Raises UnreadableFile where it cannot be opened, UnknownSource where no source knows it, AmbiguousSource where two do.
    """
    known = list(sources)
    sample = arrived.sample()
    found = [Recognition(source, why) for source in known if (why := source.recognise(sample))]
    if len(found) == 1:
        return found[0]
    if found:
        titles = " and ".join(sorted(item.source.title for item in found))
        raise AmbiguousSource(
            f"could be {titles}.", where=arrived.name, remedy="Export it again with all columns, so that it is only one of them."
        )
    raise UnknownSource(
        f"is in a form that no source knows ({sample.format}).{_nearest(sample, known)}",
        where=arrived.name,
        remedy="Look at `clearspan sources` for what can be read and where to export it.",
    )


def header_why(sample: Sample, needed: Iterable[str], also_one_of: Iterable[str] = ()) -> str | None:
    """Why a delimited sample is a feed: its header has every `needed` name and, where given, one of the others; else None."""
    if sample.header is None:
        return None
    header = {plain_name(name) for name in sample.header}
    needed, also = list(needed), list(also_one_of)
    extra = [name for name in also if plain_name(name) in header]
    if not all(plain_name(name) in header for name in needed) or (also and not extra):
        return None
    return "its header has " + ", ".join([*needed, *extra[:1]])


def _nearest(sample: Sample, sources: list[Source]) -> str:
    """A hint: the source of which the header has most columns, and which required ones are missing. No content of the file."""
    if not sample.header:
        return ""
    header = {plain_name(name) for name in sample.header}
    best, best_shared, missing = "", 1, list[str]()
    for source in sources:
        names = [{plain_name(name) for name in (item.name, *item.aliases)} for item in source.keeps]
        shared = sum(1 for aliases in names if aliases & header)
        if shared > best_shared:
            best, best_shared = source.title, shared
            missing = [
                item.name for item, aliases in zip(source.keeps, names, strict=True) if item.required and not aliases & header
            ]
    if not best:
        return ""
    lacks = f", but lacks {', '.join(missing)}" if missing else ""
    return f" It resembles {best}{lacks}."
