"""Answers and results in a terminal."""

from rich.console import Console
from rich.markup import escape

from knowledge_base.messages import message
from knowledge_base.wire import Answer, Citation, Ingested, Superseded


def show_answer(console: Console, answer: Answer) -> None:
    console.print(escape(answer.text))
    if answer.citations:
        console.print(f"\n[bold]{message('answer_sources')}[/bold]")
    for citation in answer.citations:
        _show_citation(console, citation)
    _show_list(console, message("answer_choices"), [choice.title for choice in answer.choices])
    _show_list(console, message("answer_follow_ups"), answer.follow_ups)


def show_ingested(console: Console, *, name: str, result: Ingested) -> None:
    key = "loaded_draft" if result.version.state == "draft" else "loaded_new"
    if not result.changed:
        key = "loaded_same"
    console.print(escape(message(key, name=name, title=result.document.title, number=result.version.number)))
    console.print(escape(message("document_id", id=result.document.id)))
    if result.version.effective_from:
        console.print(escape(message("first_day", day=result.version.effective_from)))
    _show_doubts(console, result.doubts)


def show_superseded(console: Console, result: Superseded) -> None:
    key = "superseded_new" if result.changed else "superseded_same"
    on, title, successor = result.document.superseded_on, result.document.title, result.successor.title
    console.print(escape(message(key, on=on, title=title, successor=successor)))
    _show_doubts(console, result.doubts)


def _show_doubts(console: Console, doubts: list[str]) -> None:
    for doubt in doubts:
        console.print(escape(message("doubt", doubt=doubt)))


def _show_citation(console: Console, citation: Citation) -> None:
    number = citation.document_number
    in_brackets = message("citation_number", number=number) if number else ""
    validity = "" if citation.validity == "in_force" else message(f"validity_{citation.validity}")
    line = message(
        "citation",
        n=citation.n,
        title=citation.title,
        number=in_brackets,
        place=" › ".join(citation.section),
    )
    console.print(escape(f"{line}{validity}"))
    console.print(escape(message("citation_quote", quote=citation.quote)), style="dim")


def _show_list(console: Console, heading: str, items: list[str]) -> None:
    if items:
        console.print(f"\n[bold]{heading}[/bold]")
        for item in items:
            console.print(escape(f"- {item}"))


def show_refusal(console: Console, *, name: str, reason: str) -> None:
    console.print(escape(message("refused", name=name, reason=reason)))
