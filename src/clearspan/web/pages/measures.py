"""The page 'What is measured'."""

from clearspan.answers.measures import measures
from clearspan.web.page import Page, Place

PAGE = Page(
    name="measures",
    path="/measures",
    title="What is measured",
    place=Place.SIDE,
    order=2,
    who="Everyone in the organisation",
    plain=measures,
    export="/api/metrics",
)
