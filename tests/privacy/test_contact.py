"""Contacts are unreadable in the file, each look is logged, and a forgotten one is gone."""

import sqlite3

import pytest

from clearspan.errors import StoreError, WrongKey
from clearspan.privacy.contact import Contact, Contacts, Look, Purpose
from clearspan.privacy.keyring import key_of

KEY = key_of(bytes(range(32)))
ADA = Contact("ada.secret@example.com", "Ada Secret", {"slack": "U0SECRET"})


@pytest.fixture
def store(tmp_path):
    with Contacts(tmp_path, KEY) as contacts:
        contacts.store([(7, ADA), (8, Contact("bob@example.com"))])
        yield contacts


def test_a_contact_comes_back_whole(store):
    assert store.read(7, "mailer", Purpose.DELIVERY) == ADA
    assert store.read(9, "mailer", Purpose.DELIVERY) is None


def test_a_new_contact_replaces_the_old(store):
    store.store([(7, Contact("ada@new.example"))])

    assert store.read(7, "mailer", Purpose.DELIVERY) == Contact("ada@new.example")


def test_nothing_is_readable_in_the_files(store, tmp_path):
    on_disk = b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert b"contact" in on_disk
    for secret in (b"ada", b"Ada", b"example.com", b"SECRET", KEY.secret, KEY.secret.hex().encode()):
        assert secret not in on_disk
    assert "ada" not in repr(ADA).lower()


def test_each_look_is_logged_and_outlives_the_contact(store, monkeypatch):
    monkeypatch.setenv("CLEARSPAN_NOW", "1970-01-02T00:00:00+00:00")

    store.read(7, "mailer", Purpose.DELIVERY)
    store.read(7, "admin", Purpose.IDENTITY_REPAIR)
    store.forget(7)

    assert store.looks(7) == [
        Look(7, "mailer", Purpose.DELIVERY, 86400),
        Look(7, "admin", Purpose.IDENTITY_REPAIR, 86400),
    ]
    assert store.looks(8) == []


@pytest.mark.parametrize(("who", "why"), [("", Purpose.DELIVERY), ("mailer", "curiosity")])
def test_a_look_without_a_name_or_a_reason_is_refused(store, who, why):
    with pytest.raises((StoreError, ValueError)):
        store.read(7, who, why)
    assert store.looks(7) == []


def test_a_look_that_cannot_be_logged_is_not_granted(store, tmp_path):
    other = sqlite3.connect(tmp_path / "contact.sqlite")
    other.execute("DROP TABLE look")
    other.close()

    with pytest.raises(sqlite3.OperationalError):
        store.read(7, "mailer", Purpose.DELIVERY)


def test_a_forgotten_contact_is_gone_from_the_file(store, tmp_path):
    sealed = sqlite3.connect(tmp_path / "contact.sqlite").execute("SELECT sealed FROM contact WHERE person = 7")
    text = sealed.fetchone()[0]
    assert any(text in path.read_bytes() for path in tmp_path.iterdir())
    sealed.connection.close()

    assert store.forget(7)
    assert not store.forget(7)
    assert store.read(7, "mailer", Purpose.DELIVERY) is None
    assert not any(text in path.read_bytes() for path in tmp_path.iterdir())


def test_an_entry_moved_to_another_person_does_not_open(store, tmp_path):
    other = sqlite3.connect(tmp_path / "contact.sqlite")
    other.execute("UPDATE contact SET (nonce, sealed) = (SELECT nonce, sealed FROM contact WHERE person = 7)")
    other.commit()
    other.close()

    with pytest.raises(StoreError, match="person 8"):
        store.read(8, "mailer", Purpose.DELIVERY)
    assert store.read(7, "mailer", Purpose.DELIVERY) == ADA


def test_another_key_is_refused(store, tmp_path):
    with pytest.raises(WrongKey):
        Contacts(tmp_path, key_of(bytes(32)))
