"""Ratings of interviews and of pieces of work: kept one by one, told once two people rated, and never as a ranking."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clearspan import clock
from clearspan.errors import UsageError
from clearspan.jobs.listen import open_application
from clearspan.jobs.sign_in import employed
from clearspan.settings import load_settings
from clearspan.skills.interview.kit import Kit, KitName
from clearspan.skills.interview.kit_file import interview_kit, work_review
from clearspan.skills.interview.rating import Agreement, BarResult, Rating, agreement, meets_bar
from clearspan.skills.interview.review_record import ReviewRecord
from clearspan.skills.record import SkillRecord
from clearspan.vocabulary.period import day_number


@dataclass(frozen=True)
class Rated:
    """What ratings say: how far raters agree on each question, and for each interview by its number whether the bar was met; no
    results for pieces of work, which are told for groups alone."""

    agreement: Agreement
    results: Mapping[int, BarResult]


def kit_of(name: KitName) -> Kit:
    """The questions of what is rated."""
    return interview_kit() if name is KitName.INTERVIEW else work_review()


def rate(directory: Path, name: KitName, rating: tuple[int, str, int], rater: str) -> None:
    """Nothing; keeps the level that a rater (address) gave to a thing on a question: (number, question, level). A number says
    nothing of whose it is.

    Raises UsageError for an unknown question, a level out of range, a rater who is not employed, a third one, or a piece of work
    that was handed in on the pages.
    """
    thing, question, level = rating
    kit, person = kit_of(name), employed(directory, rater)
    if question not in kit.questions:
        raise UsageError(f"there is no question {question}", where="rate", remedy=f"Questions: {', '.join(kit.questions)}.")
    if person is None:
        raise UsageError("is no address of somebody who is employed", where="rate", remedy="Write it as the staff list does.")
    with open_application(directory, load_settings(directory)) as store:
        record = SkillRecord(store)
        if name is KitName.WORK_REVIEW and ReviewRecord(store).author(thing) is not None:
            raise UsageError(
                "was handed in on the pages, and is rated there, blind", where=f"piece {thing}", remedy="Open /my/reviews."
            )
        kept = [
            each for each in record.ratings(name.value) if (each.thing, each.question, each.rater) != (thing, question, person)
        ]
        agreement([*kept, Rating(thing, question, person, level)])
        record.rate(name.value, Rating(thing, question, person, level), day_number(clock.now().date()))


def rated(directory: Path, name: KitName, family: str = "") -> Rated:
    """What the ratings so far say; with a family, each interview is laid beside its bar. Raises UsageError for a family without
    one."""
    kit = kit_of(name)
    if family and family not in kit.bars:
        raise UsageError(f"there is no bar for {family}", where="rate", remedy=f"Bars: {', '.join(kit.bars)}.")
    with open_application(directory, load_settings(directory)) as store:
        ratings = SkillRecord(store).ratings(name.value)
    found = agreement(ratings)
    things = sorted({each.thing for each in ratings}) if family else []
    return Rated(found, {thing: meets_bar(thing, ratings, kit.bars[family], found) for thing in things})
