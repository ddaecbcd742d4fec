"""`python -m knowledge_base …`, also called `civicdesk`."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from chassis.errors import CivicError
from chassis.logs import configure
from knowledge_base import archive_cli
from knowledge_base.days import read_day
from knowledge_base.desk import open_desk, own_knowledge
from knowledge_base.messages import message
from knowledge_base.migrate import migrate as migrate_database
from knowledge_base.publish.files import document_files
from knowledge_base.service import Knowledge
from knowledge_base.settings import KnowledgeSettings
from knowledge_base.show import show_answer, show_ingested, show_refusal, show_superseded
from knowledge_base.terminal_chat import converse
from knowledge_base.views import ingested
from knowledge_base.wire import AnswerRequest, Ingested

_LOG_LEVEL = 40  # errors only: a person reads this
_DATE = "DATE"

Region = Annotated[str | None, typer.Option("--region", help=message("option_region"))]
TakeIn = Callable[[str, bytes], Ingested]

app = typer.Typer(
    no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)
archive_cli.add_to(app)


def main() -> None:
    """An error is one line in Chinese on standard error, and exit code 1."""
    configure(process="civicdesk", level=_LOG_LEVEL)
    try:
        app()
    except CivicError as error:
        _console(stderr=True).print(escape(error.message))
        raise SystemExit(1) from error


@app.command(help=message("command_migrate"))
def migrate() -> None:
    migrate_database(KnowledgeSettings())


@app.command(help=message("command_load"))
def load() -> None:
    settings, console, started = KnowledgeSettings(), _console(), monotonic()
    with own_knowledge(settings) as knowledge:
        if settings.policy_points == "on":
            _report(message("stage_points"), 0, 1)
            for taken in knowledge.load_policy_points():
                show_ingested(console, name=taken.document.id, result=ingested(taken, knowledge.store))
        files = list(document_files(settings.document_paths))
        failed = _take_in(files, _publisher(knowledge), console=console, stage=message("stage_documents"))
        knowledge.refresh(lambda done, total: _report(message("stage_index"), done, total))
        counts = {"documents": len(knowledge.store.documents()), "chunks": knowledge.indexing.count()}
    console.print(message("load_done", seconds=round(monotonic() - started, 1), **counts))
    if failed:
        raise typer.Exit(1)


@app.command(help=message("command_ask"))
def ask(
    question: Annotated[str, typer.Argument(help=message("argument_question"))],
    region: Region = None,
    as_of: Annotated[
        date | None,
        typer.Option("--as-of", parser=read_day, metavar=_DATE, help=message("option_as_of")),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=message("option_json"))] = False,
) -> None:
    with open_desk(KnowledgeSettings()) as desk:
        answer = desk.answer(AnswerRequest(question=question, region=region, as_of=as_of))
    if as_json:
        typer.echo(answer.model_dump_json(indent=2))
    else:
        show_answer(_console(), answer)


@app.command(help=message("command_ingest"))
def ingest(
    files: Annotated[list[Path], typer.Argument(help=message("argument_files"))],
    publish: Annotated[bool, typer.Option("--publish", help=message("option_publish"))] = False,
    region: Region = None,
    effective_from: Annotated[
        date | None,
        typer.Option(
            "--effective-from", parser=read_day, metavar=_DATE, help=message("option_effective_from")
        ),
    ] = None,
) -> None:
    with open_desk(KnowledgeSettings()) as desk:
        failed = _take_in(
            list(document_files(files)),
            lambda name, content: desk.ingest(
                name, content, publish=publish, region=region, effective_from=effective_from
            ),
            console=_console(),
        )
    if failed:
        raise typer.Exit(1)


@app.command(help=message("command_supersede"))
def supersede(
    old: Annotated[str, typer.Argument(help=message("argument_old"))],
    new: Annotated[str, typer.Argument(help=message("argument_new"))],
    on: Annotated[date, typer.Option("--on", parser=read_day, metavar=_DATE, help=message("option_on"))],
) -> None:
    with open_desk(KnowledgeSettings()) as desk:
        show_superseded(_console(), desk.supersede(old, by=new, on=on))


@app.command(help=message("command_chat"))
def chat(region: Region = None) -> None:
    converse(KnowledgeSettings().gateway_url, console=_console(), region=region)


def _publisher(knowledge: Knowledge) -> TakeIn:
    return lambda name, content: ingested(knowledge.ship(name, content), knowledge.store)


def _take_in(files: list[Path], take: TakeIn, *, console: Console, stage: str | None = None) -> int:
    """How many files failed; each has its line, and the others are taken in all the same."""
    failed = 0
    for done, file in enumerate(files):
        if stage:
            _report(stage, done, len(files))
        try:
            show_ingested(console, name=file.name, result=take(file.name, file.read_bytes()))
        except OSError:
            failed += 1
            show_refusal(_console(stderr=True), name=str(file), reason=message("file_unreadable"))
        except CivicError as error:
            failed += 1
            show_refusal(_console(stderr=True), name=file.name, reason=error.message)
    return failed


def _report(stage: str, done: int, total: int) -> None:
    """What the launcher's progress display reads."""
    if done == total or done % max(1, total // 100) == 0:
        typer.echo(f"PROGRESS {done} {total} {stage}")


def _console(*, stderr: bool = False) -> Console:
    return Console(highlight=False, soft_wrap=True, stderr=stderr)
