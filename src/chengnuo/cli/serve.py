"""The command that opens the ledger in Datasette: serve."""

from __future__ import annotations

import click

from chengnuo.cli.command import Command, option
from chengnuo.cli.options import db_option, lang_option, quiet_option
from chengnuo.cli.output import note
from chengnuo.cli.words import say


@click.command(
    cls=Command,
    zh="在浏览器中用 Datasette 浏览账本（只读，默认只在本机可见；需安装 chengnuo[serve]）。",
    examples=("chengnuo serve", "chengnuo serve --db hebei.db --port 8010"),
)
@db_option
@option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Address to listen on.", zh="监听地址。"
)
@option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535), help="Port.", zh="端口。")
@quiet_option
@lang_option
def serve(db: str, host: str, port: int, quiet: bool) -> None:
    """Browse the ledger with Datasette: tables, facets, full-text search; read-only, on this machine alone.

    Needs the extra: pip install "chengnuo[serve]".
    """
    from chengnuo import store
    from chengnuo.serve import serve as run

    store.open_ledger(db).close()
    note(say("serving", host=host, port=port), quiet=quiet)
    run(db, host=host, port=port)


COMMANDS: tuple[Command, ...] = (serve,)
