"""Feedback on an exercise: by rule always, by a model where one is set and the person agreed this once."""

from dataclasses import dataclass
from pathlib import Path

from clearspan.delivery.coach_model import CoachModel, ModelFeedback
from clearspan.errors import DeliveryError
from clearspan.practice.coach import Point, feedback, rubric
from clearspan.practice.use_case import UseCase
from clearspan.privacy.secrets import read_secret
from clearspan.settings import load_settings


@dataclass(frozen=True)
class Coached:
    """What the rules say; what a model says, None where none was asked; and why it said nothing, where it should have."""

    points: tuple[Point, ...]
    model: ModelFeedback | None = None
    trouble: str = ""


def coach_of(directory: Path) -> CoachModel | None:
    """The model that an administrator set; None where there is none, which is the usual case."""
    settings = load_settings(directory)
    address = settings.text("coach_address")
    return CoachModel(address, settings.text("coach_model"), read_secret("coach", "key") or "") if address else None


def coached(directory: Path, use_case: UseCase, request: str, agreed: bool) -> Coached:
    """The feedback on a request. It leaves this machine only where the person agreed and a model is set; none is kept."""
    points, model = feedback(use_case, request), coach_of(directory)
    if model is None or not agreed or not request.strip():
        return Coached(points)
    try:
        return Coached(points, model.ask(rubric(use_case), request))
    except DeliveryError as error:
        return Coached(points, trouble=error.what)
