"""A citizen who opens a conversation, asks a few questions with pauses, and comes back as somebody else."""

import random
import time
import uuid

from locust import HttpUser, task

from evaluation.load.wording import answerable
from evaluation.questions import read_questions
from evaluation.settings import OWN_QUESTIONS

QUESTIONS = answerable(read_questions(OWN_QUESTIONS))
QUESTIONS_PER_CONVERSATION = 5


class Citizen(HttpUser):
    @task
    def ask_some_questions(self) -> None:
        asked = random.sample(QUESTIONS, QUESTIONS_PER_CONVERSATION)
        opening = {"channel": "web_chat", "region": asked[0].region_code}
        with self.client.post("/api/v1/conversations", json=opening, catch_response=True) as opened:
            if not opened.ok:
                opened.failure(opened.text[:200])
                return
            conversation = opened.json()
        for question in asked:
            self._ask(conversation["conversation_id"], conversation["token"], question.question)
            time.sleep(random.uniform(1, 3))  # Locust makes it cooperative

    def _ask(self, conversation_id: str, token: str, text: str) -> None:
        with self.client.post(
            f"/api/v1/conversations/{conversation_id}/messages",
            json={"client_message_id": uuid.uuid4().hex, "text": text},
            headers={"Authorization": f"Bearer {token}"},
            name="/api/v1/conversations/[id]/messages",
            catch_response=True,
        ) as response:
            if not response.ok or response.json().get("failed"):
                response.failure(response.text[:200])
