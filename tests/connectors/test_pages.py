import gzip
import re

import pytest

from actions.wire.reviews import ReviewLevel
from chassis.regions import RegionRegistry
from connectors.web_chat.pages import PAGE, load_files
from tests.connectors.citizen import Citizen

MOST_BYTES = 60_000


def test_page_is_light_over_the_wire() -> None:
    assert sum(len(file.packed) + 500 for file in load_files().values()) < MOST_BYTES


def test_page_loads_nothing_from_elsewhere_and_builds_no_markup_from_text() -> None:
    for path in PAGE.iterdir():
        content = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"(src|href)=\"(https?:)?//|@import|url\(", content), path.name
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", content)


def test_page_has_no_inline_script_or_style_that_the_policy_would_block() -> None:
    for name in ("index.html", "docs.html"):
        content = (PAGE / name).read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style", content)
        scripts = re.findall(r"<script([^>]*)>", content)
        assert all("src=" in script or "application/json" in script for script in scripts)


def test_page_offers_every_covered_district_and_every_level() -> None:
    content = (PAGE / "index.html").read_text(encoding="utf-8")
    for region in RegionRegistry.load().covered():
        assert f'data-region="{region.code}"' in content
        assert f'"{region.code}": "{region.name}"' in content
    offered = re.findall(r'name="level" value="([^"]+)"', content)
    assert offered == [level.value for level in ReviewLevel]


@pytest.mark.anyio
async def test_page_is_sent_packed_tagged_and_under_a_strict_policy(citizen: Citizen) -> None:
    response = await citizen.http.get("/", headers={"Accept-Encoding": "gzip"})
    policy = response.headers["Content-Security-Policy"]
    assert response.status_code == 200
    assert response.headers["Content-Encoding"] == "gzip"
    assert "办事通" in response.text
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    again = await citizen.http.get("/", headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.anyio
async def test_every_file_the_page_names_is_served(citizen: Citizen) -> None:
    for page in ("/", "/api/docs"):
        content = (await citizen.http.get(page)).text
        for path in re.findall(r'(?:src|href)="(/[^"]+)"', content):
            assert (await citizen.http.get(path)).status_code == 200, path
    assert (await citizen.http.get("/page/no.js")).status_code == 404
    assert (await citizen.http.get("/page/..%2fpages.py")).status_code == 404


def test_packed_file_is_the_file() -> None:
    for file in load_files().values():
        assert gzip.decompress(file.packed) == file.content
