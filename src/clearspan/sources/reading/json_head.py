"""The first JSON value of a text, even where the text ends in the middle of it."""

import json
import re
from typing import Any

_STRUCTURE = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],]', re.DOTALL)
DEPTH = 100
"""Nesting beyond which the beginning of a text is looked at no further; records are a few levels deep."""

_CLOSER = {"{": "}", "[": "]"}


def first_json(text: str) -> Any | None:
    """The first JSON value in `text`; where the text ends inside it, what is complete so far; None where it is no JSON."""
    text = text.lstrip()
    try:
        return json.JSONDecoder().raw_decode(text)[0]
    except (ValueError, RecursionError):
        pass
    try:
        return json.loads(_closed(text))
    except (ValueError, RecursionError):
        return None


def _closed(text: str) -> str:
    """The text up to its last complete element, with every open bracket closed."""
    stack: list[str] = []
    end, closers = 0, ""
    for match in _STRUCTURE.finditer(text):
        mark = match[0]
        if len(stack) > DEPTH:
            break
        if mark in _CLOSER:
            stack.append(_CLOSER[mark])
        elif mark in ("}", "]"):
            if not stack or stack.pop() != mark:
                break
        elif mark == ",":
            end, closers = match.start(), "".join(reversed(stack))
    return text[:end] + closers
