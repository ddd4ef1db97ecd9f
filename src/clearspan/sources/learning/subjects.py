"""Whether a course is about AI, told from its title in memory; the title is not kept."""

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.distinct import by_distinct

_AI = (
    r"\b(AI|A\.I\.|KI|IA|GenAI|LLMs?|GPT|(?i:artificial intelligence|generative|machine learning|copilot|chatgpt|claude|gemini|"
    r"prompt(s|ing)?( engineering)?|large language models?|codex|künstliche intelligenz|intelligence artificielle))\b"
)


def about_ai(title: pa.Array) -> pa.Array:
    """int8: 1 where a word of the title says so, else null: that a title is silent does not tell what the course is about."""
    said = pc.fill_null(by_distinct(title, lambda texts: pc.match_substring_regex(texts, _AI)), False)
    return pc.if_else(said, pa.scalar(1, pa.int8()), pa.scalar(None, pa.int8()))
