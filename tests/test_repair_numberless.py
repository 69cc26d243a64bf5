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
