"""An endpoint that fails is one error of ours, whatever it did."""

import pytest
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from pydantic import SecretStr

from knowledge_base.adapters.endpoint_embedder import EndpointEmbedder
from knowledge_base.errors import EmbedderFailed
from tests.standins.loopback import served


def embedder_at(port: int) -> EndpointEmbedder:
    return EndpointEmbedder(
        url=f"http://127.0.0.1:{port}/v1",
        name="model",
        key=SecretStr("key"),
        question_prefix="query: ",
        passage_prefix="passage: ",
        retries=0,
    )


def answering(content: object, *, status: int = 200) -> FastAPI:
    app = FastAPI()

    @app.post("/v1/embeddings")
    async def embeddings() -> JSONResponse:
        return JSONResponse(content, status_code=status)

    return app


@pytest.mark.parametrize(
    ("content", "status"),
    [
        ({"error": {"message": "no"}}, 401),
        ({"error": {"message": "no"}}, 500),
        ({"object": "list", "model": "m", "data": [], "usage": {}}, 200),
        ({"unexpected": True}, 200),
        (
            {
                "object": "list",
                "model": "m",
                "data": [{"object": "embedding", "index": 0, "embedding": [0.0, 0.0]}],
                "usage": {"prompt_tokens": 1, "total_tokens": 1},
            },
            200,
        ),
    ],
    ids=["refused", "broken", "empty", "another format", "no direction"],
)
def test_a_failing_endpoint_is_one_error(content: object, status: int) -> None:
    with served(answering(content, status=status)) as port, pytest.raises(EmbedderFailed):
        embedder_at(port).embed_passages(["失业登记"])


def test_an_endpoint_that_is_not_there_is_the_same_error() -> None:
    with pytest.raises(EmbedderFailed):
        embedder_at(9).embed_question("失业登记")


def test_prefixes_and_texts_go_out_as_they_are() -> None:
    seen: list[dict[str, object]] = []
    app = FastAPI()

    @app.post("/v1/embeddings")
    async def embeddings(body: dict[str, object]) -> dict[str, object]:
        seen.append(body)
        texts = body["input"]
        assert isinstance(texts, list)
        data = [{"object": "embedding", "index": n, "embedding": [3.0, 4.0]} for n, _ in enumerate(texts)]
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        return {"object": "list", "model": "model", "data": data, "usage": usage}

    with served(app) as port:
        embedder = embedder_at(port)
        assert embedder.dimension == 2
        [vector] = embedder.embed_passages(["失业登记"])
        embedder.embed_question("几天")
    assert vector.tolist() == pytest.approx([0.6, 0.8])
    assert [body["input"] for body in seen[1:]] == [["passage: 失业登记"], ["query: 几天"]]
