"""What must not get through: planted, copied, replayed and late ways in, and ways out to elsewhere."""

import httpx
import pytest

from connectors.bootstrap import Gateway
from connectors.models import ConversationState
from tests.connectors.conversations.movable_clock import MovableClock
from tests.standins import signing_in
from tests.standins.neighbours import Neighbours
from tests.standins.signing_in import SigningIn

CALLBACK = "/sign-in/callback"
WAY_BACK = '<a class="wide" href="/">回到对话</a>'


def _is_refused(response: httpx.Response, *, status: int, words: str) -> None:
    """With a page in Chinese that leads back into the chat, and nowhere else."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert words in response.text
    assert WAY_BACK in response.text
    assert "location" not in response.headers


def _ticket_refused(response: httpx.Response) -> None:
    _is_refused(response, status=403, words="登录链接已经过时")


def _callback_refused(response: httpx.Response) -> None:
    _is_refused(response, status=403, words="不是从这里开始的")


def test_ticket_opens_once(citizen: SigningIn) -> None:
    url = citizen.open().json()["url"]
    assert citizen.http.get(url).status_code == 303
    _ticket_refused(citizen.http.get(url))


def test_ticket_is_good_for_five_minutes(citizen: SigningIn, clock: MovableClock) -> None:
    url = citizen.open().json()["url"]
    clock.move(seconds=300)
    _ticket_refused(citizen.http.get(url))


def test_ticket_planted_on_somebody_else_signs_nobody_in(
    citizen: SigningIn, other_http: httpx.Client
) -> None:
    url = citizen.open().json()["url"]
    _ticket_refused(other_http.get(url))
    signing_in.begin(other_http).open()  # now it has a cookie of its own
    _ticket_refused(other_http.get(url))
    assert citizen.http.get(url).status_code == 303, "the attempt was not used up by the other browser"


@pytest.mark.parametrize("ticket", ["", "x", "0" * 32, f"{'0' * 32}.{'A' * 43}", "'; DROP TABLE sign_ins"])
def test_made_up_ticket_opens_nothing(citizen: SigningIn, ticket: str) -> None:
    citizen.open()
    _ticket_refused(citizen.http.get("/sign-in", params={"ticket": ticket}))


def test_second_attempt_in_a_browser_makes_the_first_worthless(citizen: SigningIn) -> None:
    first, second = (citizen.open().json()["url"] for _ in range(2))
    _ticket_refused(citizen.http.get(first))
    assert citizen.http.get(second).status_code == 303


def test_callback_replayed_signs_nobody_in_again(citizen: SigningIn, neighbours: Neighbours) -> None:
    chosen = citizen.choose(citizen.leave(), "demo-chen")
    assert citizen.come_back(chosen).status_code == 303
    _callback_refused(citizen.come_back(chosen))
    assert len(neighbours.people) == 1


def test_callback_copied_to_another_browser_is_refused(citizen: SigningIn, other_http: httpx.Client) -> None:
    chosen = citizen.choose(citizen.leave(), "demo-chen")
    _callback_refused(other_http.get(chosen.headers["location"]))
    signing_in.begin(other_http).leave()
    _callback_refused(other_http.get(chosen.headers["location"]))
    assert citizen.come_back(chosen).status_code == 303


def test_callback_that_nobody_began_is_refused(citizen: SigningIn) -> None:
    """Cross-site request forgery: a code of the attacker's, in the victim's browser."""
    for state in ("", "x", f"{'0' * 32}.{'A' * 43}"):
        _callback_refused(citizen.http.get(CALLBACK, params={"code": "c", "state": state}))


def test_code_of_another_sign_in_is_worth_nothing(
    citizen: SigningIn, other_http: httpx.Client, neighbours: Neighbours
) -> None:
    attacker = signing_in.begin(other_http)
    stolen = signing_in.query_of(attacker.choose(attacker.leave(), "demo-liang"))["code"]
    mine = signing_in.query_of(citizen.leave())["state"]
    refused = citizen.http.get(CALLBACK, params={"code": stolen, "state": mine})
    _is_refused(refused, status=502, words="登录服务的答复有问题")
    assert neighbours.people == []


def test_callback_that_comes_late_is_refused(citizen: SigningIn, clock: MovableClock) -> None:
    chosen = citizen.choose(citizen.leave(), "demo-chen")
    clock.move(seconds=600)
    _callback_refused(citizen.come_back(chosen))


def test_ticket_is_no_state_and_state_is_no_ticket(citizen: SigningIn) -> None:
    opened = citizen.open().json()["url"]
    ticket = opened.partition("ticket=")[2]
    _callback_refused(citizen.http.get(CALLBACK, params={"code": "c", "state": ticket}))
    state = signing_in.query_of(citizen.http.get(opened))["state"]
    _ticket_refused(citizen.http.get("/sign-in", params={"ticket": state}))


def test_answer_in_the_name_of_another_provider_is_refused(citizen: SigningIn) -> None:
    chosen = signing_in.query_of(citizen.choose(citizen.leave(), "demo-chen"))
    refused = citizen.http.get(CALLBACK, params={**chosen, "iss": "https://evil.example"})
    _is_refused(refused, status=502, words="登录服务的答复有问题")


def test_citizen_who_does_not_agree_is_told_that_nothing_was_done(
    citizen: SigningIn, neighbours: Neighbours
) -> None:
    cancelled = citizen.come_back(citizen.choose(citizen.leave(), ""))
    _is_refused(cancelled, status=200, words="您取消了登录")
    assert citizen.complete().status_code == 409
    assert neighbours.people == []


@pytest.mark.parametrize("answer", [{"error": "server_error"}, {"error": "<script>"}, {}, {"code": ""}])
def test_provider_that_sends_back_without_a_code_is_explained(
    citizen: SigningIn, answer: dict[str, str]
) -> None:
    state = signing_in.query_of(citizen.leave())["state"]
    refused = citizen.http.get(CALLBACK, params={**answer, "state": state})
    _is_refused(refused, status=502, words="登录服务的答复有问题")
    assert "<script>" not in refused.text


def test_nothing_that_the_browser_brings_decides_where_it_goes(citizen: SigningIn) -> None:
    chosen = signing_in.query_of(citizen.choose(citizen.leave(), "demo-chen"))
    elsewhere = dict.fromkeys(("next", "url", "return_to", "redirect_uri"), "https://evil.example/")
    back = citizen.http.get(CALLBACK, params={**chosen, **elsewhere})
    assert back.headers["location"] == "/#signed-in"


def test_page_under_an_address_that_is_not_ours_cannot_begin(citizen: SigningIn, address: str) -> None:
    headers = {"Authorization": f"Bearer {citizen.token}", "Host": "evil.example"}
    refused = citizen.http.post(f"{citizen.path}/sign-in", headers=headers)
    assert refused.status_code == 409
    assert refused.json()["error"]["code"] == "sign_in_address_unknown"
    assert "set-cookie" not in refused.headers
    url = citizen.open().json()["url"]
    _is_refused(
        citizen.http.get(url, headers={"Host": "evil.example"}), status=409, words="CIVICDESK_PUBLIC_URL"
    )


def test_cookie_and_pages_are_kept_close(citizen: SigningIn) -> None:
    opened = citizen.open()
    cookie = opened.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    sent = citizen.http.get(opened.json()["url"])
    for response in (sent, citizen.http.get("/sign-in?ticket=x")):
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in response.headers["content-security-policy"]


def test_only_the_conversations_own_token_begins_a_sign_in(
    citizen: SigningIn, other_http: httpx.Client
) -> None:
    other = signing_in.begin(other_http)
    borrowed = SigningIn(other_http, citizen.conversation_id, other.token)
    for what in ("sign-in", "sign-in/completion", "sign-out"):
        assert borrowed.post(what).json()["error"]["code"] == "conversation_token_refused"


def test_closed_conversation_takes_no_sign_in(citizen: SigningIn, gateway: Gateway) -> None:
    gateway.repository.change_state(
        citizen.conversation_id, expected=ConversationState.BOT, state=ConversationState.CLOSED
    )
    assert citizen.open().json()["error"]["code"] == "conversation_closed"


def test_attempts_of_a_conversation_are_counted(citizen: SigningIn, gateway: Gateway) -> None:
    allowed = gateway.settings.messages_per_conversation_per_minute
    statuses = [citizen.open().status_code for _ in range(allowed + 1)]
    assert (statuses[0], statuses[-1]) == (201, 429)


def test_back_office_that_is_down_signs_nobody_in(citizen: SigningIn, neighbours: Neighbours) -> None:
    chosen = citizen.choose(citizen.leave(), "demo-chen")
    neighbours.down = True
    _is_refused(citizen.come_back(chosen), status=503, words="办事系统暂时连不上")
    assert citizen.complete().status_code == 409
    neighbours.down = False
    citizen.whole("demo-chen")
