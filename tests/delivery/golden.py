"""What a person sees, kept in files that anybody can read and compare."""

import json
import os
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def held_golden(name: str, shown: object) -> None:
    """Nothing; what is shown is what the file holds. CLEARSPAN_WRITE_EXAMPLES=1 writes the file instead."""
    path = GOLDEN / name
    text = shown if isinstance(shown, str) else json.dumps(shown, indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("CLEARSPAN_WRITE_EXAMPLES"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text
