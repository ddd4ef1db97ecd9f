"""The page of one item of the library."""

from clearspan.answers.access import Subject
from clearspan.answers.library import PATH
from clearspan.answers.library_item import library_item
from clearspan.web.page import Page, Place

PAGE = Page(
    name="library_item",
    path=PATH + "/{named:path}",
    title="One item of the library",
    place=Place.NOWHERE,
    order=0,
    who="Everyone in the organisation",
    named=library_item,
    subject=Subject.LIBRARY,
)
