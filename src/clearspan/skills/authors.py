"""Who may publish for learners: an author who can do what is taught, or one with a co-author who can. Scores are not shown."""

from dataclasses import dataclass

from clearspan.skills.judgment.judgment import Verdict
from clearspan.skills.profile import LayerScore, Profile

BAR = 3
"""The level at which an author of practice for others works in fluency and judgment."""
SURELY = 2
"""The level that the interval must reach at its lower end."""
RECENT_DAYS = 60
"""Own work with AI must be as recent as this."""
EXEMPT_DAYS = 180
"""For so long the one person who is exempt in a new installation may publish alone."""


@dataclass(frozen=True)
class Author:
    """Somebody who wants to publish: person number, profile, and the day of the last own work with AI (None: not reported)."""

    person: int
    profile: Profile
    last_use: int | None


@dataclass(frozen=True)
class Exemption:
    """The one person whom a new installation exempts: who, and since when (day number)."""

    person: int
    since: int


@dataclass(frozen=True)
class Permission:
    """Whether something may be published, and if not, what would change that. It names no score and no level."""

    may_publish: bool
    words: str


def may_publish(author: Author, today: int, co_author: Author | None = None, exempt: Exemption | None = None) -> Permission:
    """Whether an author may publish today, alone or with a co-author."""
    if exempt is not None and exempt.person == author.person and today - exempt.since <= EXEMPT_DAYS:
        return Permission(True, "You set this installation up, and may publish until others can.")
    if _passes(author, today):
        return Permission(True, "You may publish alone.")
    if co_author is None:
        return Permission(
            False,
            "Please find a co-author who works with AI and has practised. You can become one yourself: answer the questions, "
            "do the drills, and use AI in your own work.",
        )
    if co_author.person == author.person or not _passes(co_author, today):
        return Permission(False, "Your co-author needs somebody else beside them, too. Please ask another colleague.")
    return Permission(True, "You may publish together.")


def _passes(author: Author, today: int) -> bool:
    recent = author.last_use is not None and 0 <= today - author.last_use <= RECENT_DAYS
    leans = author.profile.leaning in (Verdict.TRUSTS_TOO_MUCH, Verdict.TRUSTS_TOO_LITTLE)
    return recent and not leans and _reaches(author.profile.fluency) and _reaches(author.profile.judgment)


def _reaches(score: LayerScore) -> bool:
    return score.level is not None and score.lowest is not None and score.level >= BAR and score.lowest >= SURELY
