"""The house rules that a linter does not know: sizes, names, and what a public repository may say."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
FILE_LINES = 400
FUNCTION_LINES = 50
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}


def _label(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=_label)
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= FILE_LINES
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    ]
    assert not long


@pytest.mark.parametrize("path", SOURCES, ids=_label)
def test_every_module_and_public_name_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "the module has no docstring"
    silent = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not silent


def test_no_file_or_folder_has_a_vague_name() -> None:
    assert not [_label(path) for path in SOURCES if VAGUE & {path.stem, *path.parent.parts}]


def test_packages_do_not_re_export() -> None:
    faces = [path for path in SOURCES if path.name == "__init__.py"]
    importing = [
        _label(path)
        for path in faces
        if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.parse(path.read_text()).body)
    ]
    assert importing == []


def test_the_repository_names_no_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    pattern = re.compile("|".join(f"/{folder}/" for folder in ("work", "farm", "root")))
    guilty = []
    for name in listed:
        path = ROOT / name
        if path.suffix in {".lock", ".png", ".gz", ".zip", ".parquet"} or not path.is_file():
            continue
        if pattern.search(path.read_text(encoding="utf-8", errors="ignore")):
            guilty.append(name)
    assert guilty == []
