"""Somebody of sales who is signed in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
from fastapi.testclient import TestClient

from clearspan import clock
from clearspan.application.sign_ins import SignIns, Visitor
from clearspan.application.store import Application
from clearspan.vocabulary.role import Role
from clearspan.vocabulary.tables import TABLES
from clearspan.warehouse.schema import arrow_schema
from clearspan.warehouse.store import Store
from clearspan.web.app import build
from clearspan.web.visiting import COOKIE

PERSON = 7


@contextmanager
def salesperson(directory: Path, **spell: Any) -> Iterator[TestClient]:
    """A browser in which the only person of an organisation is signed in, with what `spell` says of them."""
    known = {"person": PERSON, "identity": PERSON, "from_day": 20000, "team": "Sales", "role": "Sales", "is_manager": 0}
    row = known | {"source": "roster", "arrival": 1, "as_of": 20000} | spell
    with Store.open(directory).draft() as draft:
        draft.add("person_spell", pa.Table.from_pylist([row], schema=arrow_schema(TABLES["person_spell"])))
        draft.commit()
    with Application(directory) as store:
        token = SignIns(store).start(Visitor(PERSON, frozenset({Role.EMPLOYEE})), int(clock.now().timestamp()))
    with TestClient(build(directory), base_url="http://127.0.0.1", cookies={COOKIE: token}) as client:
        yield client
