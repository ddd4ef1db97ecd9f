"""The page 'Saved questions'."""

from clearspan.answers.saved_views import saved_views
from clearspan.web.page import Page, Place

PAGE = Page(
    name="views",
    path="/views",
    title="Saved questions",
    place=Place.SIDE,
    order=-1,
    who="Everyone in the organisation",
    answer=saved_views,
    accepts=("period",),
    controls=("period",),
    export="/views.csv",
)
