"""`python -m knowledge_base.web`: the knowledge service, the one owner of the index."""

import sys

from chassis.logs import configure, get_logger
from chassis.web import serve
from knowledge_base.bootstrap import build
from knowledge_base.desk_bootstrap import build_desk
from knowledge_base.errors import ServiceRunning
from knowledge_base.ownership import own_index
from knowledge_base.settings import KnowledgeSettings
from knowledge_base.web.api import create_api


def main() -> None:
    configure(process="knowledge")
    settings = KnowledgeSettings()
    try:
        with own_index(settings.lock_file):
            knowledge = build(settings)
            desk = build_desk(settings, knowledge)
            serve(create_api(knowledge, settings, desk), host=settings.host, port=settings.knowledge_port)
            knowledge.close()
    except ServiceRunning as error:
        get_logger().error("already_running", detail=str(error))
        sys.exit(error.message)


if __name__ == "__main__":
    main()
