"""A folder with one person of sales, and a message to them."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from clearspan.application.store import Application
from clearspan.delivery.outbox import Outbox
from clearspan.jobs.identify import IDENTITY_FOLDER, PSEUDONYM_KEY
from clearspan.privacy.identities import Identities
from clearspan.privacy.keyring import load_or_create
from clearspan.vocabulary.tables import TABLES
from clearspan.warehouse.schema import arrow_schema
from clearspan.warehouse.store import Store

SLACK_USER, ENTRA_USER = "U7", "0f0e0d0c-0000-4000-8000-000000000007"


@pytest.fixture
def staffed(tmp_path: Path) -> tuple[Path, int]:
    """The folder, and the person's number: they are known by e-mail, in Slack and in Entra."""
    with Identities(tmp_path / IDENTITY_FOLDER, load_or_create(PSEUDONYM_KEY)) as identities:
        kinds, values = ["email", "slack_id", "entra_id"], ["ada@example.org", SLACK_USER, ENTRA_USER]
        numbers, _ = identities.resolve(kinds, values)
        identities.unite([numbers.tolist()], "test")
        _, people = identities.find(kinds, values)
    person = int(people[0])
    spell = {"person": person, "identity": int(numbers[0]), "from_day": 20000, "team": "Sales", "role": "Sales"}
    row = spell | {"is_manager": 0, "source": "roster", "arrival": 1, "as_of": 20000}
    with Store.open(tmp_path).draft() as draft:
        draft.add("person_spell", pa.Table.from_pylist([row], schema=arrow_schema(TABLES["person_spell"])))
        draft.commit()
    return tmp_path, person


@pytest.fixture
def store(staffed: tuple[Path, int]) -> Iterator[Application]:
    """The application store of that folder."""
    with Application(staffed[0]) as opened:
        yield opened


@pytest.fixture
def outbox(store: Application) -> Outbox:
    """Its outbox."""
    return Outbox(store)
