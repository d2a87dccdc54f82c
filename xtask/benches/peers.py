"""The peers that the benchmarks compare with: which, which version, where. Installs them where asked.

    python3 xtask/benches/peers.py            installs what is missing (some minutes)
    python3 xtask/benches/peers.py --list     says what is there
    python3 xtask/benches/peers.py NAME…      installs these alone

They go into a folder of their own outside the project: `$CALLSPEC_PEERS`, or `callspec-peers` in the system's temporary folder.
"""

import argparse
import os
import shutil
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
# On PyPI, as a package that holds its jar; it needs Java.
OPENAPI_GENERATOR = "7.26.0"


def root():
    """The folder of the peers."""
    return Path(os.environ.get("CALLSPEC_PEERS") or Path(tempfile.gettempdir()) / "callspec-peers")


def program(crate):
    """The path of a peer's program, or None where it is not installed."""
    path = root() / "bin" / PEERS[crate][1]
    return path if path.exists() else None


def openapi_generator():
    """The command that starts openapi-generator, or None where it or Java is not installed."""
    java = shutil.which("java")
    jar = root() / "openapi-generator/openapi_generator_cli/openapi-generator.jar"
    return [java, "-jar", jar] if java and jar.exists() else None


def install_openapi_generator():
    """Installs openapi-generator, unless it is there."""
    if openapi_generator() or not shutil.which("java"):
        return
    print(f"installing openapi-generator {OPENAPI_GENERATOR} into {root()}", file=sys.stderr)
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", root() / "openapi-generator"]
    subprocess.run([*command, f"openapi-generator-cli=={OPENAPI_GENERATOR}"], check=True)


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
    parser.add_argument("names", nargs="*", help="these alone (default: all)")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - {*PEERS, "openapi-generator"}
    if unknown:
        parser.error(f"no such peer: {', '.join(sorted(unknown))}")
    for crate, (version, _) in PEERS.items():
        if not arguments.list and crate in (arguments.names or PEERS):
            install(crate)
        print(f"{crate} {version}: {program(crate) or 'not installed'}")
    if not arguments.list and "openapi-generator" in (arguments.names or ["openapi-generator"]):
        install_openapi_generator()
    place = openapi_generator()
    print(f"openapi-generator {OPENAPI_GENERATOR}: {place[-1] if place else 'not installed, or no Java'}")


if __name__ == "__main__":
    main()
