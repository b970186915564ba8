"""How long ``mdmakg --help`` takes against an empty typer application with as many verbs.

One run, a few seconds: the two are started in turn, so that whatever else the
machine does falls on both; the medians and their ratio are printed. Exit code 1
where the ratio is above 1.5.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

MOST = 1.5
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 15

EMPTY = """
import typer
app = typer.Typer(no_args_is_help=True)
@app.callback()
def root() -> None: "An empty application."
for name in ("build", "check", "query", "trace", "export", "quote", "init"):
    app.command(name)(lambda: None)
app()
"""

COMMANDS = {
    "mdmakg --help": [sys.executable, "-m", "mdmakg", "--help"],
    "empty typer application": [sys.executable, "-c", EMPTY, "--help"],
}


def seconds(command: list[str]) -> float:
    """Run a command once; give the seconds of wall clock that it took."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> int:
    """Measure, print, and judge."""
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(ROUNDS):
        for name, command in COMMANDS.items():
            taken[name].append(seconds(command))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    for name, median in medians.items():
        print(f"{name:<24} {median * 1000:6.0f} ms (median of {ROUNDS})")
    ours, empty = medians.values()
    print(f"ratio {ours / empty:.2f}; at most {MOST} is wanted")
    return int(ours / empty > MOST)


if __name__ == "__main__":
    sys.exit(main())
