"""A panel as the long table that a library asks for, with what the library warned of."""

import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from clearspan.errors import CannotTell
from clearspan.proof.panel import NEVER, Panel

if TYPE_CHECKING:
    import pandas as pd

Found = TypeVar("Found")


def long_table(panel: Panel) -> "pd.DataFrame":
    """Rows with unit, period, start (0 for never), outcome, treated now, ever treated, cluster and controls, all of them numbers.

    Times count from 1, so that 0 is free for never.
    """
    import pandas as pd

    shift = 1 - int(panel.times[0])
    inside = (panel.cohort != NEVER) & (panel.cohort <= panel.times[-1])
    start = np.where(inside, np.where(inside, panel.cohort, 0) + shift, 0)
    time = panel.times[panel.time] + shift
    begun = inside[panel.unit] & (time >= start[panel.unit])
    return pd.DataFrame(
        {
            "unit": panel.unit,
            "time": time,
            "start": start[panel.unit],
            "outcome": panel.outcome,
            "treated": begun.astype(np.int64),
            "ever": inside[panel.unit].astype(np.int64),
            "cluster": panel.cluster[panel.unit],
            **dict(zip(control_names(panel), panel.controls.T, strict=True)),
        }
    )


def control_names(panel: Panel) -> list[str]:
    """What the long table calls the controls."""
    return [f"control_{place}" for place in range(panel.controls.shape[1])]


def ask(library: Callable[[], Found], what: str) -> Found:
    """What the library answers, with its warnings kept from the screen. Raises CannotTell where it refuses the panel."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return library()
        except (ValueError, np.linalg.LinAlgError) as error:
            remedy = "Look at how many units begin when, and at who is never treated."
            raise CannotTell(f"the panel does not carry {what}", remedy=remedy) from error
