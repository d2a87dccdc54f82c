"""The peers that the benchmarks compare with: which, which version, where. Installs them where asked.

    python3 xtask/benches/peers.py            installs what is missing (some minutes)
    python3 xtask/benches/peers.py --list     says what is there

They go into a folder of their own outside the project: `$CALLSPEC_PEERS`, or `callspec-peers` in the system's temporary folder.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

# Crate, version, program. All three are on crates.io; the versions are those of docs/performance.md.
PEERS = {
    "openapi-to-rust": ("0.23.0", "openapi-to-rust"),
    "oas3-gen": ("0.29.0", "oas3-gen"),
    "cargo-progenitor": ("0.15.1", "cargo-progenitor"),
}


def root():
    """The folder of the peers."""
    return Path(os.environ.get("CALLSPEC_PEERS") or Path(tempfile.gettempdir()) / "callspec-peers")


def program(crate):
    """The path of a peer's program, or None where it is not installed."""
    path = root() / "bin" / PEERS[crate][1]
    return path if path.exists() else None


def install(crate):
    """Installs a peer, unless it is there."""
    if program(crate):
        return
    version = PEERS[crate][0]
    print(f"installing {crate} {version} into {root()}", file=sys.stderr)
    subprocess.run(
        ["cargo", "install", "--quiet", "--locked", "--root", root(), f"{crate}@{version}"],
        env={**os.environ, "CARGO_TARGET_DIR": str(root() / "target")},
        check=True,
    )


def main():
    """Installs or lists."""
    parser = argparse.ArgumentParser(description="Installs the peers that the benchmarks compare with.")
    parser.add_argument("--list", action="store_true", help="say what is there, install nothing")
    arguments = parser.parse_args()
    for crate, (version, _) in PEERS.items():
        if not arguments.list:
            install(crate)
        print(f"{crate} {version}: {program(crate) or 'not installed'}")


if __name__ == "__main__":
    main()
