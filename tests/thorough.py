"""How much the tests try: enough in `make test`, much more in `make validate`.

A test that tries more there is marked `thorough`, with what it does then; docs/validation.md is made from these marks.
"""

import os

import pytest

THOROUGH = os.environ.get("CLEARSPAN_VALIDATE") == "1"
"""Whether this is `make validate`."""


def often(usual: int, thorough: int) -> int:
    """How often, or of what size."""
    return thorough if THOROUGH else usual


def pytest_configure(config: pytest.Config) -> None:
    """Make the mark known."""
    config.addinivalue_line("markers", "thorough(more): what the test does more of in `make validate`")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Write into the report what a test does more of."""
    for item in items:
        if (mark := item.get_closest_marker("thorough")) is not None:
            item.user_properties.append(("more", str(mark.args[0])))
