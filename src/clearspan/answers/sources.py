"""Sources: which feeds are connected, how each one fares, what is missing, and what an administrator clicks to fix it."""

from collections.abc import Sequence
from dataclasses import dataclass

from clearspan.answers.days_stored import DATED, span_words
from clearspan.answers.evidence import Collecting, Evidence
from clearspan.answers.picture import Key, Picture
from clearspan.answers.source_entry import LABELS, Entry, entry, moment
from clearspan.answers.source_state import SourceState, State, source_states
from clearspan.answers.words import day_words, listed
from clearspan.sources.connection import next_run

KINDS = {
    "usage": "AI tools",
    "licence": "AI tools",
    "work": "Work systems",
    "activity": "Work systems",
    "ties": "Work systems",
    "sharing": "Work systems",
    "roster": "People and teams",
    "identities": "People and teams",
    "absence": "People and teams",
    "training": "Training and opinion",
    "pulse": "Training and opinion",
    "price": "Costs",
    "labour_cost": "Costs",
}
"""What the kinds of sources are called on the page, in the order in which they are listed."""


@dataclass(frozen=True)
class Sources:
    """The page for the administrator: the sources that need somebody, those that are well, and by kind those not in use."""

    title: str
    lead: str
    claim: str
    picture: Picture | None
    wanting: tuple[Entry, ...]
    well: tuple[Entry, ...]
    unused: tuple[tuple[str, tuple[Entry, ...]], ...]
    rows: tuple[dict[str, object], ...]


EXPORTED = ("source", "state", "ways", "connections", "first_day", "newest_day", "days_ago", "days_missing", "kept", "dropped",
            "rejected", "trouble", "next_run")  # fmt: skip
"""The fields of an exported row."""


def sources_page(evidence: Evidence) -> Sources:
    """Every source on the shelf, what needs somebody first."""
    states = source_states(evidence)
    wanting = [each for each in states if each.state < State.WELL]
    well = [each for each in states if each.state is State.WELL]
    unused = [each for each in states if each.state is State.UNUSED]
    used = [*wanting, *well]
    return Sources(
        title="Sources",
        lead=_lead(states, evidence.collecting),
        claim=_claim(wanting, used),
        picture=_picture(used),
        wanting=tuple(entry(each, evidence.collecting) for each in wanting),
        well=tuple(entry(each, evidence.collecting) for each in well),
        unused=tuple(
            (kind, entries)
            for kind in dict.fromkeys(KINDS.values())
            if (entries := tuple(entry(each, evidence.collecting) for each in unused if KINDS[each.source.kind] == kind))
        ),
        rows=tuple(_row(each, evidence.collecting) for each in states),
    )


def _lead(states: Sequence[SourceState], collecting: Collecting) -> str:
    used = [each for each in states if each.state is not State.UNUSED]
    by_api = sum(each.source.api is not None for each in states)
    can = f"Clearspan reads {len(states)} sources by file and {by_api} of them by API as well."
    if not used:
        return f"{can} None has sent anything yet: connect one below, or give its file to `clearspan run`."
    connected = len(collecting.connections)
    pulled = f", {connected} by a connection" if connected else ", all by file"
    return f"{can} {len(used)} {'has' if len(used) == 1 else 'have'} something here{pulled}."


def _claim(wanting: Sequence[SourceState], used: Sequence[SourceState]) -> str:
    if not used:
        return "We cannot tell yet, because nothing is connected and no file has arrived."
    if not wanting:
        return "Every source in use is well: what is due has arrived, and no day is missing in between."
    verb = "needs" if len(wanting) == 1 else "need"
    return f"{len(wanting)} of {len(used)} sources in use {verb} you: {listed([each.source.title for each in wanting])}."


def _picture(used: Sequence[SourceState]) -> Picture | None:
    """The days stored of each source on one line of time, what is missing hatched."""
    dated = [each for each in used if each.stored.spans and each.source.kind in DATED]
    if not dated:
        return None
    rows = [
        {
            "label": each.source.title,
            "spans": [{"x": a, "x2": b + 1, "says": f"{each.source.title}: {span_words(a, b)}"} for a, b in each.stored.spans],
            "gaps": [
                {"x": a, "x2": b + 1, "says": f"{each.source.title}: nothing for {span_words(a, b)}"} for a, b in each.stored.gaps
            ],
        }
        for each in sorted(dated, key=lambda each: each.source.title.casefold())
    ]
    key = (Key("d1", "stored"), *((Key("hatched", "missing"),) if any(each.stored.gaps for each in dated) else ()))
    return Picture("spans", "Days that are stored of each source, and days that are missing in between.", {"rows": rows}, key)


def _row(found: SourceState, collecting: Collecting) -> dict[str, object]:
    values = (
        found.source.name,
        LABELS[found.state],
        "file and API" if found.source.api is not None else "file",
        " ".join(each.name for each in found.connections),
        None if found.stored.first is None else day_words(found.stored.first),
        None if found.stored.last is None else day_words(found.stored.last),
        found.age,
        found.stored.missing,
        found.kept,
        found.dropped,
        found.rejected,
        "; ".join(each.last.trouble for each in found.connections if each.last is not None and not each.last.ok),
        _soonest(found, collecting),
    )
    return dict(zip(EXPORTED, values, strict=True))


def _soonest(found: SourceState, collecting: Collecting) -> str:
    dues = [next_run(each, collecting.every_hours) for each in found.connections]
    known = [due for due in dues if due is not None]
    return "now" if len(known) < len(dues) else moment(min(known)) if known else ""
