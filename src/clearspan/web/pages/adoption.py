"""The page 'Adoption'."""

from clearspan.answers.adoption import adoption
from clearspan.web.page import Page, Place

PAGE = Page(
    name="adoption",
    path="/adoption",
    title="Adoption",
    place=Place.LOOP,
    order=2,
    who="Everyone in the organisation",
    answer=adoption,
    accepts=("period", "dimension", "tool", "part"),
    controls=("period", "dimension", "tool"),
    export="/adoption.csv",
)
