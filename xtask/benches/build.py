#!/usr/bin/env python3
"""What a user pays who builds `callspec` from clean, against the crate that the fastest peer generates for one provider.

    python3 xtask/benches/build.py [--rounds N]

Every round builds each crate with `cargo build --release` into an empty target folder, dependencies fetched before and the
network off, in turns. The crates are libraries of their own that depend on what is measured and nothing else, with cargo's
default profile. The peer is progenitor, whose crates build faster than those of oas3-gen, openapi-to-rust and
openapi-generator; it reads no OpenAPI 3.1, so it is given `bird-3.0.json`: the same operation as `specs/bird.yaml`, in 3.0.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import measure
import peers
from dependencies import dependencies

PROJECT = Path(__file__).resolve().parents[2]
GOAL = 0.25  # of the peer's time


def crate(folder, name, requirement):
    """Makes an empty library that depends on one crate."""
    (folder / "src").mkdir(parents=True)
    (folder / "src/lib.rs").write_text("", encoding="utf-8")
    (folder / "Cargo.toml").write_text(
        f'[package]\nname = "{name}"\nedition = "2024"\n\n[dependencies]\n{requirement}\n\n[workspace]\n', encoding="utf-8"
    )
    return folder


def ours(folder, name, arguments=""):
    """A user of `callspec`, with the versions of the project's lock file."""
    path = crate(folder / name, name, f'callspec = {{ path = "{PROJECT / "generated"}"{arguments} }}')
    shutil.copy(PROJECT / "Cargo.lock", path / "Cargo.lock")
    return path


def progenitor(folder):
    """A user of the crate that progenitor generates for Bird."""
    peers.install("cargo-progenitor")
    generated = folder / "progenitor-bird"
    subprocess.run(
        [peers.program("cargo-progenitor"), "progenitor", "--input", PROJECT / "xtask/benches/bird-3.0.json", "--output", generated,
         "--name", "progenitor-bird", "--version", "0.1.0"],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return crate(folder / "user-of-progenitor", "user-of-progenitor", f'progenitor-bird = {{ path = "{generated}" }}')


def clean_build(folder):
    """Builds a crate into an empty target folder."""
    target = folder / "target"
    shutil.rmtree(target, ignore_errors=True)
    cost = measure.run(["cargo", "build", "--release", "--offline", "--target-dir", target], cwd=folder)
    shutil.rmtree(target)
    return cost


def main():
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Clean release builds of callspec and of the fastest peer's crate for Bird.")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is built (default: 3)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="callspec-build-") as name:
        folder = Path(name)
        users = {
            "callspec, five providers": ours(folder, "user-of-callspec"),
            "callspec, Bird alone": ours(folder, "user-of-callspec-bird", ', default-features = false, features = ["bird"]'),
            "progenitor, Bird": progenitor(folder),
        }
        for path in users.values():
            subprocess.run(["cargo", "fetch", "--quiet"], cwd=path, check=True)
        print(measure.machine())
        for title, path in users.items():
            print(f"{title}: {len(dependencies(path.name, cwd=path)) - 1} dependency crates")
        costs = measure.rounds({title: [lambda path=path: clean_build(path)] for title, path in users.items()}, arguments.rounds)
        peer = "progenitor, Bird"
        measure.table("clean release build", costs, scale=1.0, unit="s", against=peer)
        wall = measure.ratio(costs["callspec, five providers"], costs[peer], "wall")
        cpu = measure.ratio(costs["callspec, five providers"], costs[peer], "cpu")
        print(f"callspec / progenitor: {wall:.2f} of the wall time, {cpu:.2f} of the CPU time; goal: at most {GOAL}")
    return 0 if wall <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
