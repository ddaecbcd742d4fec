"""The life of a package, and people at the same time, on every kind of database."""

from collections import Counter as Tally
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from actions.backoffice.bootstrap import build
from actions.backoffice.settings import BackofficeSettings
from tests.actions.backoffice.counter import Counter
from tests.actions.backoffice.filing.moved_clock import MovedClock
from tests.actions.backoffice.filing.samples import (
    DEFERRED,
    PLAIN,
    PROMISED,
    Applicant,
    Clerk,
    stock,
    story,
)

FEW = 8


@pytest.fixture
def moved() -> MovedClock:
    return MovedClock()


@pytest.fixture
def office(every_settings: BackofficeSettings, moved: MovedClock) -> Iterator[Counter]:
    app = build(every_settings, moved)
    stock(app)
    yield Counter(app)
    app.state.office.engine.dispose()


def test_package_lives_its_life(office: Counter, moved: MovedClock) -> None:
    li, clerk = Applicant(office), Clerk(office)
    materials = {"photo": "later", "bank-card": "later", "form": "handed_in"}
    draft = li.fills_in(PROMISED, DEFERRED, PLAIN, commitment=True, materials=materials)
    promised, deferred, plain = li.submits(draft, li.signature(draft))["cases"]
    clerk.does(clerk.grants(promised), "check", truthful=False, finding="不对。", recover_cents=100)
    li.steps(deferred, "materials", materials=["photo"])
    li.steps(plain, "withdrawal")
    abandoned = li.opens(PLAIN)
    moved.move(days=20)
    swept = office.post("/sweeps").json()
    assert (swept["returned"], swept["expired"]) == ([deferred["number"]], [abandoned["id"]])
    together = li.done("GET", f"/cases?common_number={promised['common_number']}")["cases"]
    assert [story(case)[-1] for case in together] == ["revoked", "returned", "withdrawn"]
    assert li.done("GET", "/people/me")["may_promise"] is False


def test_draft_that_is_submitted_by_many_at_once_is_filed_once(office: Counter) -> None:
    li = Applicant(office)
    draft = li.fills_in(PLAIN, materials={"form": "handed_in"})
    with ThreadPoolExecutor(FEW) as pool:
        replies = list(pool.map(lambda _: li.tries_to_submit(draft), range(FEW)))
    assert Tally(reply.status_code for reply in replies) == {200: 1, 409: FEW - 1}
    assert len(li.done("GET", "/cases")["cases"]) == 1


def test_benefit_that_is_taken_by_many_hands_at_once_is_granted_once(office: Counter) -> None:
    huang = Applicant(office, subject="demo-huang")
    path = "/people/me/benefits/440104-price-subsidy"
    with ThreadPoolExecutor(FEW) as pool:
        replies = list(pool.map(lambda _: huang.tried("POST", path), range(FEW)))
    assert Tally(reply.status_code for reply in replies) == {200: 1, 409: FEW - 1}
    assert len(huang.done("GET", "/cases")["cases"]) == 1


def test_numbers_drawn_at_once_are_all_different(office: Counter) -> None:
    people = [Applicant(office) for _ in range(FEW)]
    drafts = [person.fills_in(PLAIN, materials={"form": "handed_in"}) for person in people]
    with ThreadPoolExecutor(FEW) as pool:
        filed = list(pool.map(lambda pair: pair[0].submits(pair[1]), zip(people, drafts, strict=True)))
    assert sorted(one["number"] for one in filed) == [f"YX20261122-{n:06d}" for n in range(1, FEW + 1)]
