"""The page 'Islands'."""

from clearspan.answers.islands import islands_page
from clearspan.web.page import Page, Place

PAGE = Page(
    name="islands",
    path="/islands",
    title="Islands",
    place=Place.CASE,
    order=2,
    who="Everyone; it speaks of teams, never of people",
    plain=islands_page,
)
