"""A poster of an industry's pack, for people without a desk: one self-contained page for a wall or a kiosk, in large type."""

from pathlib import Path

from markupsafe import Markup

from clearspan.errors import UsageError
from clearspan.practice.industry import Industry
from clearspan.reports.rendering import environment, stylesheet
from clearspan.vocabulary.period import day_of


def write_poster(pack: Industry, path: Path) -> Path:
    """The file, HTML that needs nothing else, that was written; it prints on one sheet and fills a kiosk's screen.

    Raises UsageError where the pack has nothing for people without a desk.
    """
    if not pack.deskless:
        raise UsageError(
            f"the pack {pack.name} has nothing for people without a desk", remedy="Give it a section `## Without a desk`."
        )
    html = (
        environment("clearspan.reports", "templates")
        .get_template("poster.html")
        .render(pack=pack, css=Markup(stylesheet()), review_by=day_of(pack.upkeep.review_by))
    )
    path.write_text(html, encoding="utf-8")
    return path
