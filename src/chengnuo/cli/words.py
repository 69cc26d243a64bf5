"""What the command line says, in English and Chinese, and which of the two it speaks."""

from __future__ import annotations

import os
import re
from typing import Literal

from chengnuo.files import spelled

Language = Literal["en", "zh"]

_chosen: list[Language] = []  # set once by --lang, the command line's own state


def speak(language: Language) -> None:
    """Lets all later messages be in this language."""
    _chosen[:] = [language]


def language() -> Language:
    """The language of `--lang`, of CHENGNUO_LANG, or of the locale."""
    if _chosen:
        return _chosen[0]
    for name in ("CHENGNUO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def language_asked() -> Language | None:
    """The language of `--lang` or CHENGNUO_LANG; None where only the locale says something."""
    return language() if _chosen or os.environ.get("CHENGNUO_LANG") else None


def say(key: str, **values: object) -> str:
    """The message `key` in the language spoken, with its gaps filled; what may be a path is spelled."""
    english, chinese = MESSAGES[key]
    gaps = {name: spelled(value) if isinstance(value, str) else value for name, value in values.items()}
    return (chinese if language() == "zh" else english).format(**gaps)


def titles() -> dict[str, str]:
    """The column titles of tables; in English the keys themselves are words."""
    if language() == "zh":
        return dict(TITLES)
    return (
        {key: key.replace("_", " ") for key in TITLES}
        | {"excerpt": "quote", "leads": "units", "paper": "document", "unit_asking": "unit", "when": "deadline"}
        | {"commitments": "items", "heading": "title", "region": "place"}
    )


MESSAGES: dict[str, tuple[str, str]] = {
    "usage": ("Usage:", "用法："),
    "options": ("Options", "选项"),
    "examples": ("Examples", "示例"),
    "commands": ("Commands", "命令"),
    "error": ("error: {words}", "错误：{words}"),
    "note": ("note: {words}", "注意：{words}"),
    "reading": ("reading", "读取中"),
    "rate": ("{files:.1f} files/s, {size:.1f} MB/s", "每秒 {files:.1f} 个文件，{size:.1f} MB"),
    "ingested": (
        "{read} read ({commitments} commitments), {skipped} unchanged, {failed} failed; the ledger is {db}",
        "读取 {read} 个文件（承诺 {commitments} 条），未变 {skipped} 个，失败 {failed} 个；账本：{db}",
    ),
    "doubtful": (
        "{count} of the commitments have doubts: `chengnuo review --doubtful` gives them, most doubted first",
        "其中 {count} 条承诺存疑：`chengnuo review --doubtful` 列出，疑点多的在前",
    ),
    "left-out-files": (
        "data files in the folders are left out: {count} ({names}); name one to have it read as a document",
        "文件夹中的 {count} 个数据文件未读（{names}）；需要当作公文读取时请直接指定",
    ),
    "rejected": (
        "{count} findings were not stored, because their words do not stand at their place (table rejections)",
        "{count} 条因原文位置不符而未入库（见 rejections 表）",
    ),
    "losses": ("{path}: {words}", "{path}：{words}"),
    "more-losses": (
        "{count} more files have places that could not be read: `chengnuo extract FILE` lists them under `doubts`",
        "另有 {count} 个文件有读不出的地方：`chengnuo extract 文件` 的 `doubts` 列出各处",
    ),
    "needs-file": (
        "{ref}: this needs the file itself, not its id in the ledger",
        "{ref}：需要文件本身，不能用账本中的编号",
    ),
    "no-image": (
        "{ref}: {reason} is no PDF, or not the one that was read",
        "{ref}：{reason} 不是 PDF，或已不是当时读取的文件",
    ),
    "no-files": ("there is nothing to read in {paths}", "{paths} 中没有可读的文件"),
    "no-rows": ("nothing found", "没有结果"),
    "no-ref": (
        "no such file, and nothing in the ledger {db} has this name or id",
        "没有这个文件，账本 {db} 中也没有这个名称或编号",
    ),
    "removed": ("{name} is out of the ledger {db}", "{name} 已移出账本 {db}"),
    "no-file": ("the ledger {db} has no such file", "账本 {db} 中没有这个文件"),
    "whole-file": (
        "it is one of {count} documents of a file, and a file goes as a whole: give the file's name",
        "这是同一文件中 {count} 份公文之一，只能整个文件移出：请给出文件名",
    ),
    "ref-hint": ("`chengnuo list` shows the ids", "用 `chengnuo list` 查看编号"),
    "no-document": ("there are {count} documents in it, none has number {n}", "其中有 {count} 份文件，没有第 {n} 份"),
    "no-commitment": ("no commitment or document has this id", "没有这个编号的承诺或文件"),
    "written": ("written: {path}", "已写入：{path}"),
    "not-written": ("{path}: cannot be written: {reason}", "{path}：无法写入：{reason}"),
    "standard-output": ("standard output", "标准输出"),
    "overdue": ("overdue, no evidence found", "已到期，未见完成证据"),
    "falls-due": ("falls due", "将到期"),
    "repealed": ("document repealed", "文件已废止"),
    "reported": ("reported as reached", "已报告完成"),
    "overdue-report": ("overdue, reported otherwise", "已到期，报告的情况不同"),
    "pages": ("page {page}", "第{page}页"),
    "no-corpora": (
        "there is no folder {path} with documents; name one: chengnuo demo --corpora FOLDER",
        "没有资料文件夹 {path}；请指定：chengnuo demo --corpora 文件夹",
    ),
    "demo-compare": (
        "1. Across cities: indicators that at least two documents speak of",
        "一、跨城市比较：至少两份文件谈到的指标",
    ),
    "demo-check": (
        "2. A reply against the earlier plan of the same place: {reply} / {plan}",
        "二、答复与同地方案核对：{reply} / {plan}",
    ),
    "demo-diff": ("3. Draft against final: {before} / {after}", "三、征求意见稿与定稿对比：{before} / {after}"),
    "demo-wording": (
        "\nchanges of wording alone: chengnuo diff {before} {after} --layer text",
        "\n仅措辞的改动：chengnuo diff {before} {after} --layer text",
    ),
    "demo-none": ("no documents of this kind in the ledger", "账本中没有这类文件"),
    "demo-db": ("The ledger lies at {path}", "账本位于 {path}"),
    "comparable": ("comparable", "可比"),
    "comparable-though": ("comparable: {because}", "可比：{because}"),
    "national": ("national standard: {values}", "国家标准：{values}"),
    "not-comparable": ("not comparable: {because}", "不可比：{because}"),
    "unanswered": (
        "unanswered: {title} ({count} commitments, {shown} shown; --all shows all)",
        "未回应：{title}（共{count}条，列出{shown}条；用 --all 全部列出）",
    ),
    "register-hedged": ("({how}) {item}", "〔{how}〕{item}"),
    "register-replying": ("{body} (replying)", "{body}（答复单位）"),
    "repealed-left": (
        "documents that a later one repeals were left out: {titles} (--against names one)",
        "以下文件已被后来的文件废止，未作对照：{titles}（需要时用 --against 指定）",
    ),
    "drafts-left": (
        "drafts whose final text is in the ledger were left out: {titles} (--against names one)",
        "以下征求意见稿已有定稿，未作对照：{titles}（需要时用 --against 指定）",
    ),
    "copies-left": (
        "papers that are in the ledger twice count once: {papers}",
        "账本中有两份的文件只计一份：{papers}",
    ),
    "copy": ("{title} ({copy}, as {first})", "{title}（{copy}，同{first}）"),
    "left-out": (
        "{count} more are only in the later document; --all shows them",
        "另有 {count} 条仅见于后一份文件，用 --all 显示",
    ),
    "more-rows": (
        "{shown:,} of {total:,} rows are shown; --city, --indicator or --least choose, --format csv or json has all",
        "共 {total:,} 行，显示 {shown:,} 行；用 --city、--indicator、--least 缩小范围，用 --format csv 或 json 取全部",
    ),
    "layer-value": ("values", "数值"),
    "layer-deadline": ("deadlines", "时限"),
    "layer-units": ("responsible units", "责任单位"),
    "layer-task": ("tasks", "任务"),
    "layer-text": ("wording", "措辞"),
    "bad-date": ("give a date such as 2026-12-31, 2026-12 or 2026", "请给出日期，如 2026-12-31、2026-12 或 2026"),
    "bad-encoding": (
        "{name} is no encoding; give one such as gb18030, big5 or utf-16",
        "没有编码 {name}；请给出 gb18030、big5、utf-16 之类",
    ),
    "bad-day": ("give a day such as 2026-12-31", "请给出具体日期，如 2026-12-31"),
    "which-format": (
        "the name {path} tells no format: give --format, or one of the endings {endings}",
        "从文件名 {path} 看不出格式：请给出 --format，或使用后缀 {endings}",
    ),
    "no-city": ("no document of {city}; the ledger has: {cities}", "没有“{city}”的文件；账本中有：{cities}"),
    "backwards": (
        "{count} pledges are left out, because their deadline lies before the year of their own document",
        "{count} 条承诺的时限早于其文件的年份，未列入",
    ),
    "no-words": ("there are no words to search for", "没有要查找的词"),
    "hits": ("passages found: {count}", "{count} 处"),
    "more-hits": (
        "only the first {count} passages are shown: --limit gives more",
        "只显示前 {count} 处：用 --limit 显示更多",
    ),
    "decided": (
        "decisions on {count} commitments stored, {known} known already",
        "已存入 {count} 条承诺的审核结果，{known} 条此前已有",
    ),
    "added": ("{count} commitments added, {known} known already", "已增补 {count} 条承诺，{known} 条此前已有"),
    "serving": (
        "http://{host}:{port}/ (Ctrl-C ends it)",
        "http://{host}:{port}/（Ctrl-C 结束）",
    ),
    "no-agreement": (
        "in {db}, no two reviewers have judged the same commitment",
        "{db} 中没有两位审核人审过同一条承诺",
    ),
    "orphans": (
        "decisions on {count} commitments have no row any more; they are kept",
        "{count} 条承诺的审核结果已找不到对应的行；结果仍保留",
    ),
    "register-none": ("no evidence found", "未见证据"),
    "register-reached": ("reported as reached: {words}", "已报告完成：{words}"),
    "register-otherwise": ("reported otherwise: {words}", "报告的情况不同：{words}"),
    "register-quoted": ("“{quote}” ({where})", "“{quote}”（{where}）"),
    "register-page": ("p. {page}", "第{page}页"),
    "register-cited": ("{item} (cited from {source})", "{item}（引自{source}）"),
    "register-elsewhere": ("another document or decision", "其他文件或决定"),
    "register-empty": ("no promises of replies here", "没有答复中的承诺"),
    "register-either": (
        "name replies, or choose from the ledger with options, not both",
        "请指定答复文件，或用选项从账本中选取，二者不可同时使用",
    ),
    "register-no-ledger": ("{db} is not there: no evidence was looked for", "没有账本 {db}，未查找后续证据"),
    "interrupted": ("interrupted; what was stored stays", "已中断；已入库的内容保留"),
}

TITLES: dict[str, str] = {
    "id": "编号",
    "source": "文件",
    "document": "文件编号",
    "title": "标题",
    "heading": "标题",
    "genre": "文种",
    "number": "发文字号",
    "issuer": "发文机关",
    "date": "成文日期",
    "city": "地区",
    "status": "状态",
    "commitments": "承诺数",
    "group": "指标",
    "indicator": "指标",
    "indicator_id": "规范指标",
    "subject": "对象",
    "amount": "数值",
    "op": "比较",
    "value": "值",
    "unit": "单位",
    "deadline": "时限",
    "when": "时限",
    "recurrence": "频次",
    "binding": "约束力",
    "scope": "范围",
    "units": "责任单位",
    "kind": "种类",
    "mood": "语境",
    "headings": "标题",
    "not_taken": "未读出",
    "dates": "日期",
    "quantities": "数量",
    "excerpt": "原文",
    "leads": "责任单位",
    "paper": "文件",
    "strength": "语气",
    "linked_by": "归并方式",
    "linked_words": "依据",
    "score": "得分",
    "opinion": "意见",
    "unit_asking": "提出单位",
    "claimed": "采纳情况",
    "outcome": "核对结果",
    "gap": "与国标差",
    "day": "到期日",
    "quote": "原文",
    "start": "起",
    "end": "止",
    "value_start": "数值起",
    "value_end": "数值止",
    "page": "页",
    "place": "出处",
    "region": "地区",
    "region_code": "区划代码",
    "province": "省",
    "county": "县区",
    "document_status": "稿别",
    "document_number": "发文字号",
    "value_high": "值上限",
    "mark": "宽严",
    "against": "国家标准",
    "doubts": "存疑",
    "doubted": "存疑",
    "verdict": "结论",
    "because": "理由",
    "earlier": "此前",
    "later": "此后",
    "layer": "层面",
    "task": "任务",
    "before": "修改前",
    "after": "修改后",
    "code": "代码",
    "state": "结果",
    "reason": "原因",
    "path": "路径",
    "size": "字节",
    "text": "文本",
    "where": "位置",
    "documents": "文件数",
    "comparable": "可比",
    "due": "到期情况",
    "evidence": "证据",
    "change": "增减",
    "restated": "转述",
    "baseline": "基期",
    "rule": "规则",
    "kappa": "κ",
    "decided": "审核时间",
    "commitment": "承诺编号",
    "field": "字段",
    "first": "审核人甲",
    "second": "审核人乙",
    "rows": "承诺数",
    "agreed": "一致数",
    "reviewer": "审核人",
    "note": "备注",
    "document title": "文件标题",
    "document genre": "文种",
    "document number": "发文字号",
    "document issuer": "发文机关",
    "document date": "成文日期",
    "document region": "文件地区",
    "document region_code": "区划代码",
    "document status": "稿别",
}

# Values of the ledger as a Chinese reader says them; English readers see them as they are stored.
VALUES: dict[str, str] = {
    "pledged": "承诺",
    "achieved": "已完成",
    "target": "目标",
    "milestone": "里程碑",
    "amount": "数量",
    "norm": "规范",
    "must": "必须",
    "strive": "力争",
    "encourage": "鼓励",
    "draft": "征求意见稿",
    "final": "定稿",
    "other": "其他",
    "kept": "保留",
    "strengthened": "加强",
    "weakened": "减弱",
    "advanced": "提前",
    "delayed": "推迟",
    "changed": "改变",
    "dropped": "未提及",
    "added": "新增",
    "restated": "转述",
    "not_comparable": "不可比",
    "shown": "已体现",
    "partly": "部分体现",
    "not_shown": "未体现",
    "not_verifiable": "无法核对",
    "no_opinion": "无意见",
    "increase": "增加",
    "decrease": "减少",
    "True": "是",
    "False": "否",
    "plan": "方案类",
    "report": "报告类",
    "reply": "答复类",
    "note": "说明类",
    "law": "法规类",
    "policy": "政策类",
    "count": "数目不符",
    "sum": "合计不符",
    "share": "占比不符",
    "share-of": "占比不符",
    "growth": "增幅不符",
    "period": "起止颠倒",
    "two-values": "数值不一",
    "two-deadlines": "时限不一",
    "task-after-goal": "任务晚于目标",
    "deadline-before-issue": "时限早于成文",
    "numbering-twice": "序号重复",
    "numbering-gap": "序号缺漏",
}


def value(word: object) -> str:
    """A stored value in the language spoken."""
    return VALUES.get(str(word), str(word)) if language() == "zh" else str(word).replace("_", " ")


# Places of a file as the parsers name them.
_PLACES = (
    (r"line (\d+)", "第{0}行"),
    (r"para (\d+)", "第{0}段"),
    (r"table (\d+) r(\d+) c(\d+)", "表{0}第{1}行第{2}列"),
)


def place(words: str) -> str:
    """A place within a file in the language spoken; the words themselves where they are of another kind."""
    if language() == "zh":
        for pattern, chinese in _PLACES:
            found = re.fullmatch(pattern, words)
            if found:
                return chinese.format(*found.groups())
    return words
