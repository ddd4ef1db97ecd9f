"""The page of one group."""

from clearspan.answers.team import team
from clearspan.web.page import Page, Place

PAGE = Page(
    name="team",
    path="/team",
    title="One group",
    place=Place.LOOP,
    order=3,
    who="Everyone in the organisation",
    answer=team,
    accepts=("group", "period", "dimension", "tool", "part"),
    controls=("period", "dimension", "tool"),
    export="/team.csv",
)
