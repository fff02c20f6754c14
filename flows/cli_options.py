"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Raw = Annotated[Path, typer.Option("--raw", envvar="DEPESCHE_RAW", help="Folder with the articles.")]
WarehouseFolder = Annotated[
    Path, typer.Option("--warehouse", envvar="DEPESCHE_WAREHOUSE", help="Folder of the dataset.")
]
ConfigFile = Annotated[
    Path | None, typer.Option("--config", help="Settings file; without it raw/depesche.yml is used if it is there.")
]
