"""Policy points of an invented document, as files, and its official text as a file."""

from pathlib import Path

HEAD = """\
id: town-plan
title: 越秀区小镇便民服务规划
number: 镇府办〔2030〕7号
issuer: 越秀区小镇政府办公室
region: "440104"
kind: plan
published_on: 2030-01-14
period_to: 2035-12-31
status: {status}
status_source: 网页
"""
POINTS = """\
section: [第一章, 专栏1]
points:
  - id: town.registration
    kind: limit
    subject: 失业登记
    text: 网上登记2天办好。
    cases: [{when: 网上, then: 2天}]
    asks: [登记要几天, 几天登记好, 几耐搞掂登记]
    keywords: [炒鱿鱼, 没工作]
---
section: [第二章]
points:
  - id: town.courses
    kind: record
    subject: 培训班
    text: 培训班办了30期。
    asks: [办了几期培训, 培训班多少期, 开咗几多班]
"""
OFFICIAL = """\
越秀区小镇便民服务规划
镇府办〔2030〕7号

第一章 便民服务
　　失业登记可以在网上办理,自申请之日起2个工作日内办结并通知本人。
　　到窗口办理的,材料齐全即时办结。
第二章 技能培训
　　每年组织30期培训班,面向全体居民开放,不收取任何费用。

越秀区小镇政府办公室
2030年1月14日
"""


def write_policy(folder: Path, *, status: str = "in_force", points: str = POINTS) -> Path:
    """The folder, with one document below it."""
    document = folder / "town-plan"
    document.mkdir(parents=True, exist_ok=True)
    (document / "document.yaml").write_text(HEAD.format(status=status), encoding="utf-8")
    (document / "points.yaml").write_text(points, encoding="utf-8")
    return folder
