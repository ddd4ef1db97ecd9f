"""The report: one file that needs nothing else, with the same answers as the pages, and the released cells beside it."""

import os
import tempfile
from pathlib import Path

from markupsafe import Markup

from clearspan.answers.adoption import adoption
from clearspan.answers.block import Answer
from clearspan.answers.desk import Desk
from clearspan.answers.diagnosis import diagnosis_page
from clearspan.answers.evidence import Evidence, Minimums
from clearspan.answers.export import export_cells
from clearspan.answers.measures import measures
from clearspan.answers.our_data import our_data
from clearspan.answers.question import Question
from clearspan.answers.where_we_stand import where_we_stand
from clearspan.answers.words import period_words
from clearspan.reports.rendering import drawn, environment, stylesheet

FOLDER = "report"


def write_report(directory: Path, minimums: Minimums | None = None) -> Path:
    """The report that was written, DIR/report/index.html; every released cell stands beside it in cells.csv."""
    desk = Desk(directory, minimums)
    evidence = desk.evidence()
    folder = directory / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    chapters = _chapters(evidence)
    period = evidence.latest()
    templates = environment("clearspan.reports", "templates")
    html = templates.get_template("report.html").render(
        chapters=chapters,
        period=period_words(period) if period else "",
        css=Markup(stylesheet()),
        svg=drawn(desk.gallery),
        diagnosis=diagnosis_page(evidence),
        measures=measures(evidence),
        contract=our_data(evidence),
        data_as_of=chapters[0].data_as_of() if chapters else "",
    )
    unfinished = folder / "cells.part.csv"
    export_cells(directory, unfinished).replace(folder / "cells.csv")
    return _replace(folder / "index.html", html)


def _chapters(evidence: Evidence) -> tuple[Answer, ...]:
    period = evidence.latest()
    if period is None:
        return ()
    question = Question(period, evidence.usual())
    return where_we_stand(evidence, question), adoption(evidence, question)


def _replace(path: Path, text: str) -> Path:
    handle, unfinished = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    return Path(unfinished).replace(path)
