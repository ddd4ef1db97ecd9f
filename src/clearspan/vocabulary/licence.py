"""Licences under which text may be adapted and used in any organisation."""

import re

OPEN_LICENCES = frozenset({"Apache-2.0", "MIT", "CC0-1.0", "CC-BY-3.0", "CC-BY-4.0", "CC-BY-SA-4.0", "OGL-UK-3.0", "PDDL-1.0"})
"""Names (SPDX) of licences that allow changes and commercial use."""

_CLOSED = re.compile(r"\b(?:NC|ND)\b|non-?commercial|no-?deriv", re.IGNORECASE)


def forbids_use(licence: str) -> bool:
    """Whether a licence, by its name, forbids commercial use or changes."""
    return _CLOSED.search(licence.replace("_", "-")) is not None
