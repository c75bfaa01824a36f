"""``mubar explain``: lists, writes, and says what is missing."""

import pytest

from mubar.diagrams.explainers import EXPLAINERS


def test_without_a_name_they_are_listed(mubar):
    done = mubar("explain")
    assert done.code == 0
    assert [line.split()[0] for line in done.out.splitlines()] == list(EXPLAINERS)


def test_a_page_is_written(mubar, tmp_path):
    done = mubar("explain", "butler-volmer", "-o", tmp_path / "page.html")
    assert done.code == 0
    assert (tmp_path / "page.html").read_bytes().startswith(b"<!doctype html>")


def test_all_are_written_with_an_index(mubar, tmp_path):
    done = mubar("explain", "--all", "-o", tmp_path / "pages")
    assert done.code == 0
    assert len(done.out.splitlines()) == len(EXPLAINERS) + 1
    assert (tmp_path / "pages/index.html").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["marcsu", "-o", "page.html"], "Did you mean 'marcus'?"),
        (["marcus"], "found no -o, expected mubar explain NAME -o FILE.html"),
        (["-o", "page.html"], "found no NAME"),
        (["marcus", "--all", "-o", "pages"], "found --all and marcus, expected one of the two"),
        (["marcus", "-o", "page.pdf"], "found the ending '.pdf', expected a name that ends in .html"),
        (["marcus", "-o", "nowhere/page.html"], "no folder nowhere"),
    ],
)
def test_what_is_wrong_is_told(mubar, tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    done = mubar("explain", *words)
    assert done.code == 2
    assert said in done.err
    assert not list(tmp_path.iterdir())


def test_a_file_in_the_folder_s_place_is_told(mubar, tmp_path):
    (tmp_path / "pages").write_text("mine")
    done = mubar("explain", "--all", "-o", tmp_path / "pages")
    assert done.code == 2
    assert (tmp_path / "pages").read_text() == "mine"
