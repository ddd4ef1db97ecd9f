"""The page 'Learners'."""

from clearspan.answers.learners import learners_page
from clearspan.web.page import Page, Place

PAGE = Page(
    name="learners",
    path="/learners",
    title="Learners",
    place=Place.CASE,
    order=3,
    who="Everyone; it speaks of departments and job families, never of people",
    plain=learners_page,
)
