"""Usage errors in the reader's language: click words them in English only."""

from __future__ import annotations

import re

import click

from chengnuo.cli.words import language

_CHINESE = tuple(
    (re.compile(english, re.DOTALL), chinese)
    for english, chinese in (
        (r"Invalid value for (.+?): (.+)", "{0} 的值无效：{1}"),
        (r"Invalid value: (.+)", "值无效：{0}"),
        (r"Missing argument (.+?)\.( Choose from:.+)?", "缺少参数 {0}。{1}"),
        (r"Missing option (.+?)\.( Choose from:.+)?", "缺少选项 {0}。{1}"),
        (r"Choose from:\s*(.+)", "可选：{0}"),
        (r"Missing command\.", "缺少命令。"),
        (r"No such option:? (.+?)\.?( Did you mean .+| \(Possible options: .+)?", "没有选项 {0}。{1}"),
        (r"No such command (.+?)\.( Did you mean .+)?", "没有命令 {0}。{1}"),
        (r"Got unexpected extra arguments? \((.+)\)\.?", "多余的参数：{0}"),
        (r"Option (.+?) requires an argument\.", "选项 {0} 需要一个值。"),
        (r"Option (.+?) requires (\d+) arguments\.", "选项 {0} 需要 {1} 个值。"),
        (r"Option (.+?) does not take a value\.", "选项 {0} 不带值。"),
        (r"(.+) is not one of (.+?)\.?", "{0} 不在可选值之列：{1}。"),
        (r"(.+) is not in the range (.+?)\.?", "{0} 超出范围 {1}。"),
        (r"(.+) is not a valid (?:integer|float)(?: range)?\.", "{0} 不是数字。"),
        (r"Directory (.+) does not exist\.", "文件夹 {0} 不存在。"),
        (r"Directory (.+) is a file\.", "{0} 是文件，不是文件夹。"),
        (r" ?Did you mean (.+)", "您是否想用 {0}"),
        # our own
        (r"(--\S+(?: \w+)?) needs --output FILE", "{0} 需要用 --output 给出文件"),
        (r"(--\S+(?: \w+)?) is for (--\S+)", "{0} 只能与 {1} 同用"),
        (r"--redline takes --format (.+)", "--redline 的 --format 可为 {0}"),
        (r"(--.+) and (--\S+) exclude (?:each other|one another)", "{0}、{1} 不可同时使用"),
        (r"--name is for standard input: give `-`, too", "--name 用于标准输入：请同时给出 `-`"),
        (r"--image takes one ID", "--image 只能用于一个编号"),
        (r"the text ends at (\d+)", "文本只到 {0}"),
        (r" ?\(Possible options: (.+)\)", "（相近的选项：{0}）"),
    )
)


def show(error: click.ClickException) -> None:
    """Prints the error with the command's usage on standard error."""
    if language() != "zh":
        error.show()
        return
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None:
        click.echo(f"{context.get_usage()}\n用“{context.command_path} --help”查看帮助。\n", err=True)
    click.echo(f"错误：{in_chinese(error.format_message())}", err=True)


def in_chinese(words: str) -> str:
    """The message with click's phrases in Chinese, names and values as they are; a phrase not known stays."""
    for pattern, chinese in _CHINESE:
        found = pattern.fullmatch(words.strip())
        if found:
            return chinese.format(*(in_chinese(group) if group else "" for group in found.groups()))
    return words
