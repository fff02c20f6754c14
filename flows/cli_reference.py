"""Commands about registers that the dataset's companies are looked up in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli_options import WarehouseFolder

app = typer.Typer(no_args_is_help=True, help="Registers that companies are looked up in.")


@app.command()
def load(
    file: Annotated[Path, typer.Argument(help="CSV of GLEIF's LEI golden copy or of Wikidata items; also .gz, .zip.")],
    warehouse: WarehouseFolder = Path("warehouse"),
) -> None:
    """Look the organisations up in a register from a local file; table `entity_references` says what fits.

    Example: `depesche reference load 20240312-gleif-goldencopy-lei2.csv.zip`
    """
    from flows.display import consoles
    from flows.run import catch_up
    from flows.storing.references import load_reference
    from flows.storing.warehouse import Warehouse

    out, err = consoles()
    house = Warehouse(warehouse)
    with house.locked():
        catch_up(house)
        with err.status(f"reading {file.name}"):
            loaded = load_reference(file, warehouse)
        found = 0
        if house.batches.head() is not None:
            with err.status("looking up the organisations"):
                house.publish()
            with house.connected() as connection:
                query = "SELECT count(DISTINCT entity_id) FROM entity_references WHERE scheme = ?"
                found = connection.execute(query, [loaded.scheme]).fetchall()[0][0]
    out.print(
        f"{loaded.scheme}: {loaded.things:,} entries with {loaded.names:,} names; "
        f"organisations of the dataset found in it: {found:,}",
        soft_wrap=True,
    )
