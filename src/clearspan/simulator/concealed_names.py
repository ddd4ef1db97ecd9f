"""How Microsoft's usage reports conceal names."""

import hashlib


def concealed(text: str) -> str:
    """The 32 hexadecimal digits that stand for a concealed name; the same in every report."""
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest().upper()
