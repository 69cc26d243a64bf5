"""Signs that are left of a number are not passed over in silence."""

from __future__ import annotations

import pytest

from chengnuo.packs import Pack
from chengnuo.repair import repair


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("到底，毛入园率达到%；公办园占比不低于％以上。", ["%", "％"]),
        ("根据《意见》（国发〔〕号）和省里的要求", ["〔〕"]),
        ("婴儿死亡率控制在‰以内", ["‰"]),
        ("毛入园率达到95%，增长3％。", []),
        ("地区 增长% 比重%\n甲县 3 5", []),
        ("百分比以%表示", []),
        ("（国发〔2010〕41号）", []),
    ],
)
def test_a_sign_without_its_number_is_a_doubt_and_stays(pack: Pack, text: str, signs: list[str]) -> None:
    rewrite = repair(text, pack)
    found = [d.span.of(rewrite.source) for d in rewrite.doubts if d.code == "lost-number"]
    assert found == signs
    assert rewrite.text.count("%") == text.count("%") + text.count("％")


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("于年3月至5月分批评估。公示期为年8月21日至年8月25日。", ["年", "年", "年"]),
        ("公告期为2024年2月22日至2024年月28日。", ["月"]),
        ("报名截止2024年9月日，逾期不候。", ["日"]),
        ("公示期为****年9月**日起。", ["*年", "月**日"]),
        ("民國 73\n年 12 月 1 日發佈", []),
        ("某市公安局\n年四月十九日", ["年"]),
        ("每年8月底前、今年3月起、2024年9月日常检查", []),
        ("**年度目标**和**日常工作**", []),
    ],
)
def test_a_date_of_which_a_number_is_gone_is_a_doubt(pack: Pack, text: str, signs: list[str]) -> None:
    rewrite = repair(text, pack)
    assert [d.span.of(rewrite.source) for d in rewrite.doubts if d.code == "lost-number"] == signs
