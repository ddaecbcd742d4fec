"""What is sealed can be read with its key, in its place, and nowhere else."""

import base64

import pytest

from actions.backoffice.cipher import Cipher
from actions.errors import DataKeyMalformed, SealBroken
from tests.actions.backoffice.counter import DATA_KEY

CIPHER = Cipher.from_text(DATA_KEY)
PLACE = "people:li:name"


def test_what_was_sealed_is_read_back() -> None:
    sealed = CIPHER.seal("李阿姨", of=PLACE)
    assert CIPHER.open(sealed, of=PLACE) == "李阿姨"
    assert "李".encode() not in sealed


def test_the_same_text_never_looks_the_same_twice() -> None:
    assert CIPHER.seal("李阿姨", of=PLACE) != CIPHER.seal("李阿姨", of=PLACE)


def test_what_was_moved_altered_or_cut_is_not_read() -> None:
    sealed = CIPHER.seal("李阿姨", of=PLACE)
    altered = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for found, place in [(sealed, "people:wang:name"), (altered, PLACE), (sealed[:9], PLACE), (b"", PLACE)]:
        with pytest.raises(SealBroken):
            CIPHER.open(found, of=place)


def test_another_key_reads_nothing() -> None:
    with pytest.raises(SealBroken):
        Cipher(bytes(32)).open(CIPHER.seal("李阿姨", of=PLACE), of=PLACE)


def test_a_key_may_have_its_padding() -> None:
    assert Cipher.from_text(f"{DATA_KEY}=") == CIPHER


@pytest.mark.parametrize(
    "text", ["", "short", "不是密钥", "!" * 43, base64.urlsafe_b64encode(bytes(31)).decode(), "a" * 44]
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(DataKeyMalformed):
        Cipher.from_text(text)


def test_the_key_is_in_no_printed_form() -> None:
    assert "0123456789" not in repr(CIPHER)


def test_the_fingerprint_tells_keys_apart() -> None:
    assert Cipher(bytes(32)).fingerprint != CIPHER.fingerprint == Cipher.from_text(DATA_KEY).fingerprint
