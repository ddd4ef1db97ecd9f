"""Finds items that are nearly the same: by how many runs of three words they share."""

from collections.abc import Sequence
from itertools import combinations

from clearspan.practice.shelves import Shelved
from clearspan.skills.item_files.plain import words
from clearspan.skills.item_files.trouble import Trouble

RUN = 3
SAME_FAMILY = 0.35
"""Share of runs that two items of one family may have in common."""
OTHER_FAMILY = 0.20
"""The same for items of two families: roles do different work, so that their items may not be one text with other nouns."""
SHORTEST = 20
"""Runs that a text must have to be compared."""

_COMPARED = {
    "use_cases": ("When to use it", "Prompt", "Worked example", "Practise", "How it goes wrong", "Redesign question"),
    "lessons": ("Try this", "Compare", "One idea", "Is this right?"),
    "drills": ("Task", "Sources", "Output, raw"),
    "decisions": ("Task", "Sources"),
    "team_practice": ("What it is for", "Steps"),
}


def runs(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of three words of a text, in small letters."""
    found = [word.casefold() for word in words(text)]
    return frozenset(zip(*(found[start:] for start in range(RUN)), strict=False))


def likeness(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """The share of runs that two texts have in common, of all that either has (Jaccard); 0 where one is too short to tell."""
    if min(len(one), len(other)) < SHORTEST:
        return 0.0
    return len(one & other) / len(one | other)


def like_items(opened: Sequence[Shelved]) -> list[Trouble]:
    """Items of one kind that are nearly the same, or have the same title."""
    found: list[Trouble] = []
    for folder, sections in _COMPARED.items():
        items = [shelved for shelved in opened if shelved.shelf.folder == folder and shelved.item]
        texts = [runs("\n\n".join(part.text for part in each.file.sections if part.title in sections)) for each in items]
        for (one, first), (other, second) in combinations(zip(items, texts, strict=True), 2):
            found += _trouble(one, other, likeness(first, second))
    return found


def _trouble(one: Shelved, other: Shelved, share: float) -> list[Trouble]:
    same_title = one.item.title.casefold() == other.item.title.casefold()
    limit = SAME_FAMILY if one.file.path.parent.name == other.file.path.parent.name else OTHER_FAMILY
    if share <= limit and not same_title:
        return []
    what = "has the same title as" if same_title else f"shares {share:.0%} of its wording with"
    remedy = "Each item is about a task of its own; merge them, or write the one anew."
    return [
        Trouble(each.file.shown, 0, f"The {each.shelf.called} {what} {with_.link}.", remedy)
        for each, with_ in ((one, other), (other, one))
    ]
