"""Fills templates: the only door through which text becomes markup, and it escapes."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from clearspan.answers.picture import NARROW, WIDE, Gallery, Picture
from clearspan.skills.item_files.section import markdown

STYLESHEET = "clearspan.css"
WIDTHS = {"wide": WIDE, "narrow": NARROW}


def environment(package: str, folder: str) -> Environment:
    """The templates of a package's folder beside the shared parts; every text is escaped, and a missing name is an error."""
    loaders = ChoiceLoader([PackageLoader(package, folder), PackageLoader("clearspan.reports", "parts")])
    made = Environment(loader=loaders, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters["marked"] = marked
    return made


def marked(text: str) -> Markup:
    """A content item's text (Markdown) as markup; HTML in it is shown as text, and addresses that run a script are no links."""
    return Markup(markdown().render(text))


@cache
def stylesheet() -> str:
    """The one stylesheet."""
    return files("clearspan.reports.parts").joinpath(STYLESHEET).read_text(encoding="utf-8")


def drawn(gallery: Gallery) -> Callable[[Picture, str], Markup]:
    """What templates call to put a picture in its place: the picture and 'wide' or 'narrow'. The drawing room escapes names."""

    def svg(picture: Picture, width: str) -> Markup:
        return Markup(gallery.svg(picture, WIDTHS[width]))

    return svg
