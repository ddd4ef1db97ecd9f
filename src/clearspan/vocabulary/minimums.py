"""The smallest groups of which something is said."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Minimums:
    """People who must stand behind what is said: of counts and differences, of rates and times, and of skill or sentiment.
    Settings can only raise them."""

    count: int = 5
    rate: int = 8
    sensitive: int = 10


LEAST = Minimums()
"""The minimums that hold where no setting raises them."""
