"""Documents are read where an answer speaks of them, and only then."""

import pytest

from knowledge_base.answer.documents import DocumentsOnDemand
from knowledge_base.models import Document
from tests.knowledge_base.fakes import FakeDocumentStore
from tests.knowledge_base.samples import document, version


class CountingStore(FakeDocumentStore):
    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []

    def document(self, document_id: str) -> Document | None:
        self.read.append(document_id)
        return super().document(document_id)


@pytest.fixture
def store() -> CountingStore:
    counting = CountingStore()
    counting.save(document(), version(), (), (), publish=True)
    counting.read.clear()
    return counting


def test_a_document_is_read_once_and_no_other_with_it(store: CountingStore) -> None:
    documents = DocumentsOnDemand(store)
    assert store.read == []
    assert documents[document().id].title == document().title
    assert documents.get(document().id) is documents[document().id]
    assert store.read == [document().id]


def test_a_document_that_is_not_there_is_missing_as_in_any_mapping(store: CountingStore) -> None:
    documents = DocumentsOnDemand(store)
    assert documents.get("unknown") is None
    assert "unknown" not in documents
    with pytest.raises(KeyError, match="unknown"):
        documents["unknown"]


def test_all_can_be_gone_through(store: CountingStore) -> None:
    documents = DocumentsOnDemand(store)
    assert list(documents) == [document().id]
    assert len(documents) == 1
