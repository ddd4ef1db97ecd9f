"""The page 'Where we stand'."""

from clearspan.answers.where_we_stand import where_we_stand
from clearspan.web.page import Page, Place

PAGE = Page(
    name="where_we_stand",
    path="/",
    title="Where we stand",
    place=Place.LOOP,
    order=1,
    who="Everyone in the organisation",
    answer=where_we_stand,
    accepts=("period",),
    controls=("period",),
    export="/where-we-stand.csv",
)
