"""Of a text its length and its task are told, and nothing else of it."""

import pytest

from clearspan.sources.reading import digest as module
from clearspan.sources.reading.digest import digest, task_of
from clearspan.vocabulary.task import TASKS

PASTED = " ".join(["our sales figures went down because of the weather in spring and nobody noticed"] * 40)


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("Write an email to the supplier about the late delivery", "draft email"),
        ("Could you please draft a short reply to this?", "draft reply"),
        ("Schreibe bitte eine E-Mail an das Team", "draft email"),
        ("Kannst du das Protokoll zusammenfassen?", "summarise meeting"),
        ("Fasse den Bericht zusammen: " + PASTED, "summarise text"),
        ("Résume cette réunion en trois points", "summarise meeting"),
        ("TRADUIS ce texte en anglais", "translate text"),
        (PASTED + " Please translate this into German.", "translate text"),
        ("Review this contract for risky clauses", "contract review"),
        ("review my function", "review code"),
        ("Fix the error in line 12", "fix defect"),
        ("fix dinner", None),
        ("create a python script that renames files", "write code"),
        ("Erstelle Testfälle für die Anmeldung", "write tests"),
        ("Create something nice", None),
        ("good morning", None),
        ("", None),
        (PASTED, None),
    ],
)
def test_the_task_is_told_by_a_verb_and_the_nearest_noun(text: str, task: str | None) -> None:
    assert task_of(text) == task


def test_words_in_the_middle_of_what_was_pasted_do_not_count() -> None:
    assert task_of(f"{PASTED} please translate this email {PASTED}") is None


def test_a_digest_holds_no_word_of_the_text_and_names_known_tasks_alone() -> None:
    found = digest("Write an email to Quillfeather")
    assert (found.characters, found.words, found.task) == (30, 5, "draft email")
    assert set(module._TASKS.values()) <= set(TASKS)
    assert {verb for verb, _ in module._TASKS} == set(module._VERBS)
    assert {noun for _, noun in module._TASKS if noun} <= set(module._NOUNS)
    for lists in (module._VERBS, module._NOUNS):
        words = [word for text in lists.values() for word in text.split()]
        assert len(words) == len(set(words))
