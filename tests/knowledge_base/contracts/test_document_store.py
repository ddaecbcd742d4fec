"""What every document store does: SQLite, PostgreSQL, and the fake."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge_base.adapters.sql_store import SqlDocumentStore
from knowledge_base.errors import DocumentUnknown
from knowledge_base.models import Source, Version, VersionState
from knowledge_base.ports import DocumentStore
from knowledge_base.terms import in_force
from tests.knowledge_base.fakes import FakeDocumentStore
from tests.knowledge_base.samples import LONGHUA, chunk, document, section, version


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> DocumentStore:
    if request.param == "fake":
        return FakeDocumentStore()
    return SqlDocumentStore(request.getfixturevalue(f"{request.param}_engine"))


def test_what_was_saved_is_read_back_whole(store: DocumentStore) -> None:
    saved = store.save(document(), version(), [section()], [chunk()], publish=True)
    assert store.document("plan") == document()
    assert store.documents() == [document()]
    assert store.version("plan", 1) == saved
    assert saved == replace(version(), number=1, state=VersionState.PUBLISHED)
    assert store.sections("plan", 1) == [section()]
    assert store.published_chunks() == [replace(chunk(), id="plan:1:c1", version=1)]


def test_unknown_things_are_none_or_empty(store: DocumentStore) -> None:
    assert store.document("plan") is None
    assert store.version("plan", 1) is None
    assert store.versions("plan") == []
    assert store.published_version("plan", Source.OFFICIAL) is None
    assert store.sections("plan", 1) == []
    assert store.chunks(["plan:1:c1"]) == {}
    with pytest.raises(DocumentUnknown):
        store.publish("plan", 1)


def test_the_same_text_again_stays_the_version_it_is(store: DocumentStore) -> None:
    first = store.save(document(), version(), [section()], [chunk()], publish=True)
    again = store.save(document(), version(), [section()], [chunk()], publish=True)
    assert again == first
    assert store.versions("plan") == [first]
    assert len(store.published_chunks()) == 1


def test_the_same_text_read_better_replaces_its_chunks(store: DocumentStore) -> None:
    store.save(document(), version(), [section()], [chunk(), chunk(name="c2")], publish=True)
    better = chunk(wordings=["登记要几天"])
    store.save(document(), version(), [section()], [better], publish=True)
    assert [found.wordings for found in store.published_chunks()] == [("登记要几天",)]
    assert store.chunks(["plan:1:c2"]) == {}


def test_the_same_text_saved_as_a_draft_does_not_unpublish_it(store: DocumentStore) -> None:
    published = store.save(document(), version(), [section()], [chunk()], publish=True)
    assert store.save(document(), version(), [section()], [chunk()]) == published


def test_a_new_text_supersedes_the_one_before(store: DocumentStore) -> None:
    store.save(document(), version("旧的"), [], [chunk("旧的")], publish=True)
    store.save(document(), version("新的"), [], [chunk("新的")], publish=True)
    assert [old.state for old in store.versions("plan")] == [VersionState.SUPERSEDED, VersionState.PUBLISHED]
    assert [found.text for found in store.published_chunks()] == ["新的"]
    assert set(store.chunks(["plan:1:c1", "plan:2:c1"])) == {"plan:1:c1", "plan:2:c1"}


def test_a_draft_is_found_only_once_it_is_published(store: DocumentStore) -> None:
    store.save(document(), version("旧的"), [], [chunk("旧的")], publish=True)
    draft = store.save(document(), version("新的"), [], [chunk("新的")])
    assert draft.state is VersionState.DRAFT
    assert [found.text for found in store.published_chunks()] == ["旧的"]
    store.publish("plan", draft.number)
    assert [found.text for found in store.published_chunks()] == ["新的"]


def test_an_earlier_text_may_come_back(store: DocumentStore) -> None:
    for text in ("甲", "乙", "甲"):
        store.save(document(), version(text), [], [chunk(text)], publish=True)
    assert len(store.versions("plan")) == 2
    assert [found.id for found in store.published_chunks()] == ["plan:1:c1"]


def test_official_text_and_policy_points_are_published_side_by_side(store: DocumentStore) -> None:
    point = chunk("要点", name="p1", source=Source.POLICY_POINT)
    store.save(document(), version("正文"), [], [chunk("正文")], publish=True)
    store.save(document(), version("要点", source=Source.POLICY_POINT), [], [point], publish=True)
    assert {found.id for found in store.published_chunks()} == {"plan:1:c1", "plan:2:p1"}
    official = store.published_version("plan", Source.OFFICIAL)
    points = store.published_version("plan", Source.POLICY_POINT)
    assert official
    assert points
    assert (official.text, points.text) == ("正文", "要点")


def test_the_head_is_as_last_saved(store: DocumentStore) -> None:
    store.save(document(), version(), [], [])
    store.save(document(title="改了名的规划"), version(), [], [])
    assert [known.title for known in store.documents()] == ["改了名的规划"]


def test_chunks_come_in_the_order_asked(store: DocumentStore) -> None:
    store.save(document(), version(), [], [chunk(name="c1"), chunk(name="c2")])
    assert list(store.chunks(["plan:1:c2", "plan:1:none", "plan:1:c1"])) == ["plan:1:c2", "plan:1:c1"]


def test_more_chunks_are_read_at_once_than_a_statement_takes(store: DocumentStore) -> None:
    store.save(document(), version(), [], [chunk(name=f"c{n}") for n in range(1200)])
    assert len(store.chunks([f"plan:1:c{n}" for n in range(1200)])) == 1200


@pytest.mark.parametrize(
    ("number", "title", "region"),
    [
        ("越府办[2030]1号", None, None),
        (" 越府办〔2030〕1号 ", "别的标题", LONGHUA),
        (None, "越秀区“便民服务” 规划", None),
        ("别的〔2030〕9号", "越秀区便民服务规划", "440104"),
    ],
)
def test_a_document_is_found_by_number_or_title(
    store: DocumentStore, number: str | None, title: str | None, region: str | None
) -> None:
    store.save(document(), version(), [], [])
    found = store.find_document(number=number, title=title, region=region)
    assert found
    assert found.id == "plan"


def test_a_title_of_another_region_is_another_document(store: DocumentStore) -> None:
    store.save(document(), version(), [], [])
    assert store.find_document(number=None, title=document().title, region=LONGHUA) is None
    assert store.find_document(number=None, title=None, region="440104") is None


FIRST_DAY, CHANGE = date(2030, 1, 14), date(2031, 5, 1)


def dated(text: str, first_day: date | None) -> Version:
    return replace(version(text), effective_from=first_day)


def test_a_new_text_ends_the_one_before_on_the_day_before(store: DocumentStore) -> None:
    store.save(document(), dated("旧的", FIRST_DAY), [], [chunk("旧的")], publish=True)
    store.save(document(), dated("新的", CHANGE), [], [chunk("新的")], publish=True)
    assert [(term.number, term.effective_from, term.effective_to) for term in store.terms()] == [
        (1, FIRST_DAY, date(2031, 4, 30)),
        (2, CHANGE, None),
    ]
    assert [term.state for term in store.terms()] == [VersionState.SUPERSEDED, VersionState.PUBLISHED]
    assert [found.text for found in store.version_chunks("plan", 1)] == ["旧的"]


@pytest.mark.parametrize("first_day", [FIRST_DAY, None])
def test_a_better_copy_of_the_same_day_leaves_no_day_to_the_one_before(
    store: DocumentStore, first_day: date | None
) -> None:
    store.save(document(), dated("抄错的", FIRST_DAY), [], [], publish=True)
    saved = store.save(document(), dated("抄对的", first_day), [], [], publish=True)
    assert saved.effective_from == first_day
    assert in_force(store.terms(), FIRST_DAY).keys() == {("plan", 2)}


def test_a_text_that_comes_back_holds_again_and_as_before(store: DocumentStore) -> None:
    again = date(2032, 1, 1)
    for text, first_day in (("甲", FIRST_DAY), ("乙", CHANGE), ("甲", again)):
        saved = store.save(document(), dated(text, first_day), [], [], publish=True)
    assert (saved.effective_from, saved.effective_to) == (FIRST_DAY, None)
    days = (FIRST_DAY, CHANGE, date(2031, 12, 31), again)
    assert [next(iter(in_force(store.terms(), day)))[1] for day in days] == [1, 2, 2, 1]


def test_publishing_a_text_twice_changes_none_of_its_days(store: DocumentStore) -> None:
    store.save(document(), dated("旧的", FIRST_DAY), [], [], publish=True)
    store.save(document(), dated("新的", CHANGE), [], [], publish=True)
    before = store.terms()
    store.publish("plan", 2)
    store.save(document(), dated("新的", CHANGE), [], [], publish=True)
    assert store.terms() == before


def test_a_draft_has_no_term(store: DocumentStore) -> None:
    store.save(document(), dated("草稿", FIRST_DAY), [], [])
    assert store.terms() == []
    assert store.version_chunks("plan", 2) == []


def test_a_draft_takes_the_first_day_that_is_given_later(store: DocumentStore) -> None:
    store.save(document(), dated("草稿", FIRST_DAY), [], [])
    assert store.save(document(), dated("草稿", CHANGE), [], []).effective_from == CHANGE
    assert store.save(document(), dated("草稿", None), [], []).effective_from == CHANGE
    assert [known.effective_from for known in store.versions("plan")] == [CHANGE]


def test_the_first_day_of_what_is_published_changes_only_by_publishing(store: DocumentStore) -> None:
    store.save(document(), dated("正式", FIRST_DAY), [], [], publish=True)
    store.save(document(), dated("正式", CHANGE), [], [])
    assert [known.effective_from for known in store.versions("plan")] == [FIRST_DAY]
    store.save(document(), dated("正式", CHANGE), [], [], publish=True)
    assert [known.effective_from for known in store.versions("plan")] == [CHANGE]


def test_a_document_may_be_superseded_by_another(store: DocumentStore) -> None:
    store.save(document(), dated("旧的", FIRST_DAY), [], [], publish=True)
    store.supersede("plan", by="new-plan", on=CHANGE)
    known = store.document("plan")
    assert known
    assert (known.superseded_by, known.superseded_on) == ("new-plan", CHANGE)
    assert [(term.superseded_by, term.superseded_on) for term in store.terms()] == [("new-plan", CHANGE)]
    with pytest.raises(DocumentUnknown):
        store.supersede("none", by="plan", on=CHANGE)


def test_a_digest_tells_whether_what_is_indexed_of_a_version_changed(store: DocumentStore) -> None:
    store.save(document(), version(), [], [chunk()], publish=True)
    [(key, before)] = store.digests().items()
    assert (key, store.digest(*key)) == (("plan", 1), before)
    store.save(document(title="改了名的规划"), version(), [section()], [chunk()], publish=True)
    assert store.digests() == {key: before}
    store.save(document(), version(), [], [chunk(wordings=["登记要几天"])], publish=True)
    assert store.digests()[key] != before


def test_a_draft_has_a_digest_of_its_own_only(store: DocumentStore) -> None:
    draft = store.save(document(), version(), [], [chunk()])
    assert store.digests() == {}
    assert store.digest("plan", draft.number)
    assert store.digest("plan", 9) == ""


def test_terms_are_those_of_this_moment_whoever_wrote(store: DocumentStore) -> None:
    assert store.terms() == []
    store.save(document(), version("旧的"), [], [], publish=True)
    store.save(document(), version("新的"), [], [])
    assert [term.state for term in store.terms()] == [VersionState.PUBLISHED]
    store.publish("plan", 2)
    assert [term.state for term in store.terms()] == [VersionState.SUPERSEDED, VersionState.PUBLISHED]
    store.supersede("plan", by="other", on=CHANGE)
    assert {term.superseded_by for term in store.terms()} == {"other"}
