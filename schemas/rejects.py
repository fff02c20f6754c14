"""Table `rejects`."""

from __future__ import annotations

from schemas.base import Table, column, id_column


class Rejects(Table):
    """One row per row or file that failed a check; nothing else is lost with it."""

    reject_id: str = id_column("rej", "Hash of source, table, column, check, value and record.", unique=True)
    run_id: str = id_column("run", "Run that rejected it.", references="runs.run_id")
    table_name: str = column("Table the row was meant for; 'articles' for a file that can't be read.")
    source_name: str = column("File, or record in a file, it comes from.")
    source_file: str = column("Path below raw/ of the file that holds it.")
    article_id: str = column("Article, where there is one.", nullable=True)
    column_name: str = column("Column that failed; null for a check of the whole row or file.", nullable=True)
    check_name: str = column("Check that failed.")
    reason: str = column("What is wrong, in a sentence.")
    value: str = column("The value that failed, shortened to 500 characters.", nullable=True)
    record: str = column("The whole row or record as JSON.", nullable=True)
