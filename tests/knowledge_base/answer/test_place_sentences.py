"""Which district a sentence is about, as people write it. One line a sentence."""

from datetime import date

import pytest

from knowledge_base.answer.context import Context
from knowledge_base.answer.steps.caution import caution
from knowledge_base.answer.steps.place import place
from knowledge_base.answer.steps.understand import to_mandarin, understand
from knowledge_base.wire import AnswerWarning, Status
from tests.knowledge_base.answer.town import CARD_ONLY, LONGHUA, YUEXIU, context, town

EMPTY = town().services

OF_YUEXIU = """
越秀失业登记要几天
广州市越秀区的就业创业证怎么办
穗嗰边越秀区失业登记去边度
我住六榕街,失业登记去哪里
洪桥街有调解中心吗
流花街道办退休手续的地方
光塔街的社保窗口
人民街调解中心好不好
东山街能办就业登记吗
农林街的退休人员服务
梅花村街有没有家政站
华乐街道找工作
建设街道的人社窗口在哪
大塘街失业金
珠光街办居住证明
大东街的见习补贴
白云街办失业登记
登峰街外来工找工作
矿泉街欠薪找谁
黄花岗附近哪里能办社保
我在海珠广场上班,欠薪找谁
广州火车站旁边有招聘会吗
中山纪念堂附近有人社窗口吗
从天河搬来越秀,失业登记怎么办
我从佛山来越秀,能申请创业补贴吗
我是湖南人,在越秀打工,欠薪找谁
从龙华搬到越秀,档案怎么转
失业保险由龙华转到越秀要几天
我问的不是龙华,是越秀的结案率
越绣区失业登记几天
粤秀区失业登记几天
喺越秀搵工有咩支援
廣州越秀區失業登記要幾耐
之前在上海交社保,现在回越秀领失业金怎么办
"""
OF_LONGHUA = """
龙华技能人才目标
深圳市龙华区有多少家劳务派遣公司
民治有求职服务点吗
我住民治街道,失业登记找谁
大浪的工厂欠薪怎么办
大浪街道调解室在哪
福城有没有招聘会
观澜红木雕刻大赛办了几届
观澜街道的就业服务
观湖街道劳动监察
龙华街道的家政服务站
深圳北站港澳青年中心是做什么的
观澜湖附近找工作
深圳的秒批事项有哪些
鹏城技能大师工作室目标
龙花区高技能人才总量
龍華區調解成功率
从越秀搬到龙华,失业登记怎么办
不是越秀,龙华的结案率是多少
我从东莞过来龙华上班,怎么登记失业
我老家广西,在龙华打工,欠薪找谁
"""
OF_BOTH = """
越秀和龙华的仲裁结案率哪个高
两个区的公众号叫什么
两区的结案率分别是多少
龙华跟越秀比,培训目标有什么区别
我住龙华,在越秀上班,社保在哪办
两边的调解成功率
"""
ELSEWHERE = """
天河区失业登记要几天|天河
广州天河的就业创业证怎么办|天河
海珠区欠薪找谁|海珠
荔湾的调解中心在哪|荔湾
白云区失业金怎么领|白云
我住在白云,失业登记去哪|白云
黄埔区人才政策|黄埔
番禺的社保窗口|番禺
花都区欠薪投诉|花都
南沙区港澳青年补贴|南沙
从化区失业登记|从化
增城区招聘会|增城
福田区秒批事项|福田
深圳南山的人才补贴|南山
罗湖失业登记|罗湖
宝安的劳动仲裁|宝安
龙岗区技能大师|龙岗
坪山区失业登记|坪山
光明区招聘会|光明
盐田区调解中心|盐田
大鹏新区失业登记|大鹏
佛山失业登记要几天|佛山
东莞社保怎么转|东莞
我在东莞,失业金怎么领|东莞
失业金在珠海怎么领|珠海
请问惠州的欠薪投诉电话|惠州
那佛山呢|佛山
上海的积分落户|上海
我在湖南,失业登记怎么办|湖南
成都人社局电话|成都
海口市龙华区的失业登记|海口
顺德的技能补贴|顺德
"""
NOWHERE = """
失业登记要几天
从佛山转来养老保险要多久
湖北方向返岗的专车是什么
香港青年创业有什么支持
光明正大地招人要备案吗
街道建设街区服务站要多久
社区居民治安投诉找谁
新增城镇就业目标
加强建设街道服务有什么安排
武汉大学毕业生有补贴吗
"""


def _lines(text: str) -> list[str]:
    return text.strip().splitlines()


def _placed(question: str, **options: object) -> Context:
    asked = context(question, **options)
    asked.question = to_mandarin(question)
    understand(asked, EMPTY)
    asked.status = None
    place(asked, EMPTY)
    return asked


@pytest.mark.parametrize("question", _lines(OF_YUEXIU))
def test_it_is_about_yuexiu(question: str) -> None:
    placed = _placed(question, region=LONGHUA)
    assert (placed.regions, placed.status, placed.elsewhere) == ((YUEXIU,), None, None)


@pytest.mark.parametrize("question", _lines(OF_LONGHUA))
def test_it_is_about_longhua(question: str) -> None:
    placed = _placed(question, region=YUEXIU)
    assert (placed.regions, placed.status, placed.elsewhere) == ((LONGHUA,), None, None)


@pytest.mark.parametrize("question", _lines(OF_BOTH))
def test_it_is_about_both(question: str) -> None:
    placed = _placed(question, region=YUEXIU)
    assert set(placed.regions) == {YUEXIU, LONGHUA}
    assert placed.region_is_known


@pytest.mark.parametrize("line", _lines(ELSEWHERE))
def test_it_is_about_a_place_that_we_do_not_cover(line: str) -> None:
    question, name = line.split("|")
    placed = _placed(question, region=YUEXIU)
    assert placed.status is Status.NOT_IN_DOCUMENTS
    assert placed.elsewhere is not None
    assert name in placed.elsewhere


@pytest.mark.parametrize("question", _lines(NOWHERE))
def test_it_names_no_place(question: str) -> None:
    placed = _placed(question, region=LONGHUA)
    assert (placed.regions, placed.status) == ((LONGHUA,), None)
    assert not _placed(question).region_is_known


@pytest.mark.parametrize("question", ["那要带什么呢", "那要多久"])
def test_a_question_that_goes_on_about_another_place_stays_there(question: str) -> None:
    placed = _placed(question, history=[("天河区失业登记怎么办", None)], region=YUEXIU)
    assert placed.elsewhere == "天河区"
    back = _placed("那越秀呢", history=[("天河区失业登记怎么办", None)], region=LONGHUA)
    assert back.regions == (YUEXIU,)


@pytest.mark.parametrize("question", ["越秀和天河哪个区失业登记快", "佛山跟越秀比,失业登记哪里快"])
def test_another_place_beside_ours_is_said_not_to_be_covered(question: str) -> None:
    base = town(CARD_ONLY)
    placed = _placed(question)
    assert placed.regions == (YUEXIU,)
    assert placed.status is None
    placed.status, placed.documents = Status.ANSWERED, {}
    caution(placed, base.services)
    assert AnswerWarning.OTHER_REGION in placed.warnings
    assert any((placed.elsewhere or "?") in note for note in placed.notes)


def test_a_day_before_all_our_papers_is_not_searched() -> None:
    base = town(CARD_ONLY).services
    asked = context("渡船卡谁来发", region=YUEXIU, as_of=date(2020, 1, 1))
    asked.question = asked.request.question
    understand(asked, base)
    place(asked, base)
    assert asked.status is Status.NOT_IN_DOCUMENTS
