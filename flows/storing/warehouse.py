"""The public DuckDB file: opened with clear errors, built beside itself, swapped in by one rename."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from flows.errors import BrokenPromiseError, BusyError, WarehouseError, writing
from flows.stopping import querying
from flows.storing.batches import BatchLog, FileState, sync
from schemas import SCHEMA_VERSION

# The oldest file format that DuckDB 2 writes and 1.5 tools (CLI, DBeaver, ibis) still open.
_STORAGE: dict[str, str | bool | int | float | list[str]] = {"storage_compatibility_version": "v1.5.0"}

# Not `depesche.duckdb.tmp`: that is the folder into which a reader of `depesche.duckdb` spills.
_HALF_BUILT = "depesche.building.duckdb"


@dataclass(frozen=True, slots=True)
class Warehouse:
    """A warehouse folder: `depesche.duckdb`, and the `batches/` it is built from."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "depesche.duckdb"

    @property
    def batches(self) -> BatchLog:
        return BatchLog(self.folder)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the warehouse for one run; the lock goes with the process, also when that is killed.

        Raises BusyError if another run holds it, WarehouseError if the folder can't be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            # One lock object per path and process: the command holds it while the flow takes it again.
            lock = FileLock(self.folder / ".lock", timeout=0, thread_local=False, is_singleton=True)
            lock.acquire()
        except Timeout:
            raise BusyError(f"another run is writing to {self.folder}: wait until it has ended") from None
        except OSError as error:
            raise WarehouseError(f"can't write to the warehouse {self.folder}: {error.strerror or error}") from error
        try:
            yield
        except BaseException:
            self._drop_leftovers()  # a full disk gets its room back at once, not with the next run
            raise
        finally:
            lock.release()

    def _drop_leftovers(self) -> None:
        """Remove what a run that failed was writing; what it committed stays. Needs the lock."""
        with suppress(OSError):
            self.batches.drop_pending()
            self._drop_half_built()

    @contextmanager
    def connected(self, current: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
        """A read-only connection to the public file.

        Raises WarehouseError if there is none, it is damaged, or it is from a newer version; with `current` also if it
        is from an older one, which may lack tables or columns.
        """
        if not self.database.exists():
            raise WarehouseError(f"there is no dataset at {self.database} yet: load one with `depesche run`")
        try:
            connection = duckdb.connect(str(self.database), read_only=True)
        except duckdb.Error as error:
            raise self._damaged(error) from error
        try:
            self._refuse_others(connection, current)
            yield connection
        finally:
            connection.close()

    def _refuse_others(self, connection: duckdb.DuckDBPyConnection, current: bool) -> None:
        try:
            versions = connection.execute("SELECT schema_version FROM state.published").fetchall()
        except duckdb.Error as error:
            raise self._damaged(error) from error
        version = versions[0][0] if versions else 0
        if version > SCHEMA_VERSION:
            raise WarehouseError(
                f"{self.database} was written by a newer Depesche (tables version {version}, this one knows "
                f"{SCHEMA_VERSION}): update Depesche, or use another warehouse folder"
            )
        if current and version < SCHEMA_VERSION:
            raise WarehouseError(
                f"{self.database} was written by an older Depesche (tables version {version}): "
                "`depesche rebuild`, or the next run, brings it forward and keeps a backup"
            )

    def _damaged(self, error: duckdb.Error) -> WarehouseError:
        reason = str(error).splitlines()[0]
        mend = f"`depesche rebuild` makes it anew from {self.batches.root}"
        if not any(self.batches.root.glob("run_id=*")):
            mend = "there are no batches to build it from: move the file away, then `depesche run`"
        return WarehouseError(f"{self.database} can't be read as a Depesche dataset ({reason}). {mend}")

    def published_run(self) -> str | None:
        """Id of the newest run in the public file; None if there is no file yet."""
        return self._published()[0]

    def _published(self) -> tuple[str | None, int]:
        """The newest run in the public file, and the tables version of the file."""
        if not self.database.exists():
            return None, SCHEMA_VERSION
        with self.connected() as connection:
            rows = connection.execute("SELECT run_id, schema_version FROM state.published").fetchall()
            return rows[0] if rows else (None, SCHEMA_VERSION)

    def file_states(self) -> dict[str, FileState]:
        """Each input file as the newest run that looked at it saw it, withdrawn ones included."""
        if not self.database.exists():
            return {}
        names = ("source_file", "size", "mtime_ns", "sha256", "problem", "withdrawn")
        with self.connected() as connection:
            try:
                rows = connection.execute(f"SELECT {', '.join(names)} FROM state.files").fetchall()
            except duckdb.Error as error:
                raise self._damaged(error) from error
        return {row[0]: FileState(*row) for row in rows}

    def is_behind(self) -> bool:
        """Whether a committed run is not in the public file, or the file is of an older version."""
        head = self.batches.head()
        return head is not None and self._published() != (head.run_id, SCHEMA_VERSION)

    def publish(self) -> None:
        """Build the DuckDB file from the committed batches and swap it in.

        Readers that have the old file open keep it; new ones see the new. Raises WarehouseError if
        the built dataset breaks one of its promises; then the old one stays.
        """
        head = self.batches.head()
        try:
            self._build_and_swap()
        except BrokenPromiseError as error:
            if head is None or head.run_id == self.published_run():
                raise
            # The newest run must not stand in the way of every later one.
            aside = self.batches.set_aside(head)
            raise type(error)(f"{error}; the run was set aside in {aside}") from error

    def _build_and_swap(self) -> None:
        beside = self.folder / _HALF_BUILT
        with writing(self.folder):
            self._drop_half_built()
            problem = self._build(beside)
            if problem is not None:
                self._drop_half_built()  # a full disk gets its room back
                raise problem
            sync(beside)
            beside.replace(self.database)
            sync(self.folder)

    def _build(self, beside: Path) -> WarehouseError | None:
        """Fill a new database with the committed batches; returns what was in the way, if anything.

        Returned, not raised: an error that somebody keeps would keep DuckDB's connection with its traceback.
        """
        from flows.storing.build import build_tables  # brings Pandera: opening a dataset must not wait for it

        try:
            with querying(), closing(duckdb.connect(str(beside), config=_STORAGE)) as connection:
                connection.execute("SET TimeZone = 'UTC'")
                connection.begin()  # one for all: hundreds of small statements would each wait for the disk
                build_tables(connection, self.batches)
                connection.execute(resources.files("schemas").joinpath("views.sql").read_text("utf-8"))
                connection.commit()
                connection.execute("CHECKPOINT")
        except WarehouseError as error:
            return error.with_traceback(None)
        except duckdb.Error as error:
            return self._not_built(str(error))
        return None

    def _not_built(self, message: str) -> WarehouseError:
        for reason in map(os.strerror, (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)):
            if reason in message:
                kept = "the run's batches are kept, the next run builds the dataset from them"
                return WarehouseError(f"can't write to the warehouse {self.folder}: {reason}; {kept}")
        return WarehouseError(f"the dataset can't be built from {self.batches.root}: {message.splitlines()[0]}")

    def _drop_half_built(self) -> None:
        """Remove what is left of a build that did not end: the file, its log and what it spilled to disk."""
        for leftover in self.folder.glob(f"{_HALF_BUILT}*"):
            if leftover.is_dir():
                shutil.rmtree(leftover)
            else:
                leftover.unlink()
