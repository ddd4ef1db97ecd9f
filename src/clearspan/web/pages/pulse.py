"""The page 'Pulse'."""

from clearspan.answers.pulse import pulse
from clearspan.web.page import Page, Place

PAGE = Page(
    name="pulse",
    path="/pulse",
    title="Pulse",
    place=Place.LOOP,
    order=5,
    who="Everyone in the organisation",
    answer=pulse,
    accepts=("period", "dimension", "part"),
    controls=("period", "dimension"),
    export="/pulse.csv",
)
