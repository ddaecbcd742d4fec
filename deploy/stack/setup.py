"""The set-up before the processes start: environments, migrations, knowledge, the dialogue model."""

from collections.abc import Mapping

from deploy.stack.display import Line
from deploy.stack.environments import ENGINE, SERVICES, environment_stages
from deploy.stack.messages import say
from deploy.stack.settings import Settings
from deploy.stack.stage_command import StageCommands
from deploy.stack.stages import Stage

MIGRATED = ("knowledge_base", "actions.backoffice", "connectors")


def setup_stages(settings: Settings, environ: Mapping[str, str]) -> tuple[Stage, ...]:
    commands = StageCommands(settings=settings, environ=environ)
    services = str(settings.root / ".venv/bin/python")
    engine = str(settings.root / ".venv-engine/bin/python")

    async def migrate(line: Line) -> str:
        reads = ("DATABASE_URL", str(settings.var_dir))
        for package in MIGRATED:
            command = (services, "-m", package, "migrate")
            await commands.run(line, "migrations", command, reads=reads)
        return ""

    async def load(line: Line) -> str:
        reads = ("knowledge_base/policies/", "CIVICDESK_DOCUMENTS", "CIVICDESK_POLICY_POINTS", "CHROMA_URL")
        await commands.run(line, "load", (services, "-m", "knowledge_base", "load"), reads=reads)
        return ""

    async def train(line: Line) -> str:
        reads = ("bot/config.yml", "bot/domain/", "bot/data/")
        await commands.run(line, "train", (engine, "-m", "bot.host", "train"), reads=reads)
        return ""

    return (
        *environment_stages(commands, (ENGINE, SERVICES)),
        Stage(key="migrations", title=say("stage.migrations.title"), work=migrate, after=(SERVICES.key,)),
        Stage(key="load", title=say("stage.load.title"), work=load, after=("migrations",)),
        Stage(key="train", title=say("stage.train.title"), work=train, after=(ENGINE.key,)),
    )
