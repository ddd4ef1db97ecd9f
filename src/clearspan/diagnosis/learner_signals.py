"""What the work that suits learners adds to a panel: how much of it each learner, and each other person, does beside before."""

from dataclasses import replace

import numpy as np
import pyarrow as pa

from clearspan.diagnosis.learner_work import LearnerWork, Span
from clearspan.diagnosis.loading import places_of
from clearspan.diagnosis.panel import Floats, Ints, Panel


def with_learner_work(panel: Panel, work: LearnerWork | None) -> Panel:
    """The panel with the work of learners and of others: each person's pieces now in points of 100 of what one like them did
    before. Unchanged where too little work is known."""
    if work is None:
        return panel
    value, weight = dict(panel.value), dict(panel.weight)
    now, before = _places(panel, work.now), _places(panel, work.before)
    for name, learns in (("learner_work", True), ("others_learner_work", False)):
        own = _pieces(panel, work.before, before, learns)
        both = (own >= 0) & (_pieces(panel, work.now, now, learns) >= 0)
        value[name] = np.where(both, 100 * np.maximum(_pieces(panel, work.now, now, learns), 0), 0.0)
        weight[name] = np.where(both, np.maximum(own, 0), 0.0)
    return replace(panel, value=value, weight=weight)


def _places(panel: Panel, span: Span) -> Ints:
    return places_of(panel.person, pa.chunked_array([span.person]))


def _pieces(panel: Panel, span: Span, place: Ints, learns: bool) -> Floats:
    """The pieces of each person of the panel in a time, -1 for who was not there, or was not a learner (or was one)."""
    found = np.full(panel.people, -1.0)
    mine = (place >= 0) & (span.learner == learns)
    found[place[mine]] = span.done[mine]
    return found
