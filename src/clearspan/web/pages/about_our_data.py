"""The page 'About our data'."""

from clearspan.answers.our_data import our_data
from clearspan.web.page import Page, Place

PAGE = Page(
    name="about_our_data",
    path="/about-our-data",
    title="About our data",
    place=Place.SIDE,
    order=3,
    who="Everyone in the organisation",
    plain=our_data,
)
