"""The page of one programme."""

from clearspan.answers.access import Subject
from clearspan.answers.programme import programme_page
from clearspan.web.page import Page, Place

PAGE = Page(
    name="programme",
    path="/programmes/{named}",
    title="One programme",
    place=Place.NOWHERE,
    order=0,
    who="Everyone in the organisation; it speaks of teams, never of people",
    named=programme_page,
    subject=Subject.PROGRAMMES,
)
