"""Renders pages, and keeps what was rendered until something is published."""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

import clearspan.web.pages
from clearspan.answers.block import Answer
from clearspan.answers.desk import Desk
from clearspan.answers.diagnosis import EXPORTED as DIAGNOSED
from clearspan.answers.diagnosis import DiagnosisPage
from clearspan.answers.evidence import Evidence
from clearspan.answers.figure import RECORD_FIELDS
from clearspan.answers.health import Health
from clearspan.answers.question import Question
from clearspan.answers.sources import EXPORTED, Sources
from clearspan.errors import ClearspanError, NotReleased
from clearspan.reports.rendering import drawn, environment, stylesheet
from clearspan.shelf import read_shelf
from clearspan.vocabulary.glossary import GLOSSARY
from clearspan.web.choices import choices
from clearspan.web.csv_text import csv_text
from clearspan.web.page import Page, Place
from clearspan.web.question import read_question, read_words

KEPT_PAGES = 400
"""Rendered pages kept in memory."""

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Rendered:
    """A page as it is sent: plain, compressed, and the tag that changes when it does."""

    plain: bytes
    compressed: bytes
    tag: str


class Room:
    """The pages of one directory. Threads may share it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.pages = read_shelf(clearspan.web.pages, Page)
        self._templates = environment("clearspan.web", "templates")
        self._templates.globals.update(
            svg=drawn(desk.gallery),
            loop_pages=self._listed(Place.LOOP),
            case_pages=self._listed(Place.CASE),
            side_pages=self._listed(Place.SIDE),
            static_version=hashlib.sha256(f"{stylesheet()}{script()}".encode()).hexdigest()[:8],
            glossary=GLOSSARY,
        )
        self._kept: OrderedDict[tuple[str, str, Pairs], Rendered] = OrderedDict()
        self._lock = threading.Lock()

    def page(self, page: Page, pairs: Pairs) -> Rendered:
        """The page, for the parameters of its address. Raises ClearspanError where they ask for what there is not."""
        stamp, evidence = self.desk.current()
        key = (stamp, page.name, pairs)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        rendered = _sent(self._html(page, evidence, pairs))
        with self._lock:
            self._kept[key] = rendered
            while len(self._kept) > KEPT_PAGES:
                self._kept.popitem(last=False)
        return rendered

    def export(self, page: Page, pairs: Pairs) -> str:
        """What the page shows, as CSV: its figures, for data health its files, for the sources how each one stands."""
        evidence = self.desk.evidence()
        answer, _ = answered(page, evidence, pairs)
        if isinstance(answer, Answer):
            return csv_text(RECORD_FIELDS, [figure.record() for figure in answer.figures()])
        if isinstance(answer, Health):
            columns = ("path", "source", "why", "rows", "kept", "dropped", "rejected")
            return csv_text(columns, [{name: getattr(arrival, name) for name in columns} for arrival in evidence.arrivals])
        if isinstance(answer, Sources):
            return csv_text(EXPORTED, answer.rows)
        if isinstance(answer, DiagnosisPage):
            return csv_text(DIAGNOSED, answer.rows)
        raise NotReleased("this page has no figures to export")

    def refusal(self, error: ClearspanError, title: str) -> str:
        """The page that says what happened and what to do."""
        refused = {"title": title, "what": f"{_sentence(str(error.what))}.", "remedy": error.remedy}
        return self._templates.get_template("refused.html").render(refusal=refused, page=None, answer=None)

    def filled(self, template: str, **told: object) -> str:
        """A template that is no page of the shelf, filled with what it tells."""
        return self._templates.get_template(template).render(**told)

    def _html(self, page: Page, evidence: Evidence, pairs: Pairs) -> str:
        answer, question = answered(page, evidence, pairs)
        shown = answer if isinstance(answer, Answer) else None
        return self._templates.get_template(f"{page.name}.html").render(
            page=page,
            answer=answer,
            question=question,
            choices=choices(evidence, question, page.path) if question is not None else None,
            data_as_of=shown.data_as_of() if shown else "",
            members_as_of=shown.members_as_of() if shown else "",
            export=_export_address(page, question) if shown is None or shown.figures() else "",
        )

    def _listed(self, place: Place) -> list[Page]:
        return sorted((page for page in self.pages.values() if page.place is place), key=lambda page: page.order)


def script() -> str:
    """The script of the pages."""
    return files("clearspan.web").joinpath("static", "clearspan.js").read_text(encoding="utf-8")


def answered(page: Page, evidence: Evidence, pairs: Iterable[tuple[str, str]]) -> tuple[object, Question | None]:
    """The page's answer to the parameters of its address, and the question that they ask."""
    if page.named is not None:
        (_, name), *others = pairs
        read_words(others, page.accepts)
        return page.named(evidence, name), None
    words = read_words(pairs, page.accepts)
    if page.answer is None:
        return (page.plain(evidence) if page.plain else None), None
    question = read_question(words, evidence)
    return page.answer(evidence, question), question


def _export_address(page: Page, question: Question | None) -> str:
    if not page.export or question is None:
        return page.export
    query = question.href("").partition("?")[2].split("&")
    return f"{page.export}?{'&'.join(word for word in query if word.split('=')[0] in page.accepts)}"


def _sent(html: str) -> Rendered:
    plain = html.encode()
    return Rendered(plain, gzip.compress(plain, 6, mtime=0), f'"{hashlib.sha256(plain).hexdigest()[:24]}"')


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
