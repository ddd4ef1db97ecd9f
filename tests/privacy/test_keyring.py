"""Keys are private files, made once, and never shown."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from clearspan.errors import StoreError
from clearspan.privacy.keyring import key_directory, key_of, load_or_create


@pytest.fixture(autouse=True)
def keys(tmp_path, monkeypatch):
    folder = tmp_path / "keys"
    monkeypatch.setenv("CLEARSPAN_KEYS", str(folder))
    return folder


def test_a_key_is_made_once_and_private(keys):
    first = load_or_create("pseudonyms")

    assert load_or_create("pseudonyms") == first
    assert len(first.secret) == 32
    assert (keys / "pseudonyms.key").stat().st_mode & 0o777 == 0o600
    assert keys.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in keys.iterdir()] == ["pseudonyms.key"]


def test_two_names_are_two_keys():
    assert load_or_create("pseudonyms").secret != load_or_create("contacts").secret


def test_all_of_many_makers_at_once_get_the_same_key():
    with ThreadPoolExecutor(16) as makers:
        made = set(makers.map(load_or_create, ["pseudonyms"] * 64))

    assert len(made) == 1


def test_the_default_folder_is_in_the_home_folder(tmp_path, monkeypatch):
    monkeypatch.delenv("CLEARSPAN_KEYS")
    monkeypatch.setenv("HOME", str(tmp_path))

    assert key_directory() == tmp_path / ".config" / "clearspan" / "keys"


def test_the_secret_is_in_no_text():
    key = load_or_create("pseudonyms")

    for text in (repr(key), str(key), f"{key}", key.id):
        assert key.secret.hex() not in text
        assert repr(key.secret) not in text
    assert len(key.id) == 8
    assert not key.secret.hex().startswith(key.id)


def test_the_id_follows_the_secret_alone():
    assert key_of(bytes(32)).id == key_of(bytes(32)).id
    assert key_of(bytes(32)).id != key_of(bytes(31) + b"\1").id


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_key_open_to_others_is_refused_with_the_remedy(keys, mode):
    load_or_create("pseudonyms")
    (keys / "pseudonyms.key").chmod(mode)

    with pytest.raises(StoreError, match="chmod 600"):
        load_or_create("pseudonyms")


def test_a_folder_in_which_others_can_replace_keys_is_refused(keys):
    keys.mkdir()
    keys.chmod(0o777)

    with pytest.raises(StoreError, match="chmod 700"):
        load_or_create("pseudonyms")


@pytest.mark.parametrize("content", ["", "abc", "00" * 31, "00" * 33, "zz" * 32])
def test_a_damaged_key_is_refused_without_showing_it(keys, content):
    load_or_create("pseudonyms")
    (keys / "pseudonyms.key").write_text(content)

    with pytest.raises(StoreError, match="does not hold a key") as refused:
        load_or_create("pseudonyms")
    assert not content or content not in str(refused.value)


@pytest.mark.parametrize("name", ["", "../other", "A", "a b"])
def test_a_name_cannot_leave_the_folder(name):
    with pytest.raises(StoreError):
        load_or_create(name)


def test_a_crash_while_writing_leaves_no_half_key(keys, monkeypatch):
    def crash(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "link", crash)
    with pytest.raises(KeyboardInterrupt):
        load_or_create("pseudonyms")

    assert list(keys.iterdir()) == []
