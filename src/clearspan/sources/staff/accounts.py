"""Accounts in directories that are nobody's: services, rooms, shared mailboxes, and accounts without any place at work."""

from collections.abc import Sequence

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.sources.reading.csv_rows import CsvRows

MACHINE = "service account, room or shared mailbox"
PLACELESS = "account without a job, a unit, an employee number or a manager"
"""Reasons for which an account is dropped."""

_PLACES = (
    *("Employee_ID", "Team", "Supervisory_Organization", "Department", "Division", "Business_Unit"),
    *("Job_Family", "Job_Profile", "Job_Title", "Business_Title", "Manager_ID", "Supervisor_EID", "Manager_Email"),
)

_MACHINE = (
    r"(?i)\b(service|svc|shared|system|test|bot|robot|kiosk|application)[ _-]*(account|mailbox(e?)|user|principal|calendar)s?\b"
    r"|^(service|services|bot|bots|robot|system|room|rooms|resource|resources|equipment|kiosk|application|shared)$"
)


def drop_accounts(rows: CsvRows, kinds: Sequence[pa.Array] = ()) -> None:
    """Nothing; drops in the sieve the records that are about no person at work.

    `kinds` are texts in which the directory says what an account is, such as a user type or an organisational unit; job
    titles are not among them. A person in a directory has a job, a unit, an employee number or a manager.
    """
    for column in kinds:
        rows.sieve.drop(pc.match_substring_regex(column, _MACHINE), MACHINE)
    stated = [rows.columns[name] for name in _PLACES if name in rows.columns]
    if stated:
        rows.sieve.drop(pc.is_null(pc.coalesce(*stated)), PLACELESS)
