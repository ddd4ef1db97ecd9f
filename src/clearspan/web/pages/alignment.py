"""The page 'Alignment'."""

from clearspan.answers.alignment import alignment
from clearspan.web.page import Page, Place

PAGE = Page(
    name="alignment",
    path="/alignment",
    title="Alignment",
    place=Place.LOOP,
    order=6,
    who="Everyone in the organisation",
    plain=alignment,
)
