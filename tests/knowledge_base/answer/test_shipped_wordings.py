"""The citizens' words that ship with the policy points, as questions: none may be refused unseen."""

from pathlib import Path

import pytest

import knowledge_base.policies
from knowledge_base.answer.steps.place import place
from knowledge_base.answer.steps.screen import screen
from knowledge_base.answer.steps.understand import understand
from knowledge_base.policies.points import PolicyDocument, load_policies
from tests.knowledge_base.answer.town import context, town

POLICIES = Path(next(iter(knowledge_base.policies.__path__)))
DOCUMENTS = load_policies(POLICIES)
EMPTY = town().services


@pytest.mark.parametrize("document", DOCUMENTS, ids=[document.id for document in DOCUMENTS])
def test_a_shipped_wording_is_looked_up_in_its_own_district(document: PolicyDocument) -> None:
    refused = []
    for wording in (ask for point in document.points for ask in point.asks):
        asked = context(wording, region=document.region)
        for step in (screen, understand, place):
            step(asked, EMPTY)
            if asked.status is not None:
                break
        if asked.status is not None or asked.regions != (document.region,):
            refused.append((wording, asked.status, asked.regions))
    assert refused == []
