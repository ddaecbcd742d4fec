"""A text is embedded once for each model."""

import pytest
from sqlalchemy import Engine

from knowledge_base.adapters.cached_embedder import CachedEmbedder
from knowledge_base.errors import EmbedderFailed
from tests.knowledge_base.fakes import FakeEmbedder


def test_passages_are_embedded_once_even_by_another_process(sqlite_engine: Engine) -> None:
    first, second = FakeEmbedder(), FakeEmbedder()
    before = CachedEmbedder(first, sqlite_engine).embed_passages(["甲", "乙", "甲"])
    after = CachedEmbedder(second, sqlite_engine).embed_passages(["乙", "丙", "甲"])
    assert (first.embedded, second.embedded) == (["甲", "乙"], ["丙"])
    assert (after[0] == before[1]).all()
    assert (after[2] == before[0]).all()


def test_another_model_embeds_anew(sqlite_engine: Engine) -> None:
    CachedEmbedder(FakeEmbedder(), sqlite_engine).embed_passages(["甲"])
    other = FakeEmbedder(model_id="fake-8", dimension=8)
    [vector] = CachedEmbedder(other, sqlite_engine).embed_passages(["甲"])
    assert other.embedded == ["甲"]
    assert vector.shape == (8,)


def test_what_was_embedded_before_a_failure_is_kept(sqlite_engine: Engine) -> None:
    embedder = FakeEmbedder()
    cached = CachedEmbedder(embedder, sqlite_engine)
    cached.embed_passages(["甲"])
    embedder.fails = True
    with pytest.raises(EmbedderFailed):
        cached.embed_passages(["甲", "乙"])
    assert len(cached.embed_passages(["甲"])) == 1


def test_a_failed_question_is_asked_again(sqlite_engine: Engine) -> None:
    embedder = FakeEmbedder()
    cached = CachedEmbedder(embedder, sqlite_engine)
    embedder.fails = True
    with pytest.raises(EmbedderFailed):
        cached.embed_question("甲")
    embedder.fails = False
    assert cached.embed_question("甲").shape == (64,)
    embedder.fails = True
    assert cached.embed_question("甲").shape == (64,)
