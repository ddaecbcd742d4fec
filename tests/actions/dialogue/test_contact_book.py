"""Contacts are remembered for a while and are never missing."""

import asyncio
from dataclasses import dataclass

from actions.dialogue.contact_book import ContactBook
from actions.errors import BackofficeUnavailable
from actions.wire.contacts import Contact
from tests.actions.fakes import HOTLINE, TEXTS, FakeContacts


@dataclass
class Stopwatch:
    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


def a_book(source: FakeContacts, now: Stopwatch) -> ContactBook:
    return ContactBook(
        source=source, fallback=TEXTS.handoff.fallback, kept_seconds=300.0, retry_seconds=30.0, now=now
    )


def look(book: ContactBook, region: str | None = None) -> list[Contact]:
    return asyncio.run(book.contacts(region))


def test_the_back_office_is_asked_once_in_a_while() -> None:
    source, now = FakeContacts(), Stopwatch()
    book = a_book(source, now)
    look(book)
    look(book)
    now.seconds += 301
    look(book)
    assert source.asked == [None, None]


def test_each_region_is_remembered_by_itself() -> None:
    source = FakeContacts()
    book = a_book(source, Stopwatch())
    look(book, "440104")
    look(book, "440309")
    assert source.asked == ["440104", "440309"]


def test_a_back_office_that_is_down_is_not_asked_at_every_turn() -> None:
    source, now = FakeContacts(BackofficeUnavailable("down")), Stopwatch()
    book = a_book(source, now)
    assert [contact.phone for contact in look(book)] == ["12345", "12333"]
    look(book)
    now.seconds += 31
    look(book)
    assert len(source.asked) == 2


def test_known_contacts_outlast_a_failure() -> None:
    source, now = FakeContacts(), Stopwatch()
    book = a_book(source, now)
    look(book)
    source.says = BackofficeUnavailable("down")
    now.seconds += 301
    assert look(book) == [HOTLINE]


def test_an_empty_list_is_not_an_answer() -> None:
    assert look(a_book(FakeContacts([]), Stopwatch())) == TEXTS.handoff.fallback
