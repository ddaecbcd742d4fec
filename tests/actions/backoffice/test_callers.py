"""Who may ask what, told by the headers of a request."""

from typing import Any

import pytest

from tests.actions.backoffice.counter import Counter, citizen_token
from tests.actions.backoffice.samples import LI

PATH = "/people/li"


def error(response: Any) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["code"]


@pytest.fixture(autouse=True)
def _signed_in(counter: Counter) -> None:
    assert counter.put(PATH, LI).status_code == 200


@pytest.mark.parametrize(
    "token",
    [
        "",
        "no-token",
        citizen_token("li", kind="conversation"),
        citizen_token("", kind="citizen"),
        citizen_token("li", lifetime_seconds=-1),
        citizen_token("li")[:-2] + "xx",
    ],
)
def test_nothing_personal_without_a_citizens_token(counter: Counter, token: str) -> None:
    assert error(counter.get("/people/me", headers={"X-Citizen-Token": token})) == (401, "citizen_unknown")


def test_a_wrong_token_is_refused_even_where_none_is_needed(counter: Counter) -> None:
    refused = counter.put(PATH, LI, headers={"X-Citizen-Token": "no-token"})
    assert error(refused) == (401, "citizen_unknown")


@pytest.mark.parametrize("key", ["", "with blank", "x" * 65, "a/b", 'quote"'])
def test_a_write_needs_a_key(counter: Counter, key: str) -> None:
    refused = counter.put(PATH, LI, headers={"Idempotency-Key": key})
    assert error(refused) == (400, "idempotency_key_missing")


def test_the_same_key_and_content_is_answered_from_the_store(counter: Counter) -> None:
    first, again = (counter.put(PATH, LI, key="k1") for _ in range(2))
    assert again.content == first.content
    assert again.headers["Idempotency-Replayed"] == "true"


@pytest.mark.parametrize(
    "other",
    [
        {"body": {**LI, "name": "李"}},
        {"staff": "clerk"},
        {"citizen": "wang"},
        {"conversation": "c1"},
        {"headers": {"If-Match": '"2"'}},
    ],
)
def test_whatever_is_different_is_another_request(counter: Counter, other: dict[str, Any]) -> None:
    counter.put(PATH, LI, key="k1")
    assert error(counter.ask("PUT", PATH, key="k1", **{"body": LI, **other})) == (
        422,
        "idempotency_key_reused",
    )


@pytest.mark.parametrize(
    "headers", [{"X-Staff": "no blanks"}, {"X-Staff": "x" * 65}, {"X-Conversation": "../c1"}]
)
def test_malformed_callers_are_refused(counter: Counter, headers: dict[str, str]) -> None:
    assert error(counter.put(PATH, LI, headers=headers)) == (422, "invalid_request")
