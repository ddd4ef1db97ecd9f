"""The report to leadership as one file that needs nothing else; printed, it is a page or two of paper or PDF."""

import os
import tempfile
from pathlib import Path

from markupsafe import Markup

from clearspan.answers.desk import Desk
from clearspan.answers.evidence import Minimums
from clearspan.answers.leadership import leadership_page
from clearspan.reports.rendering import drawn, environment, stylesheet


def write_leadership(directory: Path, to: Path, minimums: Minimums | None = None) -> Path:
    """The file that was written."""
    desk = Desk(directory, minimums)
    template = environment("clearspan.reports", "templates").get_template("leadership.html")
    html = template.render(answer=leadership_page(desk.evidence()), css=Markup(stylesheet()), svg=drawn(desk.gallery))
    to.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=to.parent, suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(html)
    return Path(unfinished).replace(to)
