"""The catalogue is read once in a while, and outlives the back office."""

import asyncio
from dataclasses import dataclass

import pytest

from actions.dialogue.service_flow.item_book import ItemBook
from actions.errors import BackofficeUnavailable
from actions.wire.catalogue import Catalogue
from tests.actions.backoffice.seeded import EVENTS, ITEMS, LONGHUA, YUEXIU

SHIPPED = Catalogue(items=ITEMS, life_events=EVENTS)


@dataclass
class FakeSource:
    down: bool = False
    asked: int = 0

    async def catalogue(self, region: str | None = None) -> Catalogue:
        del region
        self.asked += 1
        if self.down:
            raise BackofficeUnavailable("down")
        return SHIPPED


@dataclass
class Watch:
    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_read_once_until_it_is_old() -> None:
    source, watch = FakeSource(), Watch()
    book = ItemBook(source, kept_seconds=60, retry_seconds=10, now=watch)
    asyncio.run(book.catalogue())
    watch.seconds = 59
    asyncio.run(book.catalogue())
    assert source.asked == 1
    watch.seconds = 60
    asyncio.run(book.catalogue())
    assert source.asked == 2


def test_back_office_down_the_old_one_serves_on_and_is_asked_for_again() -> None:
    source, watch = FakeSource(), Watch()
    book = ItemBook(source, kept_seconds=60, retry_seconds=10, now=watch)
    asyncio.run(book.catalogue())
    source.down, watch.seconds = True, 60
    assert asyncio.run(book.catalogue()) == SHIPPED
    watch.seconds = 69
    asyncio.run(book.catalogue())
    assert source.asked == 2
    watch.seconds = 70
    asyncio.run(book.catalogue())
    assert source.asked == 3


def test_never_read_it_says_so() -> None:
    book = ItemBook(FakeSource(down=True), kept_seconds=60, retry_seconds=10, now=Watch())
    with pytest.raises(BackofficeUnavailable):
        asyncio.run(book.catalogue())


def test_of_a_region_only_its_own() -> None:
    book = ItemBook(FakeSource(), kept_seconds=60, retry_seconds=10, now=Watch())
    longhua = asyncio.run(book.catalogue(LONGHUA))
    assert {item.region for item in longhua.items} == {LONGHUA}
    assert longhua.life_events == []
    assert len(asyncio.run(book.catalogue(YUEXIU)).life_events) == 9
