"""The parts with which staff write points, and watch over what is told."""

from dataclasses import dataclass

from knowledge_base.publish.caring import Caring
from knowledge_base.publish.curated import Curated
from knowledge_base.publish.point_approval import PointApproval
from knowledge_base.publish.point_check import PointCheck
from knowledge_base.publish.suggestions import Suggestions
from knowledge_base.publish.watching import Watching


@dataclass(frozen=True)
class CuratedDesk:
    curated: Curated
    approval: PointApproval
    suggestions: Suggestions
    caring: Caring
    check: PointCheck
    watching: Watching
