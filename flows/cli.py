"""The `depesche` command."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from flows import cli_history, cli_reference, cli_upkeep
from flows.cli_options import ConfigFile, Raw, WarehouseFolder
from flows.errors import DepescheError, InputError
from flows.stopping import StoppedError, stoppable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.run import Summary

# Heavy libraries are imported inside the commands: `depesche --help` must not wait for Prefect.

EXIT_CODES = """\
Exit codes: 0 done (also if single files or rows were rejected: they are in the table `rejects`),
1 failed, 2 wrong use of the command, 3 the raw folder, settings, gold or target can't be used,
4 the warehouse can't be used, 5 another run holds the warehouse, 6 the query was refused,
130 stopped by Ctrl+C, 143 stopped by SIGTERM."""

app = typer.Typer(
    name="depesche",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    help=f"German business news as a validated dataset: every value stands on characters of the text.\n\n{EXIT_CODES}",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib import metadata

        typer.echo(f"depesche {metadata.version('depesche')}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Options of the command itself; the text above is its help."""
    if context.invoked_subcommand != "serve":  # Prefect's own handlers end what that has started
        context.with_resource(stoppable())


@app.command()
def run(raw: Raw = Path("raw"), warehouse: WarehouseFolder = Path("warehouse"), config: ConfigFile = None) -> None:
    """Load every new or changed article below the raw folder into the dataset.

    Example: `depesche run --raw raw --warehouse warehouse`
    """
    from dataclasses import replace
    from time import monotonic

    from flows.config import load_config
    from flows.display import consoles, summary_table
    from flows.run import prepare, revisions, summarise
    from flows.storing.warehouse import Warehouse

    start = monotonic()
    out, err = consoles()
    house = Warehouse(warehouse)
    settings = load_config(raw, config)  # a wrong settings file is told before a server starts
    if not raw.is_dir():
        raise InputError(f"the raw folder {raw} does not exist: create it, or name another with --raw")
    with house.locked():
        plan = prepare(raw, house, settings)
        if plan.is_empty:
            summary = summarise(house, plan, revisions(house), None)
            out.print(summary_table(replace(summary, seconds=monotonic() - start)))
            told = (
                f"all {plan.unchanged} files in {raw} are already in the dataset"
                if plan.unchanged
                else f"{raw} is empty"
            )
            out.print(f"Nothing to do: {told}.")
            return
        from flows.batch import prepare_finders  # brings all finders: a run with nothing to do must not wait for them

        prepare_finders(settings)  # a model that is missing is told before a server starts
        gone = f", {len(plan.withdrawals)} removed" if plan.withdrawals else ""
        said = ", other overrides" if plan.relinks else ""
        err.print(f"{len(plan.new)} new and {len(plan.changed)} changed files{gone}{said}; starting Prefect …")
        summary = _run_flow(raw, warehouse, config, len(plan.todo))
    # Counted from the command's start: the temporary server is part of what the user waits for.
    out.print(summary_table(replace(summary, seconds=monotonic() - start)))
    if summary.rejected:
        out.print("What was rejected and why: depesche query 'SELECT source_name, reason FROM rejects'", soft_wrap=True)


def _run_flow(raw: Path, warehouse: Path, config: Path | None, files: int) -> Summary:
    """Run the flow in this process with a bar that counts files."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from flows.display import consoles
    from flows.environment import demand_room, prepare_prefect, silence_failures

    prepare_prefect(warehouse)
    from flows.pipeline import load
    from flows.progress import listening

    silence_failures()

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TextColumn("files"), TimeElapsedColumn())
    with Progress(*columns, console=consoles()[1]) as progress:
        bar = progress.add_task("reading", total=files)
        with listening(lambda done: progress.update(bar, completed=done)):
            try:
                summary: Summary = load(raw=raw, warehouse=warehouse, config=config)
            except DepescheError:
                raise
            except Exception:
                demand_room(warehouse)  # Prefect's server on a full disk says anything but that
                raise
    return summary


@app.command()
def query(
    sql: Annotated[str, typer.Argument(help="One SQL statement; it can only read.")],
    warehouse: WarehouseFolder = Path("warehouse"),
    csv: Annotated[bool, typer.Option("--csv", help="Print all rows as CSV.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print all rows as JSON.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="Rows that the table shows.")] = 50,
) -> None:
    """Ask the dataset in SQL.

    Example: `depesche query "SELECT buyer, acquired, value_max, currency FROM takeovers"`
    """
    from flows.display import answer_table, consoles
    from flows.querying import ask
    from flows.storing.warehouse import Warehouse

    if csv and json:
        raise typer.BadParameter("--csv and --json exclude each other")
    answer = ask(Warehouse(warehouse), sql)
    if csv:
        sys.stdout.write(answer.as_csv())
    elif json:
        sys.stdout.write(answer.as_json() + "\n")
    else:
        out = consoles()[0]
        out.print(answer_table(answer, limit, out.width))


@app.command()
def search(
    words: Annotated[
        str, typer.Argument(help='Words that must all occur, in any form; "a phrase", OR, - and ( ) as usual.')
    ],
    warehouse: WarehouseFolder = Path("warehouse"),
    only: Annotated[Literal["articles", "quotes"] | None, typer.Option("--only", help="Search only these.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Hits to print, the best first.")] = 10,
    json: Annotated[bool, typer.Option("--json", help="Print the hits as JSON.")] = False,
) -> None:
    """Find articles and quotes by words, with the words found marked.

    "Übernahme" also finds "Übernahmen". The first search after a run builds the index.

    Example: `depesche search "Übernahme Pumpen"`
    """
    from flows.display import consoles
    from flows.searching.search import find
    from flows.searching.show import as_json, hits_shown
    from flows.storing.warehouse import Warehouse

    hits = find(Warehouse(warehouse), words, only, limit)
    if json:
        sys.stdout.write(as_json(hits) + "\n")
    else:
        out = consoles()[0]
        out.print(hits_shown(hits, marked=not out.is_terminal))


@app.command()
def export(
    target: Annotated[Path, typer.Argument(metavar="DIR", help="New folder, or an earlier export to replace.")],
    warehouse: WarehouseFolder = Path("warehouse"),
    form: Annotated[
        Literal["parquet", "csv", "jsonl"], typer.Option("--format", help="Format of the tables.")
    ] = "parquet",
    by_month: Annotated[
        bool, typer.Option("--by-month", help="One folder per month of publication for tables about articles.")
    ] = False,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="RUN", help="Only what changed since this run: its id, its beginning, or its number."
        ),
    ] = None,
) -> None:
    """Write every table, and beside them what describes them, for users who have no Depesche.

    Beside the tables: `README.md` with counts and known weaknesses, `tables.md`, `datapackage.json`, `croissant.json`,
    `SHA256SUMS`. The folder is renamed into place when it is complete.

    With `--since` it holds `withdrawn/` and `added/`, with which a full export of that run becomes one of now; the
    `README.md` in it says how. Where that run is the newest, their tables are empty.

    Example: `depesche export export/ --format csv`
    """
    from flows.display import consoles
    from flows.exporting.export import export_changes, export_dataset
    from flows.exporting.files import Format
    from flows.storing.warehouse import Warehouse

    if since is not None:
        if by_month:
            raise typer.BadParameter("--since and --by-month exclude each other")
        told = export_changes(Warehouse(warehouse), target, since, Format(form))
        first, last = told["from"]["sequence"], told["to"]["sequence"]
        withdrawn, added = (sum(each[part] for each in told["tables"].values()) for part in ("withdrawn", "added"))
        what = f"rows withdrawn: {withdrawn:,}, added: {added:,}" if first != last else "nothing changed, all are empty"
        consoles()[0].print(f"from run {first} to run {last}: {what}; written to {target}", soft_wrap=True)
        return
    counts = export_dataset(Warehouse(warehouse), target, Format(form), by_month)
    consoles()[0].print(f"{sum(counts.values()):,} rows in {len(counts)} tables written to {target}")


@app.command()
def show(
    article: Annotated[str, typer.Argument(help="Article id, source name, or a part of it that fits only one.")],
    warehouse: WarehouseFolder = Path("warehouse"),
) -> None:
    """Print an article with its records marked in the text and listed below it.

    Example: `depesche show nordwerk-kauft-in-mailand.txt`
    """
    from flows.display import consoles, marked_article
    from flows.querying import find_article, records_of
    from flows.storing.warehouse import Warehouse

    house = Warehouse(warehouse)
    found = find_article(house, article)
    consoles()[0].print(marked_article(found, records_of(house, found["article_id"])))


@app.command()
def schema(
    table: Annotated[str | None, typer.Argument(help="Only this table.")] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="The whole data dictionary as Markdown.")] = False,
    ddl: Annotated[bool, typer.Option("--ddl", help="The SQL that creates the tables.")] = False,
) -> None:
    """Describe the tables: columns, types, meaning, checks.

    Example: `depesche schema events`
    """
    from flows.display import consoles, schema_tables
    from schemas import derive
    from schemas.dictionary import dictionary
    from schemas.tables import TABLES

    if table is not None and table not in TABLES:
        raise typer.BadParameter(f"{table!r} is no table; there are {', '.join(TABLES)}", param_hint="TABLE")
    if markdown:
        sys.stdout.write(dictionary())
    elif ddl:
        for name in [table] if table else TABLES:
            sys.stdout.write(";\n".join(derive.ddl(name)) + ";\n\n")
    else:
        consoles()[0].print(*schema_tables([table] if table else list(TABLES)))


@app.command()
def evaluate(
    gold: Annotated[list[Path], typer.Option("--gold", help="Annotated articles, one JSON object per line.")],
    more: Annotated[list[Path] | None, typer.Argument(metavar="FILE", help="Further gold files.")] = None,
    warehouse: Annotated[
        Path | None, typer.Option(help="Folder of the dataset to measure; without it the gold's own texts are read.")
    ] = None,
    html: Annotated[Path | None, typer.Option("--html", help="Write a page with every error in its sentence.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print all figures as JSON.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first articles of each file.")] = None,
) -> None:
    """Measure how much of what people annotated is found, and how much of what is found is right.

    Example: `depesche evaluate --gold gold/business.jsonl --html errors.html`
    """
    from flows.display import consoles
    from flows.evaluating.page.write import write_page
    from flows.evaluating.summary import as_json
    from flows.evaluating.tables import score_tables
    from flows.evaluation import evaluate as evaluate_gold
    from flows.storing.warehouse import Warehouse

    out, err = consoles()
    with err.status("reading the gold") as status:

        def tell(done: int, files: int) -> None:
            status.update(f"{done:,} of {files:,} articles read")

        scores = evaluate_gold([*gold, *(more or ())], Warehouse(warehouse) if warehouse else None, limit, tell)
    if html is not None:
        write_page(html, scores)
        err.print(f"Every error in its sentence: {html}", soft_wrap=True)
    if json:
        sys.stdout.write(as_json(scores) + "\n")
    else:
        out.print(*map(score_tables, scores))


@app.command()
def serve(
    raw: Raw = Path("raw"),
    warehouse: WarehouseFolder = Path("warehouse"),
    config: ConfigFile = None,
    cron: Annotated[str, typer.Option(help="Schedule, by the clock of Europe/Berlin.")] = "*/15 * * * *",
    port: Annotated[int, typer.Option(help="Port of the loopback server, where PREFECT_API_URL names none.")] = 4200,
) -> None:
    """Load on a schedule until interrupted, with Prefect's UI on the loopback.

    Example: `depesche serve --cron "0 6-22 * * *"`
    """
    from flows.config import load_config
    from flows.display import consoles
    from flows.serving import serve as serve_runs

    if not raw.is_dir():
        raise InputError(f"the raw folder {raw} does not exist: create it, or name another with --raw")
    load_config(raw, config)
    for url in serve_runs(raw, warehouse, config, cron, port):
        consoles()[1].print(f"Serving {raw} on schedule {cron!r}; runs are at {url.removesuffix('/api')} (Ctrl+C ends)")


app.add_typer(cli_reference.app, name="reference")
for _command in (
    cli_history.retract,
    cli_history.diff,
    cli_history.replay,
    cli_history.backfill,
    cli_upkeep.doctor,
    cli_upkeep.check,
    cli_upkeep.rebuild,
):
    app.command()(_command)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Print what the user can act on as one sentence, without a traceback."""
    try:
        yield
    except DepescheError as error:
        print_error(error)
        raise SystemExit(error.exit_code) from None
    except StoppedError as stopped:
        print_error(f"{stopped}: nothing is half done, the next run takes up the rest")
        raise SystemExit(stopped.exit_code) from None
    except BrokenPipeError:
        raise SystemExit(0) from None


def print_error(error: Any) -> None:
    from rich.text import Text

    from flows.display import consoles, printable

    message = Text("error: ", style="bold red")
    message.append(printable(str(error)), style="default")
    consoles()[1].print(message, soft_wrap=True)


def main() -> None:
    """Entry point of the command."""
    with plain_errors():
        app()


if __name__ == "__main__":
    main()
