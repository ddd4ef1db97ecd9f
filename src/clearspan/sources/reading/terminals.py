"""What the feeds of Claude Code have in common: where it runs, and what counts as an action."""

import pyarrow as pa

from clearspan.arrow import pc

_EDITORS = ("vscode", "cursor", "windsurf", "zed", "jetbrains", "intellij", "pycharm", "webstorm", "goland", "rider", "xcode")


def terminal_surfaces(terminal: pa.Array) -> pa.Array:
    """'editor' where the terminal's type holds an editor's name, 'terminal' for any other; null where none is told."""
    found = pc.match_substring_regex(pc.utf8_lower(terminal), "|".join(_EDITORS))
    return pc.if_else(found, "editor", "terminal")


def actions_are_sessions(rows: pa.Table) -> pa.Table:
    """The usage rows with sessions as actions, which is what every feed of Claude Code knows."""
    return rows.set_column(rows.column_names.index("actions"), "actions", rows["sessions"])
