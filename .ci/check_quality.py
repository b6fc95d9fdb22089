"""Checks what `fusewire bench quality --scale small --ablations` wrote: all there, and Fusewire ahead of every peer.

The run is the same on every machine, since everything random in it comes from its seed; so nothing here can flicker, and
a change of these figures is a change of the code. A fleet as small as this says nothing about budgets: those are not asked.

Usage: check_quality.py FOLDER
"""

import json
import pathlib
import sys

OURS = ("fusewire", "fusewire-strict")
PEERS = ("fixed-threshold", "rule-pack", "flink-cep", "z-score", "random-cut-forest")
FIGURES = ("lostTuned", "lostUnseen", "recallTuned", "recallUnseen", "falseTrips", "agentDays")
BUDGETS_LEAST = 6
PARTS_LEAST = 9


def main(folder):
    problems = []
    for name in ("quality.txt", "results.json", "incidents.csv", "false_trips.csv", "tradeoff.svg"):
        file = folder / name
        if not file.is_file() or file.stat().st_size == 0:
            problems.append(f"{name} must be there and not empty, but was not")
    if problems:
        return problems
    results = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    rows = results["results"]
    by_detector = {row["detector"]: row for row in rows if row["agentDaysPerFalseTrip"] == 1_000}
    for name in OURS + PEERS:
        row = by_detector.get(name)
        if row is None:
            problems.append(f"{name} must have a row at 1,000 agent-days, but has none")
            continue
        for figure in FIGURES:
            if not isinstance(row.get(figure), (int, float)):
                problems.append(f"{name}: {figure} must be a number, but was {row.get(figure)}")
        for part in ("kinds", "archetypes", "coldStarts"):
            if not row.get(part):
                problems.append(f"{name}: {part} must not be empty, but were")
        budgets = {other["agentDaysPerFalseTrip"] for other in rows if other["detector"] == name}
        if len(budgets) < BUDGETS_LEAST:
            problems.append(f"{name} must be tried at {BUDGETS_LEAST} budgets or more, but was at {len(budgets)}")
    for detector in results["detectors"]:
        if not detector["nanosPerEvent"] > 0:
            problems.append(f"{detector['detector']}: time per event must be positive")
    if len([detector for detector in results["detectors"] if detector["without"]]) < PARTS_LEAST:
        problems.append(f"{PARTS_LEAST} parts of Fusewire or more must have been left out in turn")
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
