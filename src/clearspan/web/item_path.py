"""Where a person does an item of the library."""

from clearspan.web.guard import OWN

PLACES = {"lessons": "lesson/", "use_cases": "use-case/", "drills": "drill/drills/", "team_practice": "team/"}
"""Kind of content -> its place below /my/practice."""


def item_path(link: str) -> str:
    """The address below /my/practice of an item, by its link; that of the library for what is only read."""
    kind, _, name = link.partition("/")
    return f"{OWN}/practice/{PLACES[kind]}{name}" if kind in PLACES else f"/library/{link}"
