"""Signatures: of what is expected of a job family, and under what becomes of a control. Each is the signature of one employed
person."""

from pathlib import Path

from clearspan import clock
from clearspan.errors import UsageError
from clearspan.jobs.listen import open_application
from clearspan.jobs.sign_in import employed
from clearspan.settings import load_settings
from clearspan.skills.framework.expectation import SignOff, digest_of, family_named
from clearspan.skills.framework.framework_file import framework_of
from clearspan.skills.record import SkillRecord
from clearspan.vocabulary.period import day_number


def sign_expectation(directory: Path, family: str, address: str) -> str:
    """The title of the family whose expectations its owner in the business signed as they stand today.

    Raises UsageError for a family that the framework does not have, or an address that nobody employed has.
    """
    read = framework_of(directory)
    name = family_named(read, family)
    if name is None:
        known = ", ".join(read.families)
        raise UsageError(f"there is no family {family}", where="sign", remedy=f"Families: {known}.")
    signed = SignOff(name, _owner(directory, address), _today(), digest_of(read, name))
    with open_application(directory, load_settings(directory)) as store:
        SkillRecord(store).sign_expectation(signed)
    return read.families[name].title


def sign_step(directory: Path, canvas: int, label: str, address: str) -> None:
    """Nothing; keeps that a control's owner agrees to what becomes of its step. Raises UsageError for what cannot be signed."""
    owner = _owner(directory, address)
    with open_application(directory, load_settings(directory)) as store:
        SkillRecord(store).sign_step(canvas, label, owner, _today())


def _owner(directory: Path, address: str) -> int:
    person = employed(directory, address)
    if person is None:
        raise UsageError("is no address of somebody who is employed", where="sign", remedy="Write it as the staff list does.")
    return person


def _today() -> int:
    return day_number(clock.now().date())
