"""The page 'Diagnosis'."""

from clearspan.answers.diagnosis import diagnosis_page
from clearspan.web.page import Page, Place

PAGE = Page(
    name="diagnosis",
    path="/diagnosis",
    title="Diagnosis",
    place=Place.LOOP,
    order=3,
    who="Everyone; it speaks of teams, never of people",
    plain=diagnosis_page,
    export="/diagnosis.csv",
)
