"""In which Microsoft 365 app a person meets Copilot on a day: shared by the usage report and the person query."""

import numpy as np

from clearspan.simulator.arrays import Ints
from clearspan.simulator.organisation import Organisation

APPS = ("Copilot Chat", "Microsoft Teams", "Word", "Excel", "PowerPoint", "Outlook", "OneNote", "Loop")
CHAT, TEAMS, WORD, EXCEL, POWERPOINT, OUTLOOK, ONENOTE, LOOP = range(8)
_SHARES = (0.34, 0.22, 0.12, 0.08, 0.05, 0.15, 0.02, 0.02)


def app_of(organisation: Organisation, day: int) -> Ints:
    """The app of each person's actions on a day, as a number in APPS."""
    draw = organisation.streams.uniform(len(organisation.people), "app", day)
    return np.minimum(np.searchsorted(np.cumsum(_SHARES), draw, side="right"), LOOP)
