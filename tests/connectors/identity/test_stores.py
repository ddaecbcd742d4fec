"""Attempts and sign-ins, on every database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from connectors.conversations.repository import ConversationRepository
from connectors.errors import ConversationTokenRefused, SignInMissing, SignInOver
from connectors.identity.attempts import AttemptStore
from connectors.identity.models import Attempt, Step
from connectors.identity.sign_ins import SignInStore
from tests.connectors.conversations.movable_clock import MovableClock

MINE = "f" * 64


@pytest.fixture
def attempts(database: Engine, clock: MovableClock) -> AttemptStore:
    return AttemptStore(database, clock)


@pytest.fixture
def sign_ins(database: Engine, clock: MovableClock) -> SignInStore:
    return SignInStore(database, clock, lifetime_minutes=120)


@pytest.fixture
def conversation_id(database: Engine, clock: MovableClock) -> str:
    return (
        ConversationRepository(database, clock).create(channel="web_chat", region=None, language="zh-CN").id
    )


def _open(attempts: AttemptStore, conversation_id: str, number: int = 1) -> str:
    attempt_id = f"{number:032x}"
    attempts.open(conversation_id, attempt_id=attempt_id, fingerprint=MINE)
    return attempt_id


def _verified(
    attempts: AttemptStore, conversation_id: str, number: int = 1, *, subject: str = "demo-chen"
) -> Attempt:
    attempt = Attempt(_open(attempts, conversation_id, number), conversation_id, Step.RETURNED)
    attempts.verify(attempt, subject=subject, name=f"{subject[5]}**")
    return attempt


def test_step_is_taken_once_and_in_order(attempts: AttemptStore, conversation_id: str) -> None:
    attempt_id = _open(attempts, conversation_id)
    ways = [(Step.SENT, Step.RETURNED), (Step.OPENED, Step.SENT), (Step.OPENED, Step.SENT)]
    taken = [
        attempts.take_step(attempt_id, fingerprint=MINE, done=done, step=step, seconds=60)
        for done, step in ways
    ]
    assert taken == [None, Attempt(attempt_id, conversation_id, Step.SENT), None]


def test_many_at_once_take_a_step_once(attempts: AttemptStore, conversation_id: str) -> None:
    attempt_id = _open(attempts, conversation_id)

    def take(_: int) -> Attempt | None:
        return attempts.take_step(attempt_id, fingerprint=MINE, done=Step.OPENED, step=Step.SENT, seconds=60)

    with ThreadPoolExecutor(8) as pool:
        assert sum(taken is not None for taken in pool.map(take, range(16))) == 1


def test_attempts_whose_time_is_over_are_forgotten(
    attempts: AttemptStore, conversation_id: str, clock: MovableClock
) -> None:
    attempt = _verified(attempts, conversation_id)
    assert attempts.find_verified(conversation_id, fingerprint=MINE) is not None
    clock.move(seconds=300)
    assert attempts.find_verified(conversation_id, fingerprint=MINE) is None
    assert _open(attempts, conversation_id) == attempt.id, "its id is free again"


def test_sign_in_begins_once_for_an_attempt(
    attempts: AttemptStore, sign_ins: SignInStore, conversation_id: str, clock: MovableClock
) -> None:
    attempt = _verified(attempts, conversation_id)
    first = sign_ins.begin(attempt)
    clock.move(seconds=60)
    assert sign_ins.begin(attempt) == first
    assert (first.subject, first.name, first.until - first.at) == ("demo-chen", "c**", timedelta(hours=2))


def test_many_completions_at_once_are_one_sign_in(
    attempts: AttemptStore, sign_ins: SignInStore, conversation_id: str
) -> None:
    attempt = _verified(attempts, conversation_id)
    with ThreadPoolExecutor(8) as pool:
        begun = list(pool.map(lambda _: sign_ins.begin(attempt), range(16)))
    assert len(set(begun)) == 1


def test_two_people_at_once_do_not_share_a_conversation(
    attempts: AttemptStore, sign_ins: SignInStore, conversation_id: str
) -> None:
    people = [
        _verified(attempts, conversation_id, number, subject=f"demo-{number}") for number in range(1, 9)
    ]

    def begin(attempt: Attempt) -> str | None:
        try:
            return sign_ins.begin(attempt).subject
        except SignInMissing:
            return None

    with ThreadPoolExecutor(8) as pool:
        subjects = [subject for subject in pool.map(begin, people) if subject]
    found = sign_ins.find(conversation_id)
    assert found is not None
    assert subjects == [found.subject]


def test_later_sign_in_of_the_same_person_supersedes_the_earlier(
    attempts: AttemptStore, sign_ins: SignInStore, conversation_id: str
) -> None:
    first = sign_ins.begin(_verified(attempts, conversation_id, 1))
    second = sign_ins.begin(_verified(attempts, conversation_id, 2))
    sign_ins.admit(conversation_id, second.id)
    with pytest.raises(ConversationTokenRefused):
        sign_ins.admit(conversation_id, first.id)
    with pytest.raises(SignInMissing):
        sign_ins.begin(Attempt(first.id, conversation_id, Step.COMPLETED))


def test_who_was_signed_in_is_let_in_until_it_ends(
    attempts: AttemptStore, sign_ins: SignInStore, conversation_id: str, clock: MovableClock
) -> None:
    sign_ins.admit(conversation_id, None)
    signed_in = sign_ins.begin(_verified(attempts, conversation_id))
    sign_ins.admit(conversation_id, signed_in.id)
    for presented in (None, "0" * 32):
        with pytest.raises(ConversationTokenRefused):
            sign_ins.admit(conversation_id, presented, over_too=True)
    sign_ins.end(conversation_id)
    with pytest.raises(SignInOver):
        sign_ins.admit(conversation_id, signed_in.id)
    sign_ins.admit(conversation_id, signed_in.id, over_too=True)
    assert sign_ins.current(conversation_id) is None
    with pytest.raises(SignInMissing):
        sign_ins.begin(Attempt(signed_in.id, conversation_id, Step.COMPLETED))


def test_token_of_a_sign_in_that_never_was_opens_nothing(sign_ins: SignInStore, conversation_id: str) -> None:
    with pytest.raises(ConversationTokenRefused):
        sign_ins.admit(conversation_id, "0" * 32)
