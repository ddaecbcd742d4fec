"""Blocks become a section tree, whatever hints of layout the file has."""

from tests.knowledge_base.ingest.samples import lines, own_text, paths, read_text

REST = "园艺站每周整理一次,并把结果贴在门口给大家看。"


def test_chapters_hold_sections_and_topics() -> None:
    parsed = read_text(
        lines("第一章 总则", "第一节 目标", f"办好花园服务。{REST}", "第二章 措施", f"(一)登记。{REST}")
    )
    assert paths(parsed) == [
        ("第一章 总则",),
        ("第一章 总则", "第一节 目标"),
        ("第一章 总则", "第一节 目标", "办好花园服务"),
        ("第二章 措施",),
        ("第二章 措施", "(一)登记"),
    ]


def test_a_chapter_number_and_its_name_on_two_lines_are_one_heading() -> None:
    assert paths(read_text(lines("第一章", "总则", REST))) == [("第一章总则",)]


def test_articles_of_a_rule_are_sections_with_their_items() -> None:
    parsed = read_text(
        lines(
            "第一章 总则", "第一条 有下列情形的可以申请:", "(一)新建花园;", "(二)扩建花园。", "第二条 " + REST
        )
    )
    assert paths(parsed) == [("第一章 总则",), ("第一章 总则", "第一条"), ("第一章 总则", "第二条")]
    assert own_text(parsed, "第一条").endswith("(一)新建花园;\n(二)扩建花园。")


def test_numbered_lines_without_anything_between_them_are_a_list() -> None:
    parsed = read_text(lines("一、申请材料", "1.申请表", "2.身份证", "3.花园照片", "二、办理地点", REST))
    assert paths(parsed) == [("一、申请材料",), ("二、办理地点",)]
    assert own_text(parsed, "一、申请材料") == "1.申请表\n2.身份证\n3.花园照片"


def test_a_box_ends_where_the_numbers_outside_go_on() -> None:
    parsed = read_text(
        lines(
            "(一)花种",
            "1.发放花种",
            f"——春季发放。{REST}",
            "专栏1 花种任务",
            f"1.选好花种。{REST}",
            f"2.分好花种。{REST}",
            "专栏2 花盆任务",
            f"办好花盆回收。{REST}",
            "2.回收花种",
            REST,
        )
    )
    top = "(一)花种"
    assert paths(parsed) == [
        (top,),
        (top, "1.发放花种"),
        (top, "1.发放花种", "春季发放"),
        (top, "1.发放花种", "专栏1 花种任务"),
        (top, "1.发放花种", "专栏1 花种任务", "1.选好花种"),
        (top, "1.发放花种", "专栏1 花种任务", "2.分好花种"),
        (top, "1.发放花种", "专栏2 花盆任务"),
        (top, "1.发放花种", "专栏2 花盆任务", "办好花盆回收"),
        (top, "2.回收花种"),
    ]


def test_a_dash_item_ends_a_box_where_the_section_had_dash_items() -> None:
    parsed = read_text(
        lines("一、花种", f"——春季发放。{REST}", "专栏1 任务", f"选好花种。{REST}", f"——秋季发放。{REST}")
    )
    assert paths(parsed)[-1] == ("一、花种", "秋季发放")


def test_dash_items_of_a_box_stay_in_it() -> None:
    parsed = read_text(
        lines("一、花种", "专栏1 任务", f"——选好花种。{REST}", f"——分好花种。{REST}", "二、花盆", REST)
    )
    assert ("一、花种", "专栏1 任务", "分好花种") in paths(parsed)


def test_a_paragraph_cut_in_the_middle_of_a_sentence_is_joined() -> None:
    cut = "园艺站要发挥好的作用,改进登记的办法,破除不利于居民参加花园建设的各种"
    parsed = read_text(lines("一、登记", cut, "旧办法。不断推动登记方式的创新,让大家少跑路,让花园早开放。"))
    assert own_text(parsed, "一、登记").startswith(cut + "旧办法。")


def test_an_introduction_has_no_topics() -> None:
    parsed = read_text(lines(f"花园让街巷好看。{REST}", "一、登记", REST))
    assert paths(parsed) == [("青禾区花园管理工作方案",), ("一、登记",)]


def test_text_that_goes_on_after_a_box_is_a_second_stretch_of_its_section() -> None:
    indented = "  " + REST
    text = lines("  一、登记", indented, "专栏1 任务", f"选好花种。{REST}", indented)
    parsed = read_text(text)
    stretches = [section for section in parsed.sections if section.path == ("一、登记",)]
    assert [parsed.text[s.start : s.end] for s in stretches] == [REST, REST]
    assert stretches[0].end < stretches[1].start


def test_contents_without_a_title_are_dropped_too() -> None:
    headings = ["一、总则", "二、登记", "三、发放", "四、回收", "五、附则"]
    body = [part for heading in headings for part in (heading, REST)]
    parsed = read_text(lines(*headings, *body))
    assert paths(parsed) == [(heading,) for heading in headings]
    assert parsed.text.count("一、总则") == 1


def test_contents_with_page_numbers_are_dropped() -> None:
    parsed = read_text(lines("目录", "一、总则……1", "二、登记……3", "一、总则", REST, "二、登记", REST))
    assert "……" not in parsed.text
    assert paths(parsed) == [("一、总则",), ("二、登记",)]
