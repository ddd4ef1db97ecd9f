"""What a file on the shelf of estimators declares."""

from collections.abc import Callable
from dataclasses import dataclass

from clearspan.proof.choices import Choices
from clearspan.proof.estimate import Estimate
from clearspan.proof.panel import Panel


@dataclass(frozen=True)
class Estimator:
    """One way to answer whether it worked: whose effect it estimates, what must hold for it, and what to be careful of.

    `estimate` raises CannotTell where the panel cannot answer. `source` is where the method was published; `takes_controls` says
    whether it holds the panel's controls constant.
    """

    name: str
    title: str
    answers: str
    holds_if: str
    caution: str
    source: str
    estimate: Callable[[Panel, Choices], Estimate]
    takes_controls: bool = False
