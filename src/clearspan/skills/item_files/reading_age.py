"""How hard a text in English is to read: the school grade of Kincaid and others (1975), from lengths of sentences and words."""

import re
from functools import lru_cache

from clearspan.skills.item_files.plain import plain, words

_SENTENCE = re.compile(r"[.!?]+[\"”’)]*(?=\s|$)|\n")
_VOWELS = re.compile(r"[aeiouy]+")


def grade(text: str) -> float:
    """The grade of a text in Markdown: 0.39 words a sentence + 11.8 syllables a word - 15.59; 0 for less than thirty words.

    Each point of a list and each row of a table is a sentence. Numbers count as one syllable.
    """
    found = words(text)
    if len(found) < 30:
        return 0.0
    sentences = [part for part in _SENTENCE.split(plain(text)) if words(part)]
    return 0.39 * len(found) / len(sentences) + 11.8 * sum(syllables(word) for word in found) / len(found) - 15.59


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """The syllables of an English word, by its groups of vowels; right for about nine words in ten."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    if len(letters) <= 3:
        return 1
    ending = re.sub(r"(?:[^laeiouy]es|[^aeiouytd]ed|[^laeiouy]e)$", "", letters)
    return max(1, len(_VOWELS.findall(ending)))
