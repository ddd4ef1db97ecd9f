"""The page 'Reality gap'."""

from clearspan.answers.reality_gap import reality_gap_page
from clearspan.web.page import Page, Place

PAGE = Page(
    name="reality_gap",
    path="/reality-gap",
    title="Reality gap",
    place=Place.CASE,
    order=1,
    who="Everyone; leaders are pooled, never one alone",
    plain=reality_gap_page,
)
