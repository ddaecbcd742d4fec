import pytest

from actions.backoffice.files.kinds import Kind
from actions.backoffice.files.names import clean_name, disposition


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("%E5%B7%A5%E8%B5%84%E6%9D%A1.jpg", "工资条.jpg"),
        ("工资条.JPEG", "工资条.jpg"),
        ("..%2F..%2Fetc%2Fpasswd", "passwd.jpg"),
        ("C%3A%5CUsers%5Ca%5Cphoto.png", "photo.jpg"),
        ("..", "文件.jpg"),
        ("", "文件.jpg"),
        ("%00%0d%0aSet-Cookie: x.jpg", "Set-Cookie_ x.jpg"),
        ("%E2%80%AEgpj.exe", "gpj.jpg"),
        ("a%22; filename=%22b.exe", "a_; filename=_b.jpg"),
        ("%ff%fe.jpg", "文件.jpg"),
        ("3.5.工资", "3.5.工资.jpg"),
        ("长" * 500, "长" * 80 + ".jpg"),
    ],
)
def test_a_name_is_never_a_path_and_ends_as_the_file_is(given: str, name: str) -> None:
    assert clean_name(given, Kind.JPEG) == name


def test_the_header_holds_any_name() -> None:
    header = disposition("工资 条.pdf")
    assert header.encode("ascii")
    assert header == (
        "attachment; filename=\"__ _.pdf\"; filename*=UTF-8''%E5%B7%A5%E8%B5%84%20%E6%9D%A1.pdf"
    )
