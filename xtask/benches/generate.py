#!/usr/bin/env python3
"""What it costs to generate the five specs as a whole process: ours in one, the peers in five, one for each spec.

    python3 xtask/benches/generate.py [--rounds N] [--core C]

Builds xtask, copies the specs into a project of its own in the temporary folder, and runs everything there on one core, in turns.
Peers take part where they are installed (`python3 xtask/benches/peers.py`). They write their files anew every time, as our
`from nothing` does; `nothing changed` reads the files of the run before and compares, which is what a person's run and CI do.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import measure
import peers

PROJECT = Path(__file__).resolve().parents[2]
GOAL = 10.0  # ms, where we want to be
OURS = "callspec, nothing changed"


def project(folder):
    """A project with the specs of ours, and nothing generated."""
    (folder / "generated/src").mkdir(parents=True)
    shutil.copy(PROJECT / "Cargo.toml", folder)
    shutil.copytree(PROJECT / "specs", folder / "specs")
    return folder


def ours(xtask, folder):
    """Name → runs, for each way to call ours."""
    command = [xtask, "--root", folder, "regenerate"]

    def from_nothing():
        for owned in ("src/providers", "schemas"):
            shutil.rmtree(folder / "generated" / owned, ignore_errors=True)
        return measure.run(command)

    return {
        # First, so that the two others find everything in place.
        "callspec, from nothing": [from_nothing],
        OURS: [lambda: measure.run(command)],
        "callspec, --check": [lambda: measure.run([*command, "--check"])],
    }


def theirs(specs, folder):
    """Name → runs, for each peer that is installed."""
    commands = {
        "openapi-to-rust": lambda program, spec, out: [program, "generate", spec, "--output-dir", out, "--module-name", spec.stem],
        "oas3-gen": lambda program, spec, out: [program, "generate", "--input", spec, "--output", out, "client-mod"],
    }
    contestants = {}
    for crate, command in commands.items():
        program = peers.program(crate)
        if program is None:
            print(f"{crate} is not installed and takes no part", file=sys.stderr)
            continue
        runs = []
        for spec in specs:
            out = folder / f"{crate}-{spec.stem}"
            runs.append(lambda line=command(program, spec, out): measure.run(line))
        contestants[f"{crate} {peers.PEERS[crate][0]}"] = runs
    return contestants


def main():
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Generation of the five specs, whole processes.")
    parser.add_argument("--rounds", type=int, default=41, help="how often each runs (default: 41)")
    parser.add_argument("--core", type=int, default=0, help="the core that all run on (default: 0)")
    arguments = parser.parse_args()

    subprocess.run(["cargo", "build", "--quiet", "--release", "--package", "xtask"], cwd=PROJECT, check=True)
    xtask = PROJECT / os.environ.get("CARGO_TARGET_DIR", "target") / "release/xtask"
    print(measure.machine())
    measure.pin(arguments.core)
    with tempfile.TemporaryDirectory(prefix="callspec-generate-") as name:
        folder = project(Path(name))
        specs = sorted((folder / "specs").glob("*.yaml"))
        contestants = {
            **ours(xtask, folder),
            **theirs(specs, folder),
            "an empty process, for scale": [lambda: measure.run(["true"])],
        }
        costs = measure.rounds(contestants, arguments.rounds)
        measure.table(f"{len(specs)} specs, {sum(spec.stat().st_size for spec in specs) / 1000:.0f} KB", costs, against=OURS)
        wall = measure.median(costs[OURS], "wall") * 1000
        cpu = measure.median(costs[OURS], "cpu") * 1000
        print(f"callspec: {wall:.1f} ms of wall time, {cpu:.1f} ms of CPU time; goal: {GOAL:.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
