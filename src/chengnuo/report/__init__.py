"""Values → one HTML file that opens from anywhere: overview, comparison, deadlines, check, diff, words in their source.

Nothing in it comes from the network, and nothing that stands in a document runs: the findings travel as JSON that the
page's own script writes into the page as text, and a Content-Security-Policy allows no other script.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files
from typing import Literal

from chengnuo.check import Finding
from chengnuo.compare import Comparison
from chengnuo.diff import Difference
from chengnuo.model import Commitment, Extraction
from chengnuo.report.data import TEXT_BUDGET, dossier, embedded

Language = Literal["zh", "en"]
# The page's own script, in the order of use; `chart.umd.min.js` is Chart.js 4.6.1 (MIT, chart.LICENSE.md).
SCRIPTS = ("data.js", "source.js", "tables.js", "matrix.js", "timeline.js", "pairs.js", "review.js", "page.js")


def report(
    extractions: Sequence[Extraction],
    commitments: Sequence[Commitment],
    comparisons: Sequence[Comparison] = (),
    findings: Sequence[Finding] = (),
    differences: Sequence[Difference] = (),
    *,
    lang: Language = "zh",
    title: str = "",
    text_budget: int = TEXT_BUDGET,
) -> str:
    """The report as the text of one HTML file; the same values give the same text.

    `commitments` are the rows shown (decided, filtered); findings and differences may speak of others, which are
    added. Where the source texts are larger than `text_budget` bytes, only the words around what is shown are kept.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    found = dossier(extractions, commitments, comparisons, findings, differences, text_budget=text_budget)
    chart = _asset("chart.umd.min.js")
    script = '"use strict";\n(() => {\n' + "\n".join(_asset(name) for name in SCRIPTS) + "\n})();\n"
    style = _asset("page.css")
    environment = Environment(
        loader=PackageLoader("chengnuo.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html.j2").render(
        lang=lang,
        title=title,
        # Assets of ours, fit for <script> and <style>; the data is escaped for it.
        chart=Markup(chart),  # noqa: S704
        script=Markup(script),  # noqa: S704
        style=Markup(style),  # noqa: S704
        data=Markup(embedded(found)),  # noqa: S704
        words=Markup(embedded(words())),  # noqa: S704
        script_hashes=" ".join(_hash(text) for text in (chart, script)),
        style_hash=_hash(style),
    )


def words() -> dict[str, dict[str, str]]:
    """What the page says, by language and key."""
    import json

    found: dict[str, dict[str, str]] = json.loads(_asset("words.json"))
    return found


def _asset(name: str) -> str:
    return (files("chengnuo.report") / "assets" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"
