"""Invented documents of an invented district, in the shapes that official ones come in."""

from collections.abc import Sequence

from knowledge_base.ingest.read import read_document
from knowledge_base.models import ParsedDocument, Section

TITLE = "云溪市青禾区园艺服务发展第十四个五年规划"
ISSUER = "云溪市青禾区人民政府办公室"

# A page as a browser copies it: navigation, notice, contents, indented body, boxes and tables at the margin.
PAGE = f"""
青禾政务网
关注·青禾
当前位置: 首页 > 政务公开 > 规划

{ISSUER}关于印发{TITLE}的通知

发布日期:2022-03-08 09:12:00 文章来源:区府办 字体大小:【 A- A A+

青府办〔2022〕7号

{ISSUER}关于印发{TITLE}的通知

各镇人民政府,区政府各部门、各直属机构:

  《{TITLE}》已经区政府同意,现印发给你们,请认真组织实施。

{ISSUER}

2022年3月1日

{TITLE}

目  录

导 言

一、起点:过去五年的花园

(一)发展基础

二、办法:让园丁少跑路

(一)种子服务

1.种子登记

  导言

  园艺让街巷好看。本规划说明青禾区五年里怎样把花园服务办好,供各镇和居民参照。

  一、起点:过去五年的花园

  (一)发展基础。

  “十三五”期间,青禾区累计建成花园三十座。截至2020年底,登记园丁共有812人。

  二、办法:让园丁少跑路

  (一)种子服务。

  为了方便居民,种子服务按下面的办法改进,由各镇园艺站办理。

  1.种子登记。

  ——简化登记材料。居民登记种子时只交一张表,园艺站能查到的信息不再要求重复提交。

  ——延长开放时间。园艺站周末上午照常开门,外出务工的居民可以请家人代为登记种子。

专栏1  青禾区花园指标

指标

“十三五”

水平值

“十四五”目标

属性

一、花园

1.新建花园数(座)

[30]

[45]

预期性

2.花园开放率(%)

81.5

(2020年)

90

约束性

二、园丁

3.园丁培训人次(人次)

640

完成市下达目标

预期性

4.园丁登记率(%)

88

95

约束性

注:[  ]表示五年累计数。

  2.花种发放。

  ——按季节发放花种。每年春秋两季由园艺站发放花种,每户最多领三包,领完为止。

专栏2  青禾区花园重点任务

办好社区苗圃。每个社区至少办一处苗圃,苗圃的水电由镇里统一结算,志愿者轮流照看。

保护老树名木。给一百年以上的老树挂牌建档,施工避让老树,损坏老树的要照价赔偿。

  ——建立花种档案。园艺站给每一批花种编号,居民可以凭编号查到花种的产地和批次。

专栏3  青禾区园艺事项打包清单

序号

办事场景

所含事项

1

新建花园

①花园登记

②用水报装

2

花园转让

给邻居

①花园变更登记

②花种档案转移

③1.3.2苗木移植备案

3

花园停用

①花园注销登记

专栏4  青禾区园艺事项提速清单

序号

事项名称

提速后办结时限

1

花园登记

线上办理3个工作日,窗口办理材料齐全的当场办结。

2

用水报装

7个工作日

3

苗木移植备案

待市里制定目标

  ——分批推进提速。材料简单的事项先提速,其他事项在一年之内逐步压缩办理的时间。

  三、保障措施

  (一)加强组织领导。

  ——压实各镇责任。各镇每半年报告一次进展,没有完成任务的要说明原因和改进的办法。

公开方式:主动公开

{ISSUER}秘书科       2022年3月8日印发

返回顶部 打印本页 关闭窗口

主办:云溪市青禾区人民政府    承办:青禾区数据局

网站标识码:0000000000  ICP备案号:云ICP备00000000号-1
"""


def read_text(text: str, *, name: str = "plan.txt") -> ParsedDocument:
    return read_document(name, text.encode("utf-8"))


def lines(*parts: str) -> str:
    """A plain text, one part a line, under a title."""
    return "\n\n".join(("青禾区花园管理工作方案", *parts))


def at(parsed: ParsedDocument, last: str) -> Section:
    """The one section whose path ends so."""
    [found] = [section for section in parsed.sections if section.path[-1] == last]
    return found


def own_text(parsed: ParsedDocument, last: str) -> str:
    section = at(parsed, last)
    return parsed.text[section.start : section.end]


def paths(parsed: ParsedDocument) -> list[tuple[str, ...]]:
    return list(dict.fromkeys(section.path for section in parsed.sections))


def table_of(parsed: ParsedDocument) -> Section:
    [found] = [section for section in parsed.sections if section.table is not None]
    return found


def rows_of(section: Section) -> Sequence[tuple[str, ...]]:
    assert section.table is not None
    return section.table.rows
