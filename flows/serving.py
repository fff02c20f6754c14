"""`depesche serve`: the scheduled flow, with a loopback server of its own where none is configured."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.environment import prepare_prefect
from flows.errors import DepescheError, InputError

# The schedule of prefect.yaml: every quarter of an hour, by the clock of the newsroom.
CRON = "*/15 * * * *"
TIMEZONE = "Europe/Berlin"
_STARTUP_SECONDS = 120


@contextmanager
def api_server(port: int) -> Iterator[str]:
    """The URL of the configured Prefect server, or of one on the loopback that lives as long as this block.

    Raises DepescheError if the port is taken or the server does not come up.
    """
    configured = os.environ.get("PREFECT_API_URL")
    if configured:
        yield configured
        return
    url = f"http://127.0.0.1:{port}/api"
    if _is_taken(port):
        raise DepescheError(f"port {port} is in use: name another with --port, or set PREFECT_API_URL to that server")
    # Pages served from another port than 4200 must be told where the API is.
    environment = {**os.environ, "PREFECT_SERVER_UI_API_URL": url}
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait_until_ready(url, server)
        os.environ["PREFECT_API_URL"] = url
        yield url
    finally:
        os.environ.pop("PREFECT_API_URL", None)
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_until_ready(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _STARTUP_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise DepescheError(f"the Prefect server ended at once with code {server.returncode}")
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise DepescheError(f"the Prefect server at {url} was not ready after {_STARTUP_SECONDS} s")


def serve_schedule(raw: Path, warehouse: Path, config: Path | None, cron: str) -> None:
    """Serve the load flow on its schedule until interrupted; needs PREFECT_API_URL to be set.

    One run at a time: a run that would start while another is on is cancelled, the next one reads
    what it would have read.
    """
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows.pipeline import load

    try:
        schedule = Cron(cron, timezone=TIMEZONE)
    except ValueError as error:
        raise InputError(f"{cron!r} is no cron schedule: {error}") from error
    load.serve(
        name="depesche",
        schedules=[schedule],
        parameters={
            "raw": str(raw.resolve()),
            "warehouse": str(warehouse.resolve()),
            "config": str(config.resolve()) if config else None,
        },
        global_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        limit=1,
        entrypoint_type=EntrypointType.MODULE_PATH,
        print_starting_message=False,
    )


def serve(raw: Path, warehouse: Path, config: Path | None, cron: str, port: int) -> Iterator[str]:
    """Yield the server's URL once it is ready, then serve until interrupted."""
    prepare_prefect(warehouse)
    # The environment is shared with the runs that the server starts; they log to it.
    os.environ["PREFECT_LOGGING_TO_API_ENABLED"] = "true"
    with api_server(port) as url:
        yield url
        serve_schedule(raw, warehouse, config, cron)
