"""Who may do what, and how a person proves to another service who they are."""

import pytest

from chassis.staff import NotAllowed, Person, Role, StaffTokens
from chassis.tokens import TokenInvalid, TokenSigner

KEY = "a-key-of-the-tests-that-is-long-enough-0123"
PERSON = Person("wang", "王审核", frozenset({Role.PUBLISHER, Role.AGENT}))


@pytest.fixture
def tokens() -> StaffTokens:
    return StaffTokens(TokenSigner(KEY))


@pytest.mark.parametrize(
    ("role", "also"),
    [
        (Role.VIEWER, {Role.VIEWER}),
        (Role.EDITOR, {Role.EDITOR, Role.VIEWER}),
        (Role.PUBLISHER, {Role.PUBLISHER, Role.EDITOR, Role.VIEWER}),
        (Role.AGENT, {Role.AGENT, Role.VIEWER}),
        (Role.SUPERVISOR, {Role.SUPERVISOR, Role.AGENT, Role.VIEWER}),
        (Role.ADMIN, {Role.ADMIN, Role.VIEWER}),
    ],
)
def test_each_role_includes_just_these(role: Role, also: set[Role]) -> None:
    person = Person("li", "李", frozenset({role}))
    assert {other for other in Role if person.may(other)} == also


def test_several_roles_add_up_and_none_is_nothing() -> None:
    assert {role for role in Role if PERSON.may(role)} == {
        Role.PUBLISHER,
        Role.EDITOR,
        Role.AGENT,
        Role.VIEWER,
    }
    nobody = Person("clock", "时钟", frozenset())
    assert not any(nobody.may(role) for role in Role)
    with pytest.raises(NotAllowed):
        nobody.require(Role.VIEWER)
    PERSON.require(Role.EDITOR)


def test_a_token_brings_the_person_back(tokens: StaffTokens) -> None:
    assert tokens.verify(tokens.issue(PERSON, lifetime_seconds=60)) == PERSON


def test_what_is_no_token_of_staff_is_refused(tokens: StaffTokens) -> None:
    citizens = TokenSigner(KEY).sign({"sub": "wang", "name": "王"}, lifetime_seconds=60)
    others = StaffTokens(TokenSigner(KEY[::-1])).issue(PERSON, lifetime_seconds=60)
    late = tokens.issue(PERSON, lifetime_seconds=-1)
    for token in (citizens, others, late, "", "a.b.c"):
        with pytest.raises(TokenInvalid):
            tokens.verify(token)
