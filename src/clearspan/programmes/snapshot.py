"""The programmes of a directory as pages read them: a file that is written anew after every change."""

import json
from pathlib import Path
from typing import Any

from clearspan.programmes.assignment import Arm, Place
from clearspan.programmes.programme import read_programme
from clearspan.programmes.register import Entry, Held, Register
from clearspan.programmes.stage import Stage
from clearspan.warehouse import durable

FOLDER, FILE = "past", "programmes.json"


def write_snapshot(directory: Path, register: Register) -> None:
    """Nothing; writes the programmes as they stand."""
    (directory / FOLDER).mkdir(parents=True, exist_ok=True)
    rows = [_written(held) for held in register.all()]
    durable.write(directory / FOLDER / FILE, json.dumps(rows, indent=1, sort_keys=True).encode())


def read_snapshot(directory: Path) -> tuple[Held, ...]:
    """The programmes, the earliest first; none where nothing was ever declared."""
    try:
        rows = json.loads((directory / FOLDER / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    return tuple(_read(row) for row in rows)


def snapshot_stamp(directory: Path) -> str:
    """A text that changes when a programme does."""
    path = directory / FOLDER / FILE
    return str(path.stat().st_mtime_ns) if path.exists() else ""


def _written(held: Held) -> dict[str, Any]:
    return {
        "programme": held.programme.written(),
        "stage": held.stage.value,
        "created_day": held.created_day,
        "start_day": held.start_day,
        "seed": held.seed,
        "digest": held.digest,
        "places": [[place.team, place.arm.value, place.start_day, place.stratum, place.block] for place in held.places],
        "log": [[entry.number, entry.at, entry.by, entry.what, entry.digest] for entry in held.log],
        "power": held.power,
        "signed": held.signed,
    }


def _read(row: dict[str, Any]) -> Held:
    return Held(
        **{
            **row,
            "programme": read_programme(row["programme"]),
            "stage": Stage(row["stage"]),
            "places": tuple(Place(team, Arm(arm), day, stratum, block) for team, arm, day, stratum, block in row["places"]),
            "log": tuple(Entry(*entry) for entry in row["log"]),
        }
    )
