from pathlib import Path

from deploy.stack.logfiles import rotate, tail


def test_a_log_that_grew_too_large_is_set_aside_while_its_writer_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "toy.log"
    with path.open("ab", buffering=0) as writer:
        for text in (b"first", b"second", b"third", b"fourth"):
            writer.write(text)
            rotate(path, largest_bytes=5, kept=2)
        writer.write(b"end")
    assert path.read_text(encoding="ascii") == "end"
    assert (tmp_path / "toy.log.1").read_text(encoding="ascii") == "fourth"
    assert (tmp_path / "toy.log.2").read_text(encoding="ascii") == "third"
    assert not (tmp_path / "toy.log.3").exists()


def test_the_tail_is_the_last_lines_that_say_something(tmp_path: Path) -> None:
    path = tmp_path / "toy.log"
    path.write_text("one\n\ntwo\nthree\n\n", encoding="utf-8")
    assert tail(path, lines=2) == ("two", "three")
    assert tail(tmp_path / "missing.log") == ()
