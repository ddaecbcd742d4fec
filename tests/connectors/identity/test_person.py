import hashlib
from typing import Any

import pytest

from connectors.errors import IdentityIncomplete
from connectors.identity.person import ClaimNames, mask_name, to_person

NAMES = ClaimNames(name="real_name", identity_number="id_no", phone="mobile")
CLAIMS = {
    "sub": "s-1",
    "real_name": "欧阳 测试",
    "id_no": "44010419960125000x",
    "mobile": "+86 160-0000-0007",
}


def test_claims_are_read_under_the_names_of_the_office() -> None:
    person = to_person(CLAIMS, NAMES)
    assert (person.subject, person.name) == ("s-1", "欧阳 测试")
    assert (person.identity_number, person.phone) == ("44010419960125000X", "16000000007")


@pytest.mark.parametrize("phone", [None, "", "020-83000000", "1600000000", "160000000077", "phone"])
def test_phone_that_is_not_a_mobile_number_is_none(phone: str | None) -> None:
    assert to_person({**CLAIMS, "mobile": phone}, NAMES).phone == ""


@pytest.mark.parametrize(
    ("changed", "lacking"),
    [
        ({"real_name": None}, "name"),
        ({"real_name": " "}, "name"),
        ({"id_no": None}, "identity_number"),
        ({"id_no": "440104"}, "identity_number"),
        ({"id_no": "４４０１０４１９７８０５１２０００５"}, "identity_number"),
        ({"sub": None}, "subject"),
    ],
)
def test_without_name_and_number_nobody_is_known_and_nothing_is_repeated(
    changed: dict[str, Any], lacking: str
) -> None:
    with pytest.raises(IdentityIncomplete, match=lacking) as refused:
        to_person({**CLAIMS, **changed}, NAMES)
    assert "4401" not in str(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("subject", ["a/b?c=d", "auth0|5f7c", "张三", "s" * 255])
def test_subject_that_fits_into_no_address_is_known_by_its_digest(subject: str) -> None:
    known = to_person({**CLAIMS, "sub": subject}, NAMES).subject
    assert known == f"sha256:{hashlib.sha256(subject.encode()).hexdigest()}"


def test_masked_name_shows_the_family_name_and_not_how_long_the_rest_is() -> None:
    assert {mask_name("陈演"), mask_name("陈演示")} == {"陈**"}
