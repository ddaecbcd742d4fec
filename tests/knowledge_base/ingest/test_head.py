"""What a document says of itself is read; what it does not say, or says twice, is a doubt."""

from datetime import date

import pytest

from knowledge_base.models import DocumentHead, Validity
from tests.knowledge_base.ingest.samples import read_text

BODY = "一、登记\n园艺站每周登记一次花园,居民带身份证到窗口办理,当场领取花园登记证。"


def head_of(*before: str, after: tuple[str, ...] = ()) -> DocumentHead:
    return read_text("\n".join((*before, BODY, *after))).head


@pytest.mark.parametrize(
    "written",
    [
        "青府办〔2022〕7号",
        "青府办[2022]7号",
        "青府办【2022】7号",
        "青府办（2022）7号",
        "青府办 (2022) 7 号",
        "文号:青府办﹝2022﹞7号",
    ],
)
def test_number_is_read_in_every_shape_of_brackets(written: str) -> None:
    assert head_of("青禾区花园管理办法", written).number == "青府办〔2022〕7号"


def test_a_number_cited_in_a_sentence_is_not_the_documents_own() -> None:
    head = head_of("青禾区花园管理办法", "根据云府〔2020〕11号文件的要求,结合青禾区的实际,制定本办法。")
    assert head.number is None
    assert "没有读到文号。文件确实没有文号的话,可以不填。" in head.doubts


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("发布日期:2022-01-14 18:33:19 文章来源:区府办", date(2022, 1, 14)),
        ("来源:云溪市青禾区园艺局 日期:2022年12月01日 【字体:", date(2022, 12, 1)),
        ("发布时间：2021/3/5", date(2021, 3, 5)),
    ],
)
def test_day_of_publication_is_read_from_the_page(line: str, published: date) -> None:
    assert head_of("青禾区花园管理办法", line).published_on == published


def test_two_days_of_publication_are_a_doubt() -> None:
    head = head_of("青禾区花园管理办法", "发布日期:2022-01-14", "发布时间:2022-02-20")
    assert head.published_on == date(2022, 1, 14)
    assert "发布日期有两种写法,请核对:2022-01-14;2022-02-20。" in head.doubts


def test_signature_gives_issuer_and_day() -> None:
    head = head_of("青禾区花园管理办法", after=("云溪市青禾区园艺局", "二〇二一年十二月三十日"))
    assert (head.issuer, head.signed_on) == ("云溪市青禾区园艺局", date(2021, 12, 30))


def test_source_names_the_issuer_where_it_is_an_organisation() -> None:
    assert (
        head_of("青禾区花园管理办法", "来源:云溪市青禾区园艺局 日期:2022-02-01").issuer
        == "云溪市青禾区园艺局"
    )
    assert head_of("青禾区花园管理办法", "来源:区府办 日期:2022-02-01").issuer is None


def test_two_issuers_are_a_doubt() -> None:
    head = head_of(
        "青禾区花园管理办法", "发布机构:云溪市青禾区水务局", after=("云溪市青禾区园艺局", "2021年1月2日")
    )
    assert any("云溪市青禾区水务局" in doubt for doubt in head.doubts)


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("青禾区花园发展“十四五”规划", (date(2021, 1, 1), date(2025, 12, 31))),
        ("青禾区花园发展第十三个五年规划", (date(2016, 1, 1), date(2020, 12, 31))),
        ("青禾区花园行动方案(2022—2024年)", (date(2022, 1, 1), date(2024, 12, 31))),
        ("青禾区花园管理办法", (None, None)),
    ],
)
def test_period_is_read_from_the_title(title: str, period: tuple[date | None, date | None]) -> None:
    head = head_of(title)
    assert (head.period_from, head.period_to) == period


@pytest.mark.parametrize(
    ("line", "validity"),
    [
        ("文件已失效", Validity.EXPIRED),
        ("本文件已废止", Validity.REPEALED),
        ("【已失效】", Validity.EXPIRED),
        ("有效性:现行有效", Validity.IN_FORCE),
        ("有效性:失效", Validity.EXPIRED),
        ("来源:区府办", None),
    ],
)
def test_validity_is_what_the_page_says(line: str, validity: Validity | None) -> None:
    assert head_of("青禾区花园管理办法", line).validity == validity


def test_a_sentence_about_other_papers_says_nothing_of_validity() -> None:
    assert head_of("青禾区花园管理办法", "原来的花园规定同时废止,以前的登记继续有效。").validity is None


def test_region_is_known_by_its_name() -> None:
    assert head_of("广州市越秀区花园管理办法").region == "440104"
    assert head_of("花园管理办法", "来源:深圳市龙华区园艺局 日期:2022-01-01").region == "440309"


def test_two_regions_are_a_doubt() -> None:
    head = head_of("广州市越秀区与深圳市龙华区花园合作方案")
    assert head.region is None
    assert "标题和发文机关里有不同的地区,请选择地区。" in head.doubts


def test_everything_that_is_missing_is_named() -> None:
    head = head_of()
    assert head.title is None
    assert len(head.doubts) == 6


def test_a_title_on_two_lines_is_one() -> None:
    head = head_of("云溪市青禾区人民政府关于印发", "青禾区花园管理办法的通知")
    assert head.title == "云溪市青禾区人民政府关于印发青禾区花园管理办法的通知"
    assert head.issuer == "云溪市青禾区人民政府"


def test_a_notice_without_its_paper_keeps_its_own_title() -> None:
    title = "云溪市青禾区园艺局关于印发《青禾区花园管理办法》的通知"
    assert head_of(title).title == title
