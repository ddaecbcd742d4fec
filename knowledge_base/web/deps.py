"""What the routes are given."""

from typing import Annotated

from fastapi import Depends, Request

from knowledge_base.service import Knowledge


def _knowledge(request: Request) -> Knowledge:
    knowledge: Knowledge = request.app.state.knowledge
    return knowledge


KnowledgeHere = Annotated[Knowledge, Depends(_knowledge)]
