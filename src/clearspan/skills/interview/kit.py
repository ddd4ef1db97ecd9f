"""A kit: questions with anchored levels, bars by job family, and what a job description should and should not say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class KitName(StrEnum):
    """What is rated by a kit."""

    INTERVIEW = "interview"
    WORK_REVIEW = "work_review"


@dataclass(frozen=True)
class AnchoredQuestion:
    """One question that a person asks and rates: its probes, what one hears at each of the four levels, and weak signs."""

    name: str
    layer: str
    ask: str
    probes: tuple[str, ...]
    levels: tuple[str, ...]
    weak_signs: tuple[str, ...]


@dataclass(frozen=True)
class Duty:
    """Something that a job description of today says: to which competency it belongs, words that show it, and words to add."""

    name: str
    competency: str
    ask: str
    signs: tuple[str, ...]
    write: str


@dataclass(frozen=True)
class Trap:
    """Something to take out of a job description, and why."""

    name: str
    pattern: re.Pattern[str]
    why: str


@dataclass(frozen=True)
class Kit:
    """Questions, the rules for asking them, the bars (family -> question -> least level), duties and traps."""

    title: str
    rules: tuple[str, ...]
    questions: Mapping[str, AnchoredQuestion]
    bars: Mapping[str, Mapping[str, int]]
    duties: tuple[Duty, ...]
    traps: tuple[Trap, ...]
