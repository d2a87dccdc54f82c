"""Runs programs and says what they cost: wall time, and CPU time of the program and all that it started."""

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass
class Cost:
    """What one run cost: seconds, and MiB at the peak."""

    wall: float
    cpu: float
    peak: float = 0.0

    def __add__(self, other):
        return Cost(self.wall + other.wall, self.cpu + other.cpu, max(self.peak, other.peak))


NOTHING = Cost(0.0, 0.0)


def run(command, cwd=None, env=None):
    """Runs a command once. A failure ends the script, with what the command said."""
    start = time.perf_counter()
    child = subprocess.Popen(
        command,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        close_fds=False,  # lets Python start it without copying this process
    )
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        again = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True)
        sys.exit(f"failed to measure: {' '.join(map(str, command))}: exit {child.returncode}\n{again.stdout}{again.stderr}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def rounds(contestants, times):
    """Runs every contestant (name → list of runs, each a function that returns a `Cost`) in turns, so that a busy machine
    slows all alike; returns name → the cost of each round, summed over its runs."""
    costs = {name: [] for name in contestants}
    for _ in range(times):
        for name, runs in contestants.items():
            costs[name].append(sum((one() for one in runs), NOTHING))
    return costs


def table(title, costs, scale=1000.0, unit="ms", against=None):
    """Prints minimum, median and maximum of each contestant, and its ratio to `against` by median CPU and wall time."""
    print(f"\n{title}")
    width = max(len(name) for name in costs)
    print(f"  {'':{width}}  {'wall min':>9} {'median':>9} {'max':>9}  {'CPU min':>9} {'median':>9} {'max':>9}"
          + (f"  {'ratio of wall, CPU to ' + against}" if against else ""))
    for name, runs in costs.items():
        wall = [cost.wall * scale for cost in runs]
        cpu = [cost.cpu * scale for cost in runs]
        line = f"  {name:{width}}"
        for numbers in (wall, cpu):
            line += " "
            for figure in (min(numbers), statistics.median(numbers), max(numbers)):
                line += f" {figure:9.2f}"
        if against and against in costs:
            line += f"  {ratio(costs[name], costs[against], 'wall'):6.2f} {ratio(costs[name], costs[against], 'cpu'):6.2f}"
        print(line)
    print(f"  (times in {unit}, {len(next(iter(costs.values())))} rounds in turns)")


def median(costs, what):
    """The median of one quantity: `wall` or `cpu`."""
    return statistics.median(getattr(cost, what) for cost in costs)


def ratio(costs, against, what):
    """How many times as much, by the medians."""
    base = median(against, what)
    return median(costs, what) / base if base else float("nan")


def machine():
    """One line: processor, cores, load. What a figure needs beside it."""
    model = "unknown processor"
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as info:
            model = next(line.split(":", 1)[1].strip() for line in info if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    load = ", ".join(f"{figure:.2f}" for figure in os.getloadavg())
    rustc = subprocess.run(["rustc", "--version"], capture_output=True, text=True).stdout.strip()
    return f"{model}, {os.cpu_count()} cores; {rustc}; load {load}"


def pin(core):
    """Keeps this process, and all that it starts from now on, on one core."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})
