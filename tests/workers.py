"""Which tests run on the same worker: those that share what is costly to make; and the longest of these first.

Tests of one file stay together, since they share its fixtures. A file joins others by the mark `xdist_group`, and a folder by
its name here.
"""

from pathlib import Path

import pytest

FOLDERS = {"simulator", "web"}
"""Folders whose tests share one costly fixture."""

LONGEST_FIRST = ("spark", "organisation", "web", "simulator", "metrics", "jobs", "warehouse", "reports", "answers", "sources")
"""Groups and folders in the order in which workers take them, so that both end together; all others come after."""

TESTS = Path(__file__).parent


def pytest_configure(config: pytest.Config) -> None:
    """Let workers take groups in our order, where it would be that of the number of tests in each."""
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each test its group, and put the groups in order."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(_group(item.path)))
    items.sort(key=_place)


def _group(path: Path) -> str:
    folder = path.relative_to(TESTS).parts[0]
    return folder if folder in FOLDERS else path.relative_to(TESTS).with_suffix("").as_posix()


def _place(item: pytest.Item) -> tuple[int, str]:
    mark = item.get_closest_marker("xdist_group")
    assert mark is not None
    group = str(mark.args[0])
    first = group.split("/", maxsplit=1)[0]
    return LONGEST_FIRST.index(first) if first in LONGEST_FIRST else len(LONGEST_FIRST), group
