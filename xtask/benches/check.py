#!/usr/bin/env python3
"""What a user pays for `cargo check` of a crate that is generated from a large document: ours, and the peers' from the same document.

    python3 xtask/benches/check.py [--rounds N] [--operations N] [--folder DIR]

The document is made by `../shared/bench/gen_large.py`. The dependencies are checked before; then each crate alone is, not incremental, in turns.
Peers take part where they are installed (`python3 xtask/benches/peers.py`) and where what they generate compiles. Everything is niced, and in a
temporary folder, or in one that is given and stays, so that the next run finds the dependencies checked.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import large
import measure
import peers

PROJECT = Path(__file__).resolve().parents[2]
OURS = "callspec"
ENVIRONMENT = {**os.environ, "CARGO_INCREMENTAL": "0"}


def quietly(command, **options):
    """Runs a command; whether it worked. Where not, the end of what it said is shown."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        print((done.stdout + done.stderr)[-2000:], file=sys.stderr)
    return done.returncode == 0


def document(operations, folder):
    """The document. It is made with PyYAML, which comes into an environment of its own where it is missing."""
    python = sys.executable
    if not quietly([python, "-c", "import yaml"]):
        environment = folder / "python"
        subprocess.run([python, "-m", "venv", environment], check=True)
        python = environment / "bin/python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", "PyYAML"], check=True)
    path = folder / f"large-{operations}.yaml"
    command = [python, large.GENERATOR, str(operations), str(operations * 5 // 2), "30", path]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return path


def ours(spec, out):
    """The crate that we generate."""
    subprocess.run(["cargo", "build", "--quiet", "--release", "--package", "xtask"], cwd=PROJECT, check=True)
    xtask = PROJECT / os.environ.get("CARGO_TARGET_DIR", "target") / "release/xtask"
    return quietly([xtask, "--root", PROJECT, "generate", spec, "--out", out])


def progenitor(program, spec, out):
    """The crate that progenitor generates."""
    return quietly([program, "progenitor", "--input", spec, "--output", out, "--name", "progenitor-large", "--version", "0.1.0"])


def openapi_generator(program, spec, out):
    """The crate that openapi-generator generates."""
    return quietly([*program, "generate", "--input-spec", spec, "--generator-name", "rust", "--output", out,
                    "--package-name", "openapi-generator-large", "--skip-validate-spec"])


def crates(spec, folder):
    """Name → folder of the crate, for each contestant that generates one."""
    made = {}
    if ours(spec, folder / "ours"):
        made[OURS] = folder / "ours"
    ways = {
        "openapi-generator": (peers.openapi_generator(), peers.OPENAPI_GENERATOR, openapi_generator),
        "progenitor": (peers.program("cargo-progenitor"), peers.PEERS["cargo-progenitor"][0], progenitor),
    }
    for name, (program, version, generate) in ways.items():
        if program is None:
            print(f"{name} is not installed and takes no part", file=sys.stderr)
        elif generate(program, spec, folder / name):
            made[f"{name} {version}"] = folder / name
        else:
            print(f"{name} generates nothing and takes no part", file=sys.stderr)
    return made


def a_tag(crate):
    """The name of the first feature that stands for a tag; None where the API is too small to have any."""
    manifest = (crate / "Cargo.toml").read_text(encoding="utf-8")
    _, found, features = manifest.partition("default = [")
    return features.split('"', 2)[1] if found and '"' in features else None


def check(crate, target, arguments=()):
    """Checks a crate whose dependencies are checked."""
    os.utime(crate / "src/lib.rs")
    return measure.run(["cargo", "check", "--offline", "--lib", "--target-dir", target, *arguments], cwd=crate, env=ENVIRONMENT)


def contestants(folder, operations):
    """Name → runs, for each crate that compiles."""
    target = folder / "target"
    runs = {}
    for title, crate in crates(document(operations, folder), folder).items():
        manifest = crate / "Cargo.toml"
        text = manifest.read_text(encoding="utf-8")
        if "[workspace]" not in text:
            manifest.write_text(f"{text}\n[workspace]\n", encoding="utf-8")
        if not quietly(["cargo", "check", "--lib", "--target-dir", target], cwd=crate, env=ENVIRONMENT):
            print(f"what {title} generates does not compile and takes no part", file=sys.stderr)
            continue
        lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in crate.glob("src/**/*.rs"))
        runs[f"{title}, {lines} lines"] = [lambda crate=crate: check(crate, target)]
        if title == OURS and (name := a_tag(crate)):
            tag = ["--no-default-features", "--features", name]
            runs[f"{title}, one tag of 20"] = [lambda crate=crate, tag=tag: check(crate, target, tag)]
    return runs


def measured(folder, arguments):
    """Name → costs."""
    for name in ("ours", "openapi-generator", "progenitor"):
        shutil.rmtree(folder / name, ignore_errors=True)
    return measure.rounds(contestants(folder, arguments.operations), arguments.rounds)


def main():
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="cargo check of crates from a large document.")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is checked (default: 3)")
    parser.add_argument("--operations", type=int, default=200, help="operations of the document (default: 200)")
    parser.add_argument("--folder", type=Path, help="where to work, and what to leave (default: a temporary folder)")
    arguments = parser.parse_args()
    if not large.GENERATOR.exists():
        print("skipped: ../shared/bench/gen_large.py is not there")
        return 0
    os.nice(5)
    if arguments.folder:
        arguments.folder.mkdir(parents=True, exist_ok=True)
        costs = measured(arguments.folder.resolve(), arguments)
    else:
        with tempfile.TemporaryDirectory(prefix="callspec-check-") as name:
            costs = measured(Path(name), arguments)
    print(measure.machine())
    against = next(name for name in costs if name.startswith(f"{OURS}, "))
    measure.table(f"cargo check, {arguments.operations} operations", costs, scale=1.0, unit="s", against=against)
    theirs = {name: runs for name, runs in costs.items() if not name.startswith(f"{OURS}, ")}
    if not theirs:
        return 0
    best = min(theirs, key=lambda name: measure.median(theirs[name], "cpu"))
    share = measure.ratio(costs[against], costs[best], "cpu")
    print(f"callspec / the best peer ({best.split(',')[0]}): {share:.2f} of the CPU time; goal: less than 1")
    return 0 if share < 1 else 1


if __name__ == "__main__":
    sys.exit(main())
