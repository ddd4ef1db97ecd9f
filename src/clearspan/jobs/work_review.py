"""Reviews of work: handed in by the lead, rated blind by two people, each alone, and told for groups."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clearspan import clock
from clearspan.application.sign_ins import SignIns
from clearspan.errors import UsageError
from clearspan.jobs.leaders import leaders_of
from clearspan.jobs.listen import open_application
from clearspan.jobs.own_data import former_numbers
from clearspan.jobs.ratings import kit_of
from clearspan.jobs.sign_in import employed
from clearspan.settings import load_settings
from clearspan.skills.framework.framework import LEVELS
from clearspan.skills.interview.kit import KitName
from clearspan.skills.interview.rating import ENOUGH_RATED, RATERS, Agreement, agreement
from clearspan.skills.interview.review_record import ReviewRecord, UnderReview, Waiting
from clearspan.skills.record import SkillRecord
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.period import day_number
from clearspan.warehouse.findings import Findings

LONGEST = 300
"""Characters of where a piece lies."""
SHORTEST_NAME = 3
"""Letters from which a part of an address is taken for a part of a name."""
TOLD_EVERY = 10
"""Agreement is told of the first 20, 30, 40 … pieces alone: from two figures that lie one piece apart its levels could be worked
out."""

LEAD, RATER = "the enablement lead", "a rater, who is not told whose it is"
"""Who looked, as the author's log of looks says it."""


@dataclass(frozen=True)
class HandedIn:
    """What the lead hands in: the addresses of author and raters, and where a copy without names lies."""

    author: str
    raters: tuple[str, ...]
    lies_at: str


@dataclass(frozen=True)
class Standing:
    """How reviews stand, for the lead: how many pieces were rated twice, how far raters agree (over `counted` of them, 0 before
    ENOUGH_RATED), what is under way, and what the latest closed quarter says of groups."""

    rated: int
    counted: int
    agreement: Agreement
    under_review: list[UnderReview]
    groups: list[Finding]


def hand_in(directory: Path, lead: int, given: HandedIn) -> int:
    """The number under which a piece of work is reviewed. The author's log of looks says that it was handed in.

    Raises UsageError for an address that nobody employed has, raters who are not two, or not blind: the author, whoever hands
    in or leads the author; and for a place that is none, or names the author.
    """
    author = _employed(directory, given.author, "author")
    raters = [_employed(directory, address, "rater") for address in given.raters]
    if len(set(raters)) != RATERS:
        raise UsageError("two different people must rate it, each alone", where="review")
    if author in raters:
        raise UsageError("the author cannot rate their own work", where="review")
    if lead in raters:
        raise UsageError("whoever hands it in knows whose it is, and cannot rate it", where="review")
    if leaders_of(directory, author) & set(raters):
        raise UsageError("a rater leads the author, directly or from further up", where="review", remedy="Name somebody else.")
    place = _place(given)
    with open_application(directory, load_settings(directory)) as store:
        number = ReviewRecord(store).hand_in(author, raters, place, _today())
        SignIns(store).note(author, LEAD, f"a piece of your work, handed in for review as number {number}", _now())
    return number


def waiting(directory: Path, rater: int) -> list[Waiting]:
    """What waits for a rater."""
    with open_application(directory, load_settings(directory)) as store:
        return ReviewRecord(store).waiting(rater)


def reviewed(directory: Path, rater: int) -> int:
    """How many pieces a rater rated."""
    with open_application(directory, load_settings(directory)) as store:
        return ReviewRecord(store).done(rater)


def open_piece(directory: Path, rater: int, number: int) -> Waiting | None:
    """A piece that waits for a rater, None for any other. The author's log of looks says that a rater opened it."""
    with open_application(directory, load_settings(directory)) as store:
        record = ReviewRecord(store)
        found = next((each for each in record.waiting(rater) if each.number == number), None)
        author = record.author(number) if found else None
        if author is not None:
            SignIns(store).note(author, RATER, f"where your piece of work number {number} lies", _now())
    return found


def rate_piece(directory: Path, rater: int, number: int, levels: Mapping[str, int]) -> None:
    """Nothing; keeps what a rater gave, once. Raises UsageError where a question is left out, a level is none, or the piece
    does not wait for them."""
    questions = kit_of(KitName.WORK_REVIEW).questions
    if set(levels) != set(questions) or not all(1 <= level <= LEVELS for level in levels.values()):
        raise UsageError("every question needs one of the four levels", where=f"piece {number}")
    with open_application(directory, load_settings(directory)) as store:
        ReviewRecord(store).keep(number, rater, levels, _today())


def own_work(directory: Path, author: int) -> list[tuple[int, int]]:
    """The number of each piece of somebody's work that was handed in, and the day (number) on which it was."""
    with open_application(directory, load_settings(directory)) as store:
        return ReviewRecord(store).of_author(former_numbers(directory, author))


def take_back(directory: Path, author: int, number: int) -> bool:
    """Whether a piece was theirs: the author takes it back, rated or not, with all that was given to it."""
    with open_application(directory, load_settings(directory)) as store:
        return ReviewRecord(store).take_back(number, former_numbers(directory, author))


def withdraw(directory: Path, number: int) -> bool:
    """Whether a piece under review was withdrawn, with all that was given to it."""
    with open_application(directory, load_settings(directory)) as store:
        return ReviewRecord(store).withdraw(number)


def standing(directory: Path) -> Standing:
    """How reviews stand: agreement before anything else."""
    with open_application(directory, load_settings(directory)) as store:
        record = ReviewRecord(store)
        twice, under = record.rated_twice(_today()), record.under_review()
        counted = len(twice) // TOLD_EVERY * TOLD_EVERY
        told = set(twice[:counted]) if counted >= ENOUGH_RATED else set[int]()
        ratings = [each for each in SkillRecord(store).ratings(KitName.WORK_REVIEW.value) if each.thing in told]
    return Standing(len(twice), len(told), agreement(ratings), under, _groups(directory))


def _groups(directory: Path) -> list[Finding]:
    found = Findings(directory).of(FindingKind.WORK_REVIEWS)
    latest = max((each.start_day for each in found), default=0)
    return [each for each in found if each.start_day == latest]


def _employed(directory: Path, address: str, who: str) -> int:
    person = employed(directory, address.strip()) if address.strip() else None
    if person is None:
        what = f"nobody employed has the address given for the {who}"
        raise UsageError(what, where="review", remedy="Write it as the staff list does.")
    return person


def _place(given: HandedIn) -> str:
    place = " ".join(given.lies_at.split())
    if not 3 <= len(place) <= LONGEST:
        raise UsageError(f"say in 3 to {LONGEST} characters where a copy of it lies", where="review")
    names = [part for part in re.split(r"[^a-z]+", given.author.partition("@")[0].casefold()) if len(part) >= SHORTEST_NAME]
    if "@" in place or any(re.search(rf"(?<![a-z]){part}(?![a-z])", place.casefold()) for part in names):
        raise UsageError(
            "where it lies names a person", where="review", remedy="Put a copy without names where no name shows the author."
        )
    return place


def _today() -> int:
    return day_number(clock.now().date())


def _now() -> int:
    return int(clock.now().timestamp())
