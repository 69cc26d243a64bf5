"""Reasons and hints of errors, which are worded in English below the command line, in Chinese for a Chinese reader."""

from __future__ import annotations

import re

from chengnuo.cli.words import language

REASONS: dict[str, str] = {
    "there is no ledger here": "这里没有账本",
    "make one with `chengnuo ingest PATH… --db FILE`": "用 `chengnuo ingest 路径… --db 文件` 新建",
    "run `chengnuo ingest` on it once": "请先对它运行一次 `chengnuo ingest`",
    "file is not a database": "这不是数据库",
    "this file is something else; name another with --db": "这是别的文件；请用 --db 另指定",
    "database disk image is malformed": "数据库已损坏",
    "restore a copy, or ingest into a new file": "请恢复备份，或存入新文件",
    "unable to open database file": "无法打开数据库文件",
    "is the folder there, and may you write in it?": "文件夹是否存在、是否可写？",
    "attempt to write a readonly database": "数据库只读",
    "copy it to a folder that you may write in": "请复制到可写的文件夹",
    "database or disk is full": "磁盘已满",
    "the disk is full; make room and run again: what is stored stays": "磁盘已满；腾出空间后再运行，已入库的内容保留",
    "database is locked": "数据库正被占用",
    "another program is writing; try again": "另一程序正在写入，请稍后再试",
    "disk I/O error": "磁盘读写出错",
    "is the disk full or gone? What is stored stays": "磁盘是否已满或断开？已入库的内容保留",
    "this is a database, but not a ledger of chengnuo": "这是数据库，但不是 chengnuo 的账本",
    "name another with --db": "请用 --db 另指定",
    "update chengnuo": "请更新 chengnuo",
    "there is no such file": "没有这个文件",
    "check the path": "请检查路径",
    "this is a folder": "这是文件夹",
    "give the files in it, or use `chengnuo ingest`": "请给出其中的文件，或用 `chengnuo ingest`",
    "may you read it?": "是否有读取权限？",
    "Permission denied": "没有权限",
    "No space left on device": "磁盘已满",
    "the file is empty": "文件是空的",
    "the file holds no text": "文件中没有文字",
    "the PDF has no text": "PDF 中没有文字",
    "the page holds no text": "网页中没有文字",
    "this is no text": "这不是文本",
    "fetch it again": "请重新下载",
    "give a file of text, PDF, DOCX or HTML": "请给出文本、PDF、DOCX 或 HTML 文件",
    "save the page once it has loaded": "请等网页加载完再保存",
    "the content is of no known format": "不认识这种格式",
    "PDF, DOCX, DOC, OFD, HTML, RTF, TXT and MD are read": "可读 PDF、DOCX、DOC、OFD、HTML、RTF、TXT、MD",
    "an image has no text of its own": "图片没有文字层",
    'pip install "chengnuo[ocr]", or install tesseract with chi_sim; then --ocr auto': (
        '请 pip install "chengnuo[ocr]"，或安装 tesseract 及 chi_sim，再加 --ocr auto'
    ),
    "read it with --ocr auto": "请加 --ocr auto 读取",
    "try a sharper scan": "请换更清晰的扫描件",
    "the PDF is encrypted": "PDF 已加密",
    "the password does not open the PDF": "密码不对，PDF 打不开",
    "give its password with --password": "请用 --password 给出密码",
    "the document is encrypted": "文件已加密",
    "the file is encrypted": "文件已加密",
    "save it without the password": "请去掉密码后另存",
    "install LibreOffice, antiword or catdoc, or save the file as DOCX": (
        "请安装 LibreOffice、antiword 或 catdoc，或另存为 DOCX"
    ),
    "open it in an office program and save it": "请用办公软件打开后另存",
    "nothing of it was stored; mend the file and read it again": "一条也没有存入；请改正后再读",
    "an object is expected": "应为 JSON 对象",
    "an object with fields is expected": "应为带 fields 的 JSON 对象",
    "nobody is named (in the column, or with --reviewer)": "没有写明审核人（填写该列，或用 --reviewer）",
    "correct, but no new_… column says what is right": "为 correct，但没有填写 new_… 列",
    "the ledger has no commitment without an id": "没有给出编号",
    "the ledger has no document without an id (`chengnuo list` shows the ids)": (
        "没有给出文件编号（用 `chengnuo list` 查看编号）"
    ),
    "the exact words of the source are needed": "请给出原文中的语句",
    "this field cannot be empty": "不可为空",
    "please report it with this file": "请附此文件报告给我们",
    "it looks like a bomb": "疑似恶意构造的文件",
    "no office program writes one": "办公软件不会生成这样的内容",
    "save it again": "请重新保存",
    "save it as PDF or DOCX": "请另存为 PDF 或 DOCX",
    "split it": "请拆分后再读",
    "unpack it and name the documents in it": "请解压后给出其中的文件",
    "the ZIP container is broken or truncated": "压缩包已损坏或不完整",
    "a ZIP archive that is no document": "这是压缩包，不是文档",
    "an archive that is no document": "这是压缩包，不是文档",
    "an Office file under a password": "这是加密的 Office 文件",
    "an OLE file that is no Word document (XLS, PPT, WPS …)": "不是 Word 文档（XLS、PPT、WPS 等）",
    "a workbook (XLSX) is not read": "不能读工作簿（XLSX）",
    "a presentation (PPTX) is not read": "不能读演示文稿（PPTX）",
    "an OpenDocument file is not read": "不能读 OpenDocument 文件",
    "an EPUB is not read": "不能读 EPUB",
    "the package has no document body": "文件中没有正文",
    "the package names no document": "文件中没有文档",
    "its elements are nested too deep": "结构嵌套过深",
    "its groups are nested too deep": "结构嵌套过深",
    "the saved page has no HTML part": "保存的网页中没有 HTML",
    "no text was recognised in the image": "图像中没有识别出文字",
    "the container has no OFD.xml": "文件中没有 OFD.xml",
    "the OFD is encrypted, or images only": "OFD 已加密，或只有图像",
    "the OFD has no text: its pages are images": "OFD 中没有文字，页面只有图像",
    "ask for the PDF of it": "请索取 PDF 版",
    "none of its pages can be loaded": "没有一页可以读取",
    "the RTF holds no text": "RTF 中没有文字",
    "open it in an office program and save it as DOCX": "请用办公软件打开，另存为 DOCX",
    "too large for the memory of this machine": "文件太大，内存不足",
    "columns are known by the names in the first line": "各列以首行的名称辨认",
    "JSON, but no file of decisions": "是 JSON，但不是审核结果文件",
    "the report's export button makes one": "用报告中的导出按钮生成",
    "the list of decisions is missing": "缺少审核结果列表",
    "neither UTF-8 nor GB 18030": "既不是 UTF-8 也不是 GB 18030",
    "save the sheet as CSV UTF-8": "请另存为 UTF-8 编码的 CSV",
    "give an id of `chengnuo list`": "请用 `chengnuo list` 中的编号",
    "set TMPDIR to a folder with room": "请把 TMPDIR 设为有空间的文件夹",
    "the ledger was changed while it was read": "读取时账本有变动",
    "try again": "请再试一次",
    "give it more with --timeout": "用 --timeout 延长",
    'Parquet needs pyarrow: pip install "chengnuo[parquet]"': ('Parquet 需要 pyarrow：pip install "chengnuo[parquet]"'),
    'browsing needs Datasette: pip install "chengnuo[serve]"': ('浏览需要 Datasette：pip install "chengnuo[serve]"'),
}
# Reasons that hold a figure or another program's words.
REASON_PATTERNS: dict[str, str] = {
    r"the ZIP container is broken: (.+)": "压缩包已损坏：{0}",
    r"no page has a text that can be used \((.+)\); (.+) found none either": (
        "没有一页有可用的文字（{0}），{1} 也未识别出"
    ),
    r"no page has a text that can be used \((.+)\)": "没有一页有可用的文字（{0}）",
    r"pdfium cannot open the PDF: (.+)": "PDF 打不开：{0}",
    r"a fault of the program \((.+)\)": "程序出错（{0}）",
    r"not read within (.+) seconds": "{0} 秒内没有读完",
    r"the reader died \(exit code (.+)\)": "读取进程意外结束（退出码 {0}）",
    r"the container has (.+) parts": "压缩包中有 {0} 个文件",
    r"(.+) unpacks to (.+) times its size": "{0} 解压后是原来的 {1} 倍",
    r"it unpacks to more than (.+) MB": "解压后超过 {0} MB",
    r"(.+) declares a document type": "{0} 含有文档类型声明",
    r"(.+) is not well-formed XML: (.+)": "{0} 不是合格的 XML：{1}",
    r"(.+) is broken: (.+)": "{0} 已损坏：{1}",
    r"the Word document cannot be read: (.+)": "Word 文档无法读取：{0}",
    r"the page cannot be read: (.+)": "网页无法读取：{0}",
    r"the image cannot be read: (.+)": "图像无法读取：{0}",
    r"the saved page is broken: (.+)": "保存的网页已损坏：{0}",
    r"the (?:OFD|PDF) has (.+) pages": "共有 {0} 页",
    r"a page has more than (.+) objects": "一页中的对象超过 {0} 个",
    r"the column (.+) is missing": "缺少列 {0}",
    r"(.+) is no field to correct": "{0} 不是可更正的字段",
    r"these are: (.+)": "可更正的有：{0}",
    r"version (.+) of the file of decisions is not known": "不认识审核结果文件的版本 {0}",
    r"no table: (.+)": "不是表格：{0}",
    r"no JSON: (.+)": "不是 JSON：{0}",
    r"not a workbook that can be read: (.+)": "工作簿无法读取：{0}",
    r"(.+) files of the ledger have this name": "账本中有 {0} 个同名文件",
    r"file (.+) is not in it any more": "其中已没有文件 {0}",
    r"the ledger has schema (.+), newer than this program knows": "账本的结构版本 {0} 比本程序新",
    r"the ledger has schema (.+), an older one": "账本的结构版本 {0} 较旧",
    r"what was found in it cannot be stored: (.+)": "读出的内容无法存入：{0}",
    r"(.+): no room for the temporary files of a workbook: (.+)": "{0}：没有存放工作簿临时文件的空间：{1}",
    r"(.+) is no PDF, or not the one that was read": "{0} 不是 PDF，或已不是当时读取的文件",
    # Mistakes in a file of decisions, several in one message.
    r"(.+); and (\d+) more": "{0}；另有 {1} 处",
    r"(.+); ((?:line|decision|added) \d+: .+)": "{0}；{1}",
    r"line (\d+): (.+)": "第 {0} 行：{1}",
    r"decision (\d+): (.+)": "第 {0} 条审核：{1}",
    r"added (\d+): (.+)": "第 {0} 条增补：{1}",
    r"(id|quote|reviewer|verdict|new_\w+): (.+)": "{0}：{1}",
    r"(.+) is no moment after ISO 8601": "{0} 不是 ISO 8601 时刻",
    r"add, but (.+) is empty": "为 add，但没有填写 {0}",
    r"(\w+), but (new_\w+) is filled in": "为 {0}，却填写了 {1}",
    r"the value (.+) and the bound (.+) do not go together": "值 {0} 与比较 {1} 不相符",
    r"the ledger has no commitment (.+)": "账本中没有编号为 {0} 的承诺",
    r"the ledger has no document (.+)": "账本中没有编号为 {0} 的文件",
    r"(.+) is decided twice, differently": "{0} 有两种不同的审核结果",
    r"(\w+) reads (.+) in the sheet and (.*) in the ledger; corrections belong into (.+)": (
        "表中 {0} 为“{1}”，账本中为“{2}”；更正请填入 {3}"
    ),
    r"the document does not have the words (.+)": "文件中没有 {0}",
    r"the words (.+) stand (\d+) times in the document; quote more of the clause": (
        "{0} 在文件中出现 {1} 次；请多引几个字"
    ),
    r"(.+) is none of (.+)": "{0} 不在可选值之列：{1}",
    r"(.+) is no date such as (.+) or (.+)": "{0} 不是日期，应如 {1} 或 {2}",
    r"(.+): the lower end comes first": "{0}：应先写下限",
    r"(.+) is no number and no range such as (.+)": "{0} 不是数字，也不是 {1} 这样的范围",
    r"(.+) is no number": "{0} 不是数字",
    r"(.+) is neither true nor false": "{0} 既不是 true 也不是 false",
}


def reason(words: str) -> str:
    """A reason or hint, or a reason with its hint in brackets, in the language spoken, where it is one of ours."""
    if language() != "zh":
        return words
    if words in REASONS:
        return REASONS[words]
    what, mark, hint = words.removesuffix(")").rpartition(" (")
    if mark and words.endswith(")") and reason(hint) != hint:
        return f"{reason(what)}（{reason(hint)}）"
    for pattern, chinese in REASON_PATTERNS.items():
        found = re.fullmatch(pattern, words, re.DOTALL)
        if found:
            return chinese.format(*map(reason, found.groups()))
    return words
