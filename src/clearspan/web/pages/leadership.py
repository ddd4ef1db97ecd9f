"""The page 'Report to leadership'."""

from clearspan.answers.access import Subject
from clearspan.answers.leadership import leadership_page
from clearspan.web.page import Page, Place

PAGE = Page(
    name="leadership",
    path="/leadership",
    title="Report to leadership",
    place=Place.SIDE,
    order=9,
    who="Enablement and executives; print it for a page on paper",
    plain=leadership_page,
    subject=Subject.VALUE,
)
