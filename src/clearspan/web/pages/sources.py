"""The page 'Sources'."""

from clearspan.answers.access import Subject
from clearspan.answers.sources import sources_page
from clearspan.web.page import Page, Place

PAGE = Page(
    name="sources",
    path="/sources",
    title="Sources",
    place=Place.SIDE,
    order=0,
    who="Administrators; it holds no figure about people",
    plain=sources_page,
    export="/sources.csv",
    subject=Subject.DATA_HEALTH,
)
