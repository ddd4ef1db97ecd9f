"""Under which number Moveworks knows a person."""

FIRST_NUMBER = 7001


def moveworks_number(person: int) -> str:
    """The vendor's number of a person, as text."""
    return str(FIRST_NUMBER + person)
