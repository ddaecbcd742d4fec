"""What a browser does to sign a conversation in at the local provider, over real HTTP, step by step."""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx

_FORM = re.compile(r'<form method="post" action="([^"]+)"')


def browser(address: str) -> httpx.Client:
    """Cookies of its own; follows nothing by itself."""
    return httpx.Client(base_url=address, trust_env=False, timeout=10)


@dataclass
class SigningIn:
    """One conversation in one browser. Each step returns its response: a test may go astray anywhere."""

    http: httpx.Client
    conversation_id: str
    token: str = field(repr=False)

    @property
    def path(self) -> str:
        return f"/api/v1/conversations/{self.conversation_id}"

    def post(self, what: str, body: Any = None) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}"}
        return self.http.post(f"{self.path}/{what}", json=body, headers=headers)

    def open(self) -> httpx.Response:
        return self.post("sign-in")

    def leave(self) -> httpx.Response:
        """From the chat to where the provider wants the browser."""
        opened = self.open()
        assert opened.status_code == 201, opened.text
        return self.http.get(opened.json()["url"])

    def choose(self, sent: httpx.Response, subject: str) -> httpx.Response:
        """From the redirection to the provider through its page, to the redirection back."""
        assert sent.status_code == 303, sent.text
        page = self.http.get(sent.headers["location"])
        form = _FORM.search(page.text)
        assert form, page.text
        return self.http.post(urljoin(str(page.url), unescape(form[1])), data={"subject": subject})

    def come_back(self, chosen: httpx.Response) -> httpx.Response:
        assert chosen.status_code == 303, chosen.text
        return self.http.get(chosen.headers["location"])

    def complete(self) -> httpx.Response:
        """Take the new token."""
        response = self.post("sign-in/completion")
        if response.status_code == 200:
            self.token = response.json()["token"]
        return response

    def whole(self, subject: str) -> httpx.Response:
        """All of it; asserts that it comes to its end."""
        back = self.come_back(self.choose(self.leave(), subject))
        assert (back.status_code, back.headers.get("location")) == (303, "/#signed-in"), back.text
        completed = self.complete()
        assert completed.status_code == 200, completed.text
        return completed

    def say(self, message_id: str, **message: str) -> httpx.Response:
        return self.post("messages", {"client_message_id": message_id, **message})

    def transcript(self) -> httpx.Response:
        return self.http.get(f"{self.path}/messages", headers={"Authorization": f"Bearer {self.token}"})


def begin(http: httpx.Client) -> SigningIn:
    """A new conversation in this browser."""
    opened = http.post("/api/v1/conversations", json={"region": "440104"}).json()
    return SigningIn(http, opened["conversation_id"], opened["token"])


def query_of(response: httpx.Response) -> dict[str, str]:
    """What the redirection carries."""
    return {
        name: values[0] for name, values in parse_qs(urlsplit(response.headers["location"]).query).items()
    }
