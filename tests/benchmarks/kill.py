"""`kill -9` at random moments of a load; afterwards the next run must complete to the undisturbed dataset."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.conftest import load, snapshot


def main() -> None:
    raw = Path(sys.argv[1] if len(sys.argv) > 1 else "raw").resolve()
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    dice = random.Random(20240312)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = perf_counter()
        load(raw, folder / "undisturbed")
        seconds = perf_counter() - start
        expected = snapshot(folder / "undisturbed")
        code = "import sys; from pathlib import Path; from tests.conftest import load; load(*map(Path, sys.argv[1:]))"
        killed = 0
        for number in range(times):
            warehouse = folder / f"killed-{number}"
            command = [sys.executable, "-c", code, str(raw), str(warehouse)]
            with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
                try:
                    process.wait(timeout=dice.uniform(0.5, seconds + 3))
                except subprocess.TimeoutExpired:
                    process.send_signal(signal.SIGKILL)
                    killed += 1
            load(raw, warehouse)
            same = snapshot(warehouse) == expected
            print(f"kill {number + 1}: the next run gave {'the same dataset' if same else 'ANOTHER DATASET'}")
            if not same:
                raise SystemExit(1)
    print(f"{times} loads, {killed} killed, 0 differ")


if __name__ == "__main__":
    main()
