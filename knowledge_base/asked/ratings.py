"""What people rated conversations with, as their channel tells it."""

from dataclasses import dataclass

from sqlalchemy import Engine

from chassis.clock import Clock
from chassis.database import begin_writing, insert_unless_there
from knowledge_base.adapters.asked_tables import ratings
from knowledge_base.desk_wire.asked import Rated, RatingRequest


@dataclass(frozen=True)
class Ratings:
    engine: Engine
    clock: Clock

    def take(self, rating: RatingRequest) -> Rated:
        """Keep a rating. Of one key the first stands: nobody's rating is changed afterwards."""
        now = self.clock.now()
        with begin_writing(self.engine) as connection:
            changed = insert_unless_there(connection, ratings, **rating.model_dump(), at=now, day=now.date())
        return Rated(changed=changed)
