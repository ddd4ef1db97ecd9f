"""The only door to the current time."""

import os
from datetime import UTC, datetime


def now() -> datetime:
    """The current moment in UTC, or the moment in CLEARSPAN_NOW (ISO 8601) where a test or a demo fixes it."""
    fixed = os.environ.get("CLEARSPAN_NOW")
    if fixed:
        moment = datetime.fromisoformat(fixed)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    return datetime.now(UTC)
