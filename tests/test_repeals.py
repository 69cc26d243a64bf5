"""Documents that a later one puts out of force."""

# ruff: noqa: E501  # sentences as they stand

from __future__ import annotations

from datetime import date

import pytest
from making import PACK

from chengnuo.due import due
from chengnuo.model import Part
from chengnuo.pipeline import extraction_of_text
from chengnuo.repeals import Number, repealed_by, repeals

OLD = """甲市人民政府办公室关于印发甲市养老方案的通知
甲府办发〔2021〕52号

各县市区人民政府：
现印发给你们，请认真贯彻执行。
甲市人民政府办公室
2021年11月26日

甲市养老方案
一、目标
到2023年，养老床位达到4.5万张。
"""
NEW = (
    OLD.replace("〔2021〕52", "〔2023〕31")
    .replace("2021年11月26日", "2023年8月15日")
    .replace("甲市养老方案", "甲市养老方案（2023年修订）")
    .replace("贯彻执行。", "贯彻执行。2021年11月26日印发的《甲市养老方案》（甲府办发〔2021〕52号）同时废止。")
)


def parts(text: str) -> tuple[Part, ...]:
    return extraction_of_text(text).parts


def test_a_document_is_known_by_the_number_that_repeals_it() -> None:
    (notice, *_) = parts(NEW)
    known = repeals([(NEW, notice)], PACK)
    assert [repealed_by(one, known, PACK) for one in parts(OLD)] == [notice] * len(parts(OLD))
    assert [repealed_by(one, known, PACK) for one in parts(NEW)] == [None] * len(parts(NEW))


@pytest.mark.parametrize(
    ("sentence", "numbers", "titles"),
    [
        ("《甲法》（甲府发〔2015〕3号）、《乙法》（甲府发[2016]第4号）废止", {("甲府发", "2015", "3"), ("甲府发", "2016", "4")}, set()),
        ("本办法自2024年1月1日起施行，《甲市补助办法》同时废止", set(), {"甲市补助办法"}),
        ("《甲市补助办法》与本意见不一致，予以废止", set(), {"甲市补助办法"}),
    ],
)  # fmt: skip
def test_what_a_sentence_repeals(sentence: str, numbers: set[Number], titles: set[str]) -> None:
    (part, *_) = parts(NEW)
    (found,) = repeals([(sentence + "。", part)], PACK)
    assert (found.numbers, found.titles) == (numbers, titles)


@pytest.mark.parametrize(
    "text",
    [
        "建议废止《甲市补助办法》。",
        "对《甲市补助办法》进行修订或废止。",
        "《甲市补助办法》未废止前仍然有效。",
        "《甲市补助办法》自2024年1月1日起施行，原办法同时废止。",
    ],
)
def test_what_repeals_nothing(text: str) -> None:
    assert repeals([(text, parts(NEW)[0])], PACK) == ()


def test_a_pledge_of_a_repealed_document_is_not_overdue() -> None:
    (pledge,) = extraction_of_text(OLD).commitments
    (notice, *_) = parts(NEW)
    known = repeals([(NEW, notice)], PACK)
    (found,) = due([pledge], [], PACK, today=date(2025, 1, 1), known=known)
    assert found.state == "repealed"
    assert found.because.startswith(
        "所在文件已由甲市人民政府办公室关于印发甲市养老方案（2023年修订）的通知 甲府办发〔2023〕31号"
    )
    (found,) = due([pledge], [], PACK, today=date(2025, 1, 1))
    assert found.state == "overdue"
