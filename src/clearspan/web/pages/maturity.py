"""The page 'Maturity'."""

from clearspan.answers.maturity import maturity_page
from clearspan.web.page import Page, Place

PAGE = Page(
    name="maturity",
    path="/maturity",
    title="Maturity",
    place=Place.CASE,
    order=5,
    who="Everyone; it speaks of teams, never of people",
    plain=maturity_page,
    export="/maturity.csv",
)
