"""The page 'Value'."""

from clearspan.answers.access import Subject
from clearspan.answers.value import value_page
from clearspan.web.page import Page, Place

PAGE = Page(
    name="value",
    path="/value",
    title="Value",
    place=Place.LOOP,
    order=9,
    who="Enablement and executives; it speaks of the whole organisation and of programmes, never of people",
    plain=value_page,
    subject=Subject.VALUE,
)
