"""The page 'Next steps'."""

from clearspan.answers.next_steps import next_steps_page
from clearspan.web.page import Page, Place

PAGE = Page(
    name="next_steps",
    path="/next-steps",
    title="Next steps",
    place=Place.CASE,
    order=0,
    who="Everyone; it speaks of teams, never of people",
    plain=next_steps_page,
    export="/next-steps.csv",
)
