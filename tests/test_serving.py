"""A schedule fires and its rows arrive; the deployment file says the same as the command."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from flows.serving import CRON, TIMEZONE
from flows.storing.warehouse import Warehouse
from tests.conftest import ask

ROOT = Path(__file__).parents[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def test_deployment_file_has_the_schedule_of_serve() -> None:
    deployments = {each["name"]: each for each in yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]}
    load = deployments["load"]
    assert load["schedules"] == [{"cron": CRON, "timezone": TIMEZONE}]
    assert load["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}
    for deployment in deployments.values():
        module, function = deployment["entrypoint"].split(":")
        assert f"def {function}(" in (ROOT / module).read_text("utf-8")


@pytest.mark.timeout(280)
def test_schedule_fires_and_rows_arrive(raw: Path, folder: Path, tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment |= {"PREFECT_HOME": str(tmp_path / "prefect")}
    options = ["--raw", str(raw), "--warehouse", str(folder), "--cron", "* * * * *", "--port", str(free_port())]
    log = (tmp_path / "serve.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "serve", *options],
        cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 240
        while not (folder / "depesche.duckdb").exists() and time.monotonic() < deadline:
            assert server.poll() is None, (tmp_path / "serve.log").read_text()
            time.sleep(1)
        assert Warehouse(folder).database.exists(), (tmp_path / "serve.log").read_text()
        assert ask(folder, "SELECT count(*) FROM articles") == [(2,)]
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            pass
        finally:
            os.killpg(server.pid, signal.SIGKILL) if server.poll() is None else None
            log.close()
