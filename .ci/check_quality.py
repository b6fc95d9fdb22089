"""Checks what `fusewire bench quality --scale small` wrote: all there, and Fusewire ahead of every peer.

The run is the same on every machine, since everything random in it comes from its seed; so nothing here can flicker, and
a change of these figures is a change of the code. A fleet as small as this says nothing about budgets: those are not asked.

Usage: check_quality.py FOLDER
"""

import json
import pathlib
import sys

OURS = ("fusewire", "fusewire-strict")
PEERS = ("fixed-threshold", "rule-pack", "z-score", "random-cut-forest")
FIGURES = ("lostTuned", "lostUnseen", "recallTuned", "recallUnseen", "falseTrips", "agentDays")


def main(folder):
    problems = []
    for name in ("quality.txt", "results.json", "incidents.csv", "false_trips.csv", "tradeoff.svg"):
        file = folder / name
        if not file.is_file() or file.stat().st_size == 0:
            problems.append(f"{name} must be there and not empty, but was not")
    if problems:
        return problems
    rows = json.loads((folder / "results.json").read_text(encoding="utf-8"))["results"]
    by_detector = {row["detector"]: row for row in rows if row["agentDaysPerFalseTrip"] == 1_000}
    for name in OURS + PEERS:
        row = by_detector.get(name)
        if row is None:
            problems.append(f"{name} must have a row at 1,000 agent-days, but has none")
            continue
        for figure in FIGURES:
            if not isinstance(row.get(figure), (int, float)):
                problems.append(f"{name}: {figure} must be a number, but was {row.get(figure)}")
    if problems:
        return problems
    for kinds in ("lostTuned", "lostUnseen"):
        ours = by_detector[OURS[0]][kinds]
        for peer in PEERS:
            theirs = by_detector[peer][kinds]
            if ours >= theirs:
                problems.append(f"{kinds}: fusewire must lose less than {peer}, but lost {ours} to its {theirs}")
    return problems


if __name__ == "__main__":
    found = main(pathlib.Path(sys.argv[1]))
    for problem in found:
        print(problem, file=sys.stderr)
    if found:
        sys.exit(1)
    print("Every detector has its figures, and Fusewire loses less than each peer.")
