"""The page 'Programmes'."""

from clearspan.answers.access import Subject
from clearspan.answers.programmes import programmes_page
from clearspan.web.page import Page, Place

PAGE = Page(
    name="programmes",
    path="/programmes",
    title="Programmes",
    place=Place.LOOP,
    order=8,
    who="Everyone in the organisation; it speaks of teams, never of people",
    plain=programmes_page,
    subject=Subject.PROGRAMMES,
)
