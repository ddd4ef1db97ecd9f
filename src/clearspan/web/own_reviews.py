"""Reviews of work on own pages: what waits for a rater, blind; and for the lead, agreement first, handing in, and groups."""

from collections.abc import Mapping
from pathlib import Path

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from clearspan.answers.access import Access, Subject, allowed
from clearspan.answers.group import SINGULAR, labels, place
from clearspan.answers.words import day_words, period_words
from clearspan.application.sign_ins import Visitor
from clearspan.errors import UsageError
from clearspan.jobs.group_skills import Outcome
from clearspan.jobs.ratings import kit_of
from clearspan.jobs.work_review import (
    HandedIn,
    hand_in,
    open_piece,
    own_work,
    rate_piece,
    reviewed,
    standing,
    take_back,
    waiting,
    withdraw,
)
from clearspan.skills.framework.framework import LEVELS
from clearspan.skills.interview.kit import KitName
from clearspan.skills.interview.rating import AGREEMENT, ENOUGH_RATED
from clearspan.vocabulary.period import quarter_of
from clearspan.web.guard import OWN
from clearspan.web.own import add_own, own_page
from clearspan.web.room import Room
from clearspan.web.visiting import HEADERS, Visiting

REVIEWS = f"{OWN}/reviews"
LEADING = f"{REVIEWS}/lead"


class ReviewDesk:
    """The reviews of one directory, as whoever is signed in may see them."""

    def __init__(self, directory: Path, room: Room) -> None:
        self._directory, self._room = directory, room

    def listed(self, visitor: Visitor, told: Mapping[str, str]) -> Response:
        """What waits for the rater, by number."""
        pieces, done = waiting(self._directory, visitor.person), reviewed(self._directory, visitor.person)
        leads = Access(visitor.roles).may(Subject.WORK_REVIEWS)
        shown = {"pieces": pieces, "done": done, "leads": leads, "mine": own_work(self._directory, visitor.person)}
        return self._page("own_reviews.html", visitor, kept="kept" in told, day_words=day_words, **shown)

    def taken_back(self, visitor: Visitor, sent: Mapping[str, str]) -> Response:
        """Back to the page, without the piece that its author took back."""
        take_back(self._directory, visitor.person, _number(sent))
        return RedirectResponse(REVIEWS, 303, HEADERS)

    def piece(self, visitor: Visitor, asked: Mapping[str, str]) -> Response:
        """The rubric for one piece, which is open to its rater until they have rated it."""
        return self._piece(visitor, asked, "")

    def rated(self, visitor: Visitor, sent: Mapping[str, str]) -> Response:
        """Back to what waits, with the levels kept; the same again where one is missing."""
        levels = {
            question: int(sent[question])
            for question in kit_of(KitName.WORK_REVIEW).questions
            if sent.get(question) in {str(level) for level in range(1, LEVELS + 1)}
        }
        if len(levels) < len(kit_of(KitName.WORK_REVIEW).questions):
            return self._piece(visitor, sent, "Give each question a level.")
        rate_piece(self._directory, visitor.person, _number(sent), levels)
        return RedirectResponse(f"{REVIEWS}?kept=1", 303, HEADERS)

    def leading(self, visitor: Visitor, told: Mapping[str, str]) -> Response:
        """For the lead: how far raters agree, what it says of groups, handing in, and what is under way."""
        return self._refused(visitor) or self._lead(visitor, {}, "", told.get("number", ""))

    def handed_in(self, visitor: Visitor, sent: Mapping[str, str]) -> Response:
        """The same with the number of what was handed in, or with what is wrong; or with a piece withdrawn."""
        if refused := self._refused(visitor):
            return refused
        if sent.get("withdraw"):
            withdraw(self._directory, _number({"number": sent["withdraw"]}))
            return RedirectResponse(LEADING, 303, HEADERS)
        raters = (sent.get("first", ""), sent.get("second", ""))
        try:
            if sent.get("agreed") != "yes":
                raise UsageError("the author must know of it and agree", where="review")
            given = HandedIn(sent.get("author", ""), raters, sent.get("lies_at", ""))
            number = hand_in(self._directory, visitor.person, given)
        except UsageError as wrong:
            said = f"{wrong.what[:1].upper()}{wrong.what[1:]}. {wrong.remedy}".strip()
            return self._lead(visitor, sent, said, "")
        return RedirectResponse(f"{LEADING}?number={number}#under-review", 303, HEADERS)

    def _piece(self, visitor: Visitor, asked: Mapping[str, str], wrong: str) -> Response:
        found = open_piece(self._directory, visitor.person, _number(asked))
        if found is None:
            raise HTTPException(404)
        kit = kit_of(KitName.WORK_REVIEW)
        return self._page("own_review.html", visitor, piece=found, kit=kit, sent=asked, wrong=wrong)

    def _lead(self, visitor: Visitor, sent: Mapping[str, str], wrong: str, number: str) -> Response:
        found, kit = standing(self._directory), kit_of(KitName.WORK_REVIEW)
        told = [each for each in found.groups if each.outcome == Outcome.TOLD]
        return self._page(
            "own_reviews_lead.html",
            visitor,
            found=found,
            kit=kit,
            told=told,
            names=labels([each.group for each in told]),
            singular=SINGULAR,
            place=place,
            quarter=period_words(quarter_of(found.groups[0].start_day)) if found.groups else "",
            enough=ENOUGH_RATED,
            bar=AGREEMENT,
            sent=sent,
            wrong=wrong,
            number=number if number.isascii() and number.isdecimal() else "",
            day_words=day_words,
        )

    def _refused(self, visitor: Visitor) -> Response | None:
        if Access(visitor.roles).may(Subject.WORK_REVIEWS):
            return None
        roles = ", ".join(role.value.replace("_", " ") for role in allowed(Subject.WORK_REVIEWS))
        error = UsageError(f"this is about {Subject.WORK_REVIEWS.value}", remedy=f"It is open to: {roles}.")
        return HTMLResponse(self._room.refusal(error, "This is not open to you"), 403, HEADERS)

    def _page(self, template: str, visitor: Visitor, **told: object) -> Response:
        return own_page(self._room, template, {"visitor": visitor, **told})


def routes(directory: Path, room: Room, visiting: Visiting) -> APIRouter:
    """The routes below /my/reviews."""
    router, desk = APIRouter(include_in_schema=False), ReviewDesk(directory, room)
    read = {REVIEWS: desk.listed, LEADING: desk.leading, f"{REVIEWS}/{{number}}": desk.piece}
    sent = {REVIEWS: desk.taken_back, LEADING: desk.handed_in, f"{REVIEWS}/{{number}}": desk.rated}
    for path, own in read.items():
        add_own(router, visiting, path, own, ["GET", "HEAD"])
    for path, own in sent.items():
        add_own(router, visiting, path, own, ["POST"])
    return router


def _number(asked: Mapping[str, str]) -> int:
    """The number of a piece; 0, which none has, where it is no number."""
    told = asked.get("number", "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 10 else 0
