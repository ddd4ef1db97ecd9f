"""Text without its Markdown, for messages, for counting and for comparing."""

import re
from functools import lru_cache

from markdown_it.token import Token

from clearspan.skills.item_files.section import markdown

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The words of a text in Markdown, one line for each paragraph, point, or row of a table."""
    lines = [_inline(token) if token.type == "inline" else token.content.strip() for token in markdown().parse(text)]
    return "\n".join(re.sub(r"[ \t]+", " ", line).strip() for line in lines if line.strip())


def words(text: str) -> list[str]:
    """The words of a text in Markdown, in order, as written."""
    return _WORD.findall(plain(text))


def _inline(token: Token) -> str:
    return "".join(_BREAKS.get(child.type, child.content) for child in token.children or ())
