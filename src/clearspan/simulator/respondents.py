"""Who answers by a link of the organisation's own instead of in the survey tool, and under which number."""

from uuid import NAMESPACE_URL, uuid5

from clearspan.simulator.identity import Identity

BY_LINK_EVERY = 3
"""One person in so many answers by link, where answers by link are written."""


def by_link(person: int) -> bool:
    """Whether a person answers by link."""
    return person % BY_LINK_EVERY == 0


def respondent(names: Identity, person: int, wave: str) -> str:
    """The number that stands for a person in one wave."""
    return uuid5(NAMESPACE_URL, f"{names.token[person]}/{wave}").hex
