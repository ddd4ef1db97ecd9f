"""Removal of what no kept generation refers to: erasure is real only when the old files are gone."""

import os
import shutil
from pathlib import Path

from clearspan.warehouse.layout import Layout
from clearspan.warehouse.manifest import Generation, from_json


def sweep(layout: Layout, current: Generation) -> None:
    """Nothing; leaves the files of `current` and of the generation that it keeps for readers, and no others.

    Only the holder of the writer's lock may call it.
    """
    kept = {current.number: current}
    if current.previous is not None:
        path = layout.generations / f"{current.previous:06d}.json"
        if path.exists():
            kept[current.previous] = from_json(path.read_bytes(), str(path))
    manifests = {f"{number:06d}.json" for number in kept}
    for path in _files(layout.generations):
        if path.name not in manifests:
            path.unlink()
    files = {layout.root / file for generation in kept.values() for file in generation.files()}
    for path in _files(layout.facts):
        if path not in files:
            path.unlink()
    _remove_empty_folders(layout.facts)
    shutil.rmtree(layout.staging, ignore_errors=True)
    _remove_orphaned_spill(layout.spill)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _remove_empty_folders(root: Path) -> None:
    for folder, _, _ in os.walk(root, topdown=False):
        path = Path(folder)
        if path != root and not any(path.iterdir()):
            path.rmdir()


def _remove_orphaned_spill(spill: Path) -> None:
    for folder in spill.glob("*-*"):
        owner = folder.name.split("-", 1)[0]
        if not owner.isdigit() or not _alive(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
