"""The saved views together: the page, and each on its own for the command line and for programs."""

from functools import cache

import clearspan.answers.views
from clearspan.answers.block import Answer, Block
from clearspan.answers.evidence import Evidence
from clearspan.answers.question import Question
from clearspan.answers.show import period_of_text
from clearspan.answers.view import View
from clearspan.errors import NotReleased, UsageError
from clearspan.shelf import read_shelf


@cache
def views() -> dict[str, View]:
    """Every view on the shelf, by name."""
    return read_shelf(clearspan.answers.views, View)


def saved_views(evidence: Evidence, question: Question) -> Answer:
    """Every saved question with its answer."""
    lead = (
        f"{len(views())} questions that are asked again and again, each answered from the released figures. The newest period "
        "that is released answers, unless you choose another period."
    )
    return Answer("Saved questions", lead, tuple(view.block(evidence, question) for view in views().values()))


def view_of(name: str) -> View:
    """The view of that name. Raises UsageError where there is none."""
    found = views().get(name)
    if found is None:
        raise UsageError("there is no such saved view", where="view", remedy=f"Use one of {', '.join(views())}.")
    return found


def answer_of(evidence: Evidence, name: str, period: str = "") -> Block:
    """The view's answer for a period, or for the newest one. Raises UsageError where the view does not exist or the text is no
    period, NotReleased where nothing is released."""
    view, latest = view_of(name), evidence.latest()
    if latest is None:
        raise NotReleased("nothing is released yet", remedy="See data health for what has arrived.")
    return view.block(evidence, Question(period_of_text(period) if period else latest))


def record(name: str, block: Block) -> dict[str, object]:
    """A view's answer as a plain record, for JSON."""
    view = view_of(name)
    return {
        "name": view.name,
        "question": view.question,
        "means": view.means,
        "answer": block.claim,
        "tells": block.tells,
        "caution": block.caution,
        "figures": [figure.record() for figure in block.figures],
    }
