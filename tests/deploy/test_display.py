import io

from deploy.stack.display import Display, columns_of


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_without_a_terminal_each_finished_stage_is_one_plain_line() -> None:
    stream = io.StringIO()
    display = Display(stream)
    line = display.add("载入")
    line.begin()
    line.show("文件", done=1, total=2)
    display.refresh()
    line.end("done", "无变化")
    display.settle()
    [text] = stream.getvalue().splitlines()
    assert "✓ 载入" in text
    assert "无变化" in text
    assert "\x1b" not in text


def test_a_terminal_is_redrawn_in_place_with_a_bar() -> None:
    stream = Terminal()
    display = Display(stream)
    first, second = display.add("载入"), display.add("训练")
    first.begin()
    first.show("越秀", done=5, total=10)
    second.begin()
    display.refresh()
    display.refresh()
    assert "█" * 10 + "░" * 10 in stream.getvalue()
    assert "5/10 " in stream.getvalue()
    assert "\x1b[2F" in stream.getvalue()


def test_a_chinese_character_takes_two_columns() -> None:
    assert columns_of("载入 abc") == 8
