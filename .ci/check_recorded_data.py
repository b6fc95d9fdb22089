"""Replays recorded third-party CloudTrail sets and checks what must hold of the result.

Usage: check_recorded_data.py LAUNCHER DATA_FOLDER SCRATCH_FOLDER

Sums of every summary hold; nothing but broken records is in the dead letter; the decisions are the same bytes whatever the
parallelism, the order of files and the number of copies; and what a call's effect is agrees with CloudTrail's own flag.
"""

import gzip
import json
import pathlib
import random
import subprocess
import sys

# Records that are broken on purpose (streamalert's placeholders), examples without a time, and one without identity,
# time and id: nothing else may be unreadable.
BROKEN_AT_MOST = {"streamalert": 55, "panther": 11, "cloud_custodian": 1}

READ_ONLY_AGREEMENT = 0.995


def run(launcher, *arguments, **options):
    return subprocess.run([launcher, *map(str, arguments)], check=True, **options)


def replay(launcher, out, *arguments):
    run(launcher, "replay", "--out", out, *arguments, stdout=subprocess.DEVNULL)
    return json.loads((out / "summary.json").read_text())


def check(condition, message):
    if not condition:
        sys.exit(f"FAILED: {message}")


def check_sums(name, summary):
    total = summary["accepted"] + summary["duplicates"] + sum(summary["skipped"].values()) + summary["deadLettered"]
    check(summary["records"] == total, f"{name}: records {summary['records']} are not the sum {total}")
    print(
        f"{name:40} records {summary['records']:5}  accepted {summary['accepted']:5}  duplicates "
        f"{summary['duplicates']:4}  dead {summary['deadLettered']:3}  trips {summary['trips']}  alerts {summary['alerts']}"
    )


def check_sets(launcher, files, scratch):
    for file in files:
        out = scratch / file.name
        summary = replay(launcher, out, file)
        check_sums(file.name, summary)
        allowed = BROKEN_AT_MOST.get(file.name.split(".")[0], 0)
        check(
            summary["deadLettered"] <= allowed,
            f"{file.name}: {summary['deadLettered']} dead letters, at most {allowed} are broken:\n"
            + (out / "dead-letter.jsonl").read_text()[:4000],
        )
        for line in (out / "decisions.jsonl").read_text().splitlines():
            decision = json.loads(line)
            print(f"    {decision['type']} {decision['agent']} {decision['reasons']}\n        {decision['explanation']}")


def check_same_bytes(launcher, files, scratch):
    """Parallelism 1 against 4, files in another order, and 3 % of the lines twice."""
    randomness = random.Random(7)
    plain, doubled = scratch / "plain", scratch / "doubled"
    plain.mkdir(parents=True)
    doubled.mkdir(parents=True)
    names = [file.name for file in files]
    for file in files:
        lines = gzip.open(file).read().splitlines()
        (plain / file.name).write_bytes(gzip.compress(b"\n".join(lines) + b"\n"))
        randomness.shuffle(lines)
        lines += [line for line in lines if randomness.random() < 0.03]
        (doubled / file.name).write_bytes(gzip.compress(b"\n".join(lines) + b"\n"))
    one = scratch / "one"
    four = scratch / "four"
    check_sums("parallelism 1", replay(launcher, one, "--parallelism", 1, *[plain / name for name in names]))
    randomness.shuffle(names)
    check_sums(
        "parallelism 4, shuffled, 3 % twice",
        replay(launcher, four, "--parallelism", 4, *[doubled / name for name in names]),
    )
    check(
        (one / "decisions.jsonl").read_bytes() == (four / "decisions.jsonl").read_bytes(),
        "decisions.jsonl differs between parallelism 1 and 4 with shuffled and doubled records",
    )
    print(f"decisions.jsonl: {len((one / 'decisions.jsonl').read_text().splitlines())} lines, the same bytes")


def flag_of(record):
    """CloudTrail's own readOnly of a wrapped record, or None."""
    flag = record.get("readOnly") if isinstance(record, dict) else None
    if isinstance(flag, str):
        flag = {"true": True, "false": False}.get(flag.lower())
    return flag


def check_read_only(launcher, wrapped, scratch):
    agree = 0
    disagree = []
    for file in wrapped:
        classified = scratch / (file.name + ".classified")
        with open(classified, "w") as out:
            run(launcher, "classify", file, stdout=out)
        records = [json.loads(line)["event"] for line in gzip.open(file, "rt")]
        lines = [json.loads(line) for line in classified.read_text().splitlines()]
        check(len(records) == len(lines), f"{file.name}: {len(records)} records but {len(lines)} lines classified")
        for record, line in zip(records, lines):
            flag = flag_of(record)
            if flag is None or "error" in line:
                continue
            if (line["effect"] == "READ") == flag:
                agree += 1
            else:
                disagree.append((line["eventSource"], line["eventName"], line["effect"], flag))
    share = agree / (agree + len(disagree))
    print(f"readOnly: {agree} agree, {len(disagree)} do not ({share:.4%})")
    for source, name, effect, flag in sorted(set(disagree)):
        print(f"    {source} {name}: {effect}, readOnly {flag}")
    check(share >= READ_ONLY_AGREEMENT, f"effect READ must agree with readOnly in {READ_ONLY_AGREEMENT:.1%}")


def main(launcher, data, scratch):
    scratch.mkdir(parents=True)
    shipped = sorted(data.glob("*.records.jsonl.gz"))
    wrapped = sorted(file for file in data.glob("*.jsonl.gz") if not file.name.endswith(".records.jsonl.gz"))
    check(shipped and wrapped, f"no sets in {data}")
    check_sets(launcher, shipped, scratch / "sets")
    check_sums("all, wrapped", replay(launcher, scratch / "wrapped", *wrapped))
    check_same_bytes(launcher, shipped, scratch / "bytes")
    check_read_only(launcher, wrapped, scratch)


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]))
