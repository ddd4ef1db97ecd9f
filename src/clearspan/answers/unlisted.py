"""People whom a tool knows and no staff list has: counts by source, for the administrator who can join them."""

from collections.abc import Mapping
from dataclasses import dataclass

from clearspan.answers.words import listed, number, percent
from clearspan.privacy.identity_counts import IdentityCounts
from clearspan.sources.source import Source


@dataclass(frozen=True)
class UnlistedRow:
    """One source: the people it knows, how many are on no staff list, and under which kinds of identifier it knows those."""

    title: str
    people: str
    unlisted: str
    share: str
    kinds: str


@dataclass(frozen=True)
class Unlisted:
    """The block: one sentence, the sources with the largest share first, what was set aside, and what to do."""

    claim: str
    rows: tuple[UnlistedRow, ...]
    aside: str
    step: str


def unlisted(counts: IdentityCounts | None, sources: Mapping[str, Source]) -> Unlisted | None:
    """The block, None where nothing was counted yet."""
    if counts is None or not counts.sources:
        return None
    ordered = sorted(counts.sources, key=lambda count: (-count.share, count.source))
    rows = []
    for count in ordered:
        kinds = sorted({each.kind for each in counts.identifiers if each.source == count.source and each.unlisted})
        title = sources[count.source].title if count.source in sources else count.source
        rows.append(
            UnlistedRow(
                title, number(count.people), number(count.unlisted), percent(count.share), listed(kinds).replace("_", " ")
            )
        )
    return Unlisted(_claim(counts, rows), tuple(rows), _aside(counts), _step(counts))


def _claim(counts: IdentityCounts, rows: list[UnlistedRow]) -> str:
    worst = max(counts.sources, key=lambda count: count.share)
    if not worst.unlisted:
        return "Everyone whom a tool knows is on a staff list."
    return f"Of the people in {rows[0].title}, {rows[0].share} are on no staff list: what they do is in no group."


def _aside(counts: IdentityCounts) -> str:
    refused = sum(refusals for _, refusals in counts.refused)
    parts = (
        [f"{number(counts.bots)} identifiers are marked as bots or service accounts and counted nowhere"] if counts.bots else []
    )
    parts += [f"{number(refused)} joins are taken back by hand"] if refused else []
    return f"{'; '.join(parts)}." if parts else ""


def _step(counts: IdentityCounts) -> str:
    if not any(count.unlisted for count in counts.sources):
        return ""
    return (
        "Join them with `clearspan identities join FILE` (email, kind, identifier), connect a directory that knows both, or mark "
        "service accounts with `clearspan identities bots`. `clearspan identities list` counts them by kind and rule."
    )
