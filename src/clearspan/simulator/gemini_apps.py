"""In which Workspace app people met Gemini: the same in the log of events and in the usage report."""

APPS = ("gemini_app", "gmail", "docs", "sheets", "slides", "drive", "meet", "chat")
TITLES = ("Gemini app", "Gmail", "Docs", "Google Sheets", "Slides", "Drive", "Meet", "Chat")
"""The apps as the log and as the report name them."""


def apps_of(person: int, day: int, actions: int) -> list[int]:
    """The app of each of a person's actions on a day, as a number in APPS: one app first, the Gemini app for the second half."""
    first = (person + day) % len(APPS)
    return [first if at < -(-actions // 2) else 0 for at in range(actions)]
