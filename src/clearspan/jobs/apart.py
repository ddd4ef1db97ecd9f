"""Keeps findings apart: of two groups that differ by a few people, only one is spoken of, or the difference would be theirs."""

from collections.abc import Iterable, Iterator

import numpy as np

from clearspan.diagnosis.panel import Ints, Panel
from clearspan.diagnosis.siblings import JOINED
from clearspan.diagnosis.verdict import Outcome
from clearspan.vocabulary.finding import Finding
from clearspan.vocabulary.grid import Dimension

_NOBODY = np.zeros(0, dtype=np.int64)

SILENT = Outcome.TOO_FEW.value
"""The outcome that says nothing of a group."""


def apart(found: Iterable[Finding], panel: Panel) -> Iterator[Finding]:
    """The findings without those whose group differs from one that is spoken of by fewer people than the minimum for counts.

    Teams come before teams taken together, and smaller groups before larger ones. It is decided by who is where and by what is
    said of the earlier groups, which everyone can read: that a finding is left out tells nothing else.
    """
    crowds = _Crowds(panel)
    ordered = sorted(
        ((crowds.of(finding), finding) for finding in found), key=lambda each: (JOINED in each[1].group, len(each[0]))
    )
    accepted: list[Ints] = []
    holding: dict[int, list[int]] = {}
    for people, finding in ordered:
        if finding.outcome != SILENT:
            near = {place for person in people.tolist() for place in holding.get(person, ())}
            if any(1 <= len(np.setxor1d(people, accepted[place], assume_unique=True)) < panel.minimums.count for place in near):
                continue
            for person in people.tolist():
                holding.setdefault(person, []).append(len(accepted))
            accepted.append(people)
        yield finding


class _Crowds:
    """Who is in each group of a panel, by places."""

    def __init__(self, panel: Panel) -> None:
        self._people: dict[tuple[Dimension, str], Ints] = {}
        for dimension, groups in panel.groups.items():
            order = np.argsort(groups.of_person, kind="stable")
            edges = np.searchsorted(groups.of_person[order], np.arange(len(groups.names) + 1))
            for number, name in enumerate(groups.names):
                self._people[dimension, name] = order[edges[number] : edges[number + 1]]

    def of(self, finding: Finding) -> Ints:
        """The people of a finding's group or groups; nobody where the panel has none such."""
        whole = self._people.get((finding.dimension, finding.group))
        if whole is not None:
            return whole
        parts = [self._people.get((finding.dimension, name), _NOBODY) for name in finding.group.split(JOINED)]
        return np.unique(np.concatenate(parts))
