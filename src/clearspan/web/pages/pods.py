"""The page 'Pods'."""

from clearspan.answers.access import Subject
from clearspan.answers.pods import pods_page
from clearspan.web.page import Page, Place

PAGE = Page(
    name="pods",
    path="/pods",
    title="Pods",
    place=Place.CASE,
    order=20,
    who="Everyone in the organisation; of single pods it tells nothing",
    plain=pods_page,
    subject=Subject.PROGRAMMES,
)
