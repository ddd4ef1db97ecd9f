"""What an attacker brings back."""

from dataclasses import dataclass

LISTED = 20
"""Findings of one attacker that are kept in words; further ones are only counted."""


@dataclass(frozen=True)
class Finding:
    """What was inferred, about how many people (0 where about the figures themselves), and from which cells."""

    what: str
    people: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Haul:
    """An attacker's attempts, its leaks, and the first of them in words."""

    attempts: int
    leaks: int
    findings: tuple[Finding, ...]


class Tally:
    """Counts attempts and leaks while an attacker works."""

    def __init__(self) -> None:
        self.attempts = 0
        self.leaks = 0
        self._findings: list[Finding] = []

    def tried(self, times: int = 1) -> None:
        """Count attempts."""
        self.attempts += times

    def leak(self, what: str, people: int, *cells: str) -> None:
        """Record a leak about `people` people, inferred from the cells with these labels."""
        self.leaks += 1
        if len(self._findings) < LISTED:
            self._findings.append(Finding(what, people, cells))

    def haul(self) -> Haul:
        """What has been counted so far."""
        return Haul(self.attempts, self.leaks, tuple(self._findings))
