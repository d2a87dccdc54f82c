#!/usr/bin/env python3
"""What it costs to generate a crate from large documents, as a whole process: wall and CPU time, and the peak of memory.

    python3 xtask/benches/large.py [--rounds N] [--core C] [--sizes 500,1000,2000,4000]

The documents are made by `../shared/bench/gen_large.py`, which needs PyYAML, and kept in target/bench. Where either is missing, this
says so and ends. Every round writes the crate anew, all rounds on one core, the documents in turns.
"""

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import measure

PROJECT = Path(__file__).resolve().parents[2]
GENERATOR = PROJECT.parent / "shared/bench/gen_large.py"
GOAL = (2000, 0.8, 300.0)  # operations; CPU s and MiB, where we want to be


def document(operations, folder):
    """The document of so many operations and two and a half times as many schemas, made once."""
    path = folder / f"l30-{operations}.yaml"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".tmp.yaml")
        command = [sys.executable, GENERATOR, str(operations), str(operations * 5 // 2), "30", unfinished]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        unfinished.rename(path)
    return path


def main():
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Generation from large documents, whole processes.")
    parser.add_argument("--rounds", type=int, default=5, help="how often each runs (default: 5)")
    parser.add_argument("--core", type=int, default=0, help="the core that all run on (default: 0)")
    parser.add_argument("--sizes", default="500,1000,2000,4000", help="operations of each document (default: 500,1000,2000,4000)")
    arguments = parser.parse_args()

    if not GENERATOR.exists():
        print("skipped: ../shared/bench/gen_large.py is not there")
        return
    target = PROJECT / os.environ.get("CARGO_TARGET_DIR", "target")
    sizes = [int(size) for size in arguments.sizes.split(",")]
    made = all((target / f"bench/l30-{size}.yaml").exists() for size in sizes)
    if not made and importlib.util.find_spec("yaml") is None:
        print("skipped: gen_large.py needs PyYAML, which is not installed")
        return
    documents = [document(size, target / "bench") for size in sizes]
    subprocess.run(["cargo", "build", "--quiet", "--release", "--package", "xtask"], cwd=PROJECT, check=True)
    xtask = target / "release/xtask"

    with tempfile.TemporaryDirectory() as folder:
        measure.pin(arguments.core)

        def from_nothing(path):
            out = Path(folder) / path.stem
            shutil.rmtree(out, ignore_errors=True)
            return measure.run([xtask, "--root", PROJECT, "generate", path, "--out", out])

        contestants = {
            f"{size} operations, {size * 5 // 2} schemas": [lambda path=path: from_nothing(path)]
            for size, path in zip(sizes, documents)
        }
        costs = measure.rounds(contestants, arguments.rounds)
    print(measure.machine())
    measure.table("A crate from one document", costs, scale=1.0, unit="s")
    for (name, runs), size in zip(costs.items(), sizes):
        peak = max(cost.peak for cost in runs)
        print(f"  {name}: peak {peak:.0f} MiB, {1000 * measure.median(runs, 'cpu') / size:.3f} ms of CPU an operation")
        if size == GOAL[0]:
            print(f"    the goal: {GOAL[1]} s of CPU and {GOAL[2]:.0f} MiB")


if __name__ == "__main__":
    main()
