"""The page of one figure: what it is, and how it came to be."""

from clearspan.answers.explanation import explanation
from clearspan.web.page import Page, Place

PAGE = Page(
    name="figure",
    path="/figure/{named}",
    title="One figure",
    place=Place.NOWHERE,
    order=0,
    who="Everyone in the organisation",
    named=explanation,
)
