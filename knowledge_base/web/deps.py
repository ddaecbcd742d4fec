"""What the routes are given."""

from typing import Annotated

from fastapi import Depends, Request

from knowledge_base.desk_bootstrap import KnowledgeDesk
from knowledge_base.service import Knowledge


def _knowledge(request: Request) -> Knowledge:
    knowledge: Knowledge = request.app.state.knowledge
    return knowledge


def _desk(request: Request) -> KnowledgeDesk:
    desk: KnowledgeDesk = request.app.state.desk
    return desk


DeskHere = Annotated[KnowledgeDesk, Depends(_desk)]
KnowledgeHere = Annotated[Knowledge, Depends(_knowledge)]
