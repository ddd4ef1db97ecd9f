"""Erases a person and says what follows."""

from pathlib import Path

from clearspan.errors import UsageError
from clearspan.jobs.forget import forget


def forget_person(directory: Path, person: str) -> None:
    """Erase the person with this e-mail address. Raises UsageError where nobody has it."""
    if not forget(directory, person):
        raise UsageError(
            "nobody is known under that address",
            where=str(directory),
            remedy="Give the address that the staff list or a tool has.",
        )
    print("Erased: every fact, identity and contact of that person. Later exports that hold the person are read without them.")
    print("Released figures stay as they are; the next ones are made without the person.")
    print("The export files are yours: delete the person there as well.")
