#!/usr/bin/env python3
"""Counts the crates that a user of `callspec` builds with it, and fails where they are no longer below the limit.

    python3 xtask/benches/dependencies.py
"""

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
LIMIT = 25  # for the default features; DESIGN: light to depend on


def dependencies(package, *features, cwd=PROJECT):
    """The crates (name and version) that a package builds with the given feature arguments, without itself, sorted."""
    tree = subprocess.run(
        ["cargo", "tree", "--offline", "--package", package, "--edges", "normal,build", "--prefix", "none", "--format", "{p}", *features],
        cwd=cwd,
        check=True,
        capture_output=True,
        text=True,
    )
    crates = {" ".join(line.split()[:2]) for line in tree.stdout.splitlines() if line.strip()}
    return sorted(crate for crate in crates if crate.split()[0] != package)


def main():
    """Prints one line for each set of features, and the names for the default one."""
    default = dependencies("callspec")
    print(f"callspec, default features: {len(default)} dependency crates (limit: below {LIMIT})")
    print(f"  {', '.join(default)}")
    print(f"callspec, no features: {len(dependencies('callspec', '--no-default-features'))}")
    print(f"callspec, all features: {len(dependencies('callspec', '--all-features'))}")
    return 0 if len(default) < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
