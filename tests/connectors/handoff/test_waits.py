import pytest

from connectors.handoff.waits import expected_minutes


def test_nobody_there_gives_no_figure() -> None:
    assert expected_minutes(place=1, agents=0, busy=0, talk_minutes=[5.0] * 10) is None


def test_free_agent_means_no_wait_even_without_any_talk_seen() -> None:
    assert expected_minutes(place=2, agents=3, busy=1, talk_minutes=[]) == 0


def test_too_few_talks_give_no_figure() -> None:
    assert expected_minutes(place=1, agents=1, busy=1, talk_minutes=[5.0, 6.0]) is None


@pytest.mark.parametrize(
    ("place", "agents", "busy", "minutes"),
    [(1, 1, 1, 6), (2, 1, 1, 12), (3, 2, 2, 9), (3, 2, 1, 6), (1, 5, 5, 2)],
)
def test_wait_is_talks_of_the_median_length_shared_by_the_agents(
    place: int, agents: int, busy: int, minutes: int
) -> None:
    talks = [2.0, 6.0, 60.0]
    assert expected_minutes(place=place, agents=agents, busy=busy, talk_minutes=talks) == minutes


def test_short_talks_never_promise_less_than_a_minute() -> None:
    assert expected_minutes(place=1, agents=9, busy=9, talk_minutes=[0.1, 0.1, 0.1]) == 1
