"""The page 'Rework'."""

from clearspan.answers.rework import rework_page
from clearspan.web.page import Page, Place

PAGE = Page(
    name="rework",
    path="/rework",
    title="Rework",
    place=Place.CASE,
    order=4,
    who="Everyone; it speaks of departments and job families, never of people",
    plain=rework_page,
)
