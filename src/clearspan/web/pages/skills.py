"""The page 'Skills'."""

from clearspan.answers.skills import skills_page
from clearspan.web.page import Page, Place

PAGE = Page(
    name="skills",
    path="/skills",
    title="Skills",
    place=Place.LOOP,
    order=6,
    who="Everyone; it speaks of groups of ten or more, never of people",
    plain=skills_page,
)
