"""Reads an interview kit, or the rubric of a review of work, from its file."""

import re
from functools import cache
from pathlib import Path

from clearspan.skills.framework.framework import LEVELS
from clearspan.skills.framework.framework_file import framework
from clearspan.skills.interview.kit import AnchoredQuestion, Duty, Kit, Trap
from clearspan.skills.item_files.facts_file import FactsFile
from clearspan.skills.item_files.fields import Fields
from clearspan.skills.item_files.trouble import Trouble
from clearspan.skills.shipped import shipped
from clearspan.vocabulary.licence import OPEN_LICENCES

WORDS = r"[\s\S]{2,400}"


@cache
def interview_kit() -> Kit:
    """The interview kit that comes with Clearspan."""
    return shipped("interview", "kit.toml", read_kit)


@cache
def work_review() -> Kit:
    """The rubric for reviews of work that comes with Clearspan."""
    return shipped("interview", "work_review.toml", read_kit)


def read_kit(path: Path) -> tuple[Kit, tuple[Trouble, ...]]:
    """The kit in a file, and everything that is wrong with it."""
    file = FactsFile(path)
    fields = file.fields
    fields.text("source")
    if fields.text("licence") not in OPEN_LICENCES:
        fields.note("licence", "The licence is not known to allow changes.", f"Known: {', '.join(sorted(OPEN_LICENCES))}.")
    if fields.day("review_by") <= fields.day("reviewed"):
        fields.note("review_by", "`review_by` must come after `reviewed`.")
    questions = {each.name: each for each in map(_question, fields.each("question", 1))}
    kit = Kit(
        title=fields.text("title"),
        rules=fields.names("rules", WORDS, "Two people rate, each alone."),
        questions=questions,
        bars=dict(_bar(each, tuple(questions)) for each in fields.each("bar")),
        duties=tuple(map(_duty, fields.each("duty"))),
        traps=tuple(map(_trap, fields.each("trap"))),
    )
    return kit, file.troubles()


def _question(fields: Fields) -> AnchoredQuestion:
    question = AnchoredQuestion(
        name=fields.text("id"),
        layer=fields.text("layer"),
        ask=fields.text("ask"),
        probes=fields.names("probes", WORDS, "What did it look like before?"),
        levels=fields.names("levels", WORDS, "Names a step that was given up", LEVELS),
        weak_signs=fields.names("weak_signs", WORDS, "Answers with plans", 0),
    )
    if len(question.levels) != LEVELS:
        fields.note("levels", f"There are {LEVELS} levels, not {len(question.levels)}.")
    if question.layer not in framework().layers:
        fields.note("layer", f"There is no layer {question.layer}.")
    return question


def _bar(fields: Fields, questions: tuple[str, ...]) -> tuple[str, dict[str, int]]:
    family = fields.text("family")
    if family not in framework().families:
        fields.note("family", f"There is no family {family}.")
    return family, {question: fields.number(question, 1, LEVELS) for question in questions}


def _duty(fields: Fields) -> Duty:
    duty = Duty(
        name=fields.text("id"),
        competency=fields.text("competency"),
        ask=fields.text("ask"),
        signs=fields.names("signs", WORDS, "verify"),
        write=fields.text("write"),
    )
    if duty.competency not in framework().competencies:
        fields.note("competency", f"There is no competency {duty.competency}.")
    return duty


def _trap(fields: Fields) -> Trap:
    written = fields.text("pattern")
    try:
        pattern = re.compile(written, re.IGNORECASE)
    except re.error:
        fields.note("pattern", "`pattern` is no regular expression.")
        pattern = re.compile(r"(?!)")
    return Trap(fields.text("id"), pattern, fields.text("why"))
