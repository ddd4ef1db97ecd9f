"""The page 'Data health'."""

from clearspan.answers.access import Subject
from clearspan.answers.health import health
from clearspan.web.page import Page, Place

PAGE = Page(
    name="health",
    path="/health",
    title="Data health",
    place=Place.SIDE,
    order=1,
    who="Administrators; it holds no figure about people",
    plain=health,
    export="/health.csv",
    subject=Subject.DATA_HEALTH,
)
