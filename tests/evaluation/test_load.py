"""The bench measures what it says: interleaved, never the same text twice, on this machine only."""

import sys
from pathlib import Path

import httpx
import pytest

from evaluation.errors import NotLoopback, ProcessNotStarted, TurnFailed
from evaluation.load.bench import interleave
from evaluation.load.echo_actions import create_app
from evaluation.load.measures import echo_turn
from evaluation.load.pressure import command_line, require_loopback
from evaluation.load.processes import EchoEngine, free_port, running
from evaluation.load.samples import ratio, summarise
from evaluation.load.wording import answerable, read_config, worded
from evaluation.questions import Question, read_questions
from evaluation.settings import OWN_QUESTIONS
from tests.evaluation.conftest import make_question
from tests.standins.loopback import served


def test_the_echo_answers_every_action_with_the_citizens_words() -> None:
    call = {"next_action": "action_any", "tracker": {"latest_message": {"text": "你好"}}}
    with served(create_app()) as port:
        url = f"http://127.0.0.1:{port}"
        assert httpx.get(f"{url}/health", trust_env=False).is_success
        response = httpx.post(f"{url}/webhook", json=call, trust_env=False)
    assert response.json() == {"events": [], "responses": [{"text": "你好"}]}


def test_no_text_is_asked_twice_and_the_bench_has_enough() -> None:
    config = read_config()
    questions = answerable(read_questions(OWN_QUESTIONS))
    wordings = worded(questions, openers=config["openers"], closers=config["closers"], seed=1)
    texts = [text for _, text in wordings]
    assert len(texts) == len(set(texts))
    assert len(texts) > 4 * (config["count"] + config["warm_up"])
    assert config["count"] >= 60


def test_only_questions_that_stand_alone_are_measured() -> None:
    alone = make_question(id="a")
    others = [make_question(id="b", turns=["先"]), make_question(id="c", behaviour="refuse")]
    assert answerable([alone, *others]) == [alone]


def test_measures_alternate_in_blocks_and_take_turns_to_go_first() -> None:
    order: list[str] = []

    def measure(name: str) -> object:
        def note(_: Question, text: str) -> float:
            order.append(name + text)
            return 1.0

        return note

    wordings = ((make_question(), str(number)) for number in range(6))
    measures = {"a": measure("a"), "b": measure("b")}
    times = interleave(measures, wordings, count=3, block=2, progress=lambda *_: None)  # type: ignore[arg-type]
    assert order == ["a0", "a1", "b2", "b3", "b4", "a5"]
    assert times == {"a": [1.0] * 3, "b": [1.0] * 3}


def test_ratio_is_of_medians() -> None:
    summaries = [summarise("turn", [10, 20, 90]), summarise("echo", [5, 10, 15])]
    assert ratio(summaries, over="turn", under="echo") == 2
    assert summaries[0].p95_ms == 90


def test_a_turn_that_did_not_echo_is_not_measured() -> None:
    silent = httpx.MockTransport(lambda _: httpx.Response(200, json=[]))
    with httpx.Client(transport=silent) as client, pytest.raises(TurnFailed):
        echo_turn(client, EchoEngine("http://127.0.0.1:1", "t"))(make_question(), "你好")


def test_a_process_runs_for_as_long_as_it_is_needed(tmp_path: Path) -> None:
    port = free_port()
    health = f"http://127.0.0.1:{port}/health"
    command = [sys.executable, "-m", "evaluation.load.echo_actions", str(port)]
    with running(command, ready=health, log=tmp_path / "echo.log", seconds=60):
        assert httpx.get(health, trust_env=False).is_success
    with pytest.raises(httpx.ConnectError):
        httpx.get(health, trust_env=False)


def test_a_process_that_ends_at_once_is_named_with_its_last_words(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "print('no model'); raise SystemExit(1)"]
    log = tmp_path / "engine.log"
    with (
        pytest.raises(ProcessNotStarted, match="no model"),
        running(command, ready=f"http://127.0.0.1:{free_port()}/", log=log, seconds=30),
    ):
        pass


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"])
def test_load_may_go_to_this_machine(url: str) -> None:
    require_loopback(url)


@pytest.mark.parametrize("url", ["http://10.0.0.1:8000", "https://example.org", "http://0.0.0.0:8000"])
def test_load_goes_nowhere_else(url: str) -> None:
    with pytest.raises(NotLoopback):
        require_loopback(url)


def test_load_is_bounded_in_people_and_time(tmp_path: Path) -> None:
    line = command_line("http://127.0.0.1:8000", users=20, seconds=60, folder=tmp_path)
    assert line[line.index("--users") + 1] == "20"
    assert line[line.index("--run-time") + 1] == "60s"
