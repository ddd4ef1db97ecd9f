"""The page 'Library'."""

from clearspan.answers.access import Subject
from clearspan.answers.library import PATH, library_page
from clearspan.web.page import Page, Place

PAGE = Page(
    name="library",
    path=PATH,
    title="Library",
    place=Place.LOOP,
    order=7,
    who="Everyone in the organisation",
    plain=library_page,
    subject=Subject.LIBRARY,
)
