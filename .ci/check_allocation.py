"""Checks what JMH's GuardBenchmark measured: judging an event that harms nothing foreign allocates nothing.

Its time is not asked: it depends on what else the machine does, and bytes do not.

Usage: check_allocation.py RESULTS.json
"""

import json
import pathlib
import sys

# The benchmark's agent starts anew every 43,200 events, with a few kilobytes of state. The smallest object is 16 bytes.
BYTES_BELOW = 1


def main(file):
    results = json.loads(file.read_text(encoding="utf-8"))
    if not results:
        return ["GuardBenchmark must have run, but has no result"]
    problems = []
    for result in results:
        allocated = next(
            (metric for name, metric in result["secondaryMetrics"].items() if name.endswith("gc.alloc.rate.norm")), None
        )
        if allocated is None:
            problems.append("the allocation must have been measured, but was not: run with -prof gc")
        elif allocated["score"] >= BYTES_BELOW:
            problems.append(
                f"an event that harms nothing foreign must allocate less than {BYTES_BELOW} byte,"
                f" but allocated {allocated['score']:.2f}"
            )
        else:
            print(f"{allocated['score']:.3f} bytes an event")
    return problems


if __name__ == "__main__":
    found = main(pathlib.Path(sys.argv[1]))
    for problem in found:
        print(problem, file=sys.stderr)
    sys.exit(1 if found else 0)
