"""Files that survive a crash: written beside their place, synced, moved in one step, and their folder synced."""

import os
from pathlib import Path


def make_folder(folder: Path) -> None:
    """Nothing; creates a folder that only its owner can read, with its parents, on the disk when it returns."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync(folder.parent)


def sync(path: Path) -> None:
    """Nothing; the file or folder at `path` is on the disk when it returns."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def place(written: Path, target: Path) -> None:
    """Nothing; moves a finished file to its place, in one step that a crash cannot halve."""
    make_folder(target.parent)
    sync(written)
    written.replace(target)
    sync(target.parent)


def write(target: Path, data: bytes) -> None:
    """Nothing; `target` holds either what it held or all of `data`, whenever the process ends. For one writer."""
    make_folder(target.parent)
    beside = target.with_name(f".{target.name}.new")
    beside.write_bytes(data)
    place(beside, target)
