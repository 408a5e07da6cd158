#!/usr/bin/env python3
"""Runs the benchmark: `run.py --mb 500`. See README.md.

Builds qa-cli and parse_only, makes the corpus, checks every result, then measures all in turns and prints a table.
"""

import argparse
import hashlib
import itertools
import json
import os
import pathlib
import platform
import shutil
import subprocess
import sys

import measure
import verify

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
TARGETS = [
    # what, bound, whether more is better
    ("MB/s a core, one job", 100, True),
    ("speed-up on two jobs", 1.8, True),
    ("peak MB, all jobs", 256, False),
    ("of simdjson parse-only", 0.1, True),
    ("times ripgrep", 5, True),
    ("times orjson + hyperscan", 2, True),
    ("times orjson + hyperscan + re", 2, True),
    ("times json + aho-corasick + re", 100, True),
    ("ms for --version", 20, False),
    ("ms for one line, warm rulebook", 50, False),
]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=float, default=500, help="size of the corpus")
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / ".build/benchmarks", help="folder for everything made")
    parser.add_argument("--rounds", type=int, default=3, help="how often each command is run")
    parser.add_argument("--slice-mb", type=float, default=4, help="what the slowest competitor gets")
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / ".build/release/qa-cli")
    parser.add_argument("--no-build", action="store_true", help="take the binary as it is")
    parser.add_argument("--python", help="a Python with orjson, hyperscan and pyahocorasick (default: WORK/venv, else this one)")
    parser.add_argument("--only", choices=["qa-cli"], help="leave out the competitors")
    options = parser.parse_args()
    venv = options.work.resolve() / "venv/bin/python"
    options.python = options.python or (str(venv) if venv.exists() else sys.executable)
    options.work = options.work.resolve() / f"{options.mb:g}"
    return options


def build(options):
    if not options.no_build:
        subprocess.run(["swift", "build", "-c", "release", "--product", "qa-cli"], cwd=ROOT, check=True, stdout=sys.stderr)
    target = options.work / "parse_only"
    source = HERE / "parse_only/main.cpp"
    if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
        subprocess.run(["g++", "-O3", "-o", target, source, "-lsimdjson"], check=True)


def generator_hash():
    digest = hashlib.sha256()
    for path in sorted([HERE / "generate.py", *HERE.glob("corpus/*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def generate(options):
    """Makes the corpus unless the same generator has made it before; returns what is expected."""
    stamp = options.work / "generator.sha256"
    if not stamp.exists() or stamp.read_text() != generator_hash():
        subprocess.run(
            [sys.executable, HERE / "generate.py", "--work", options.work, "--mb", str(options.mb)], check=True, stdout=sys.stderr)
        for stale in options.work.glob("hyperscan-*.db"):
            stale.unlink()
        lines = take(options.work / "corpus.ndjson", options.work / "slice.ndjson", int(options.slice_mb * 1e6))
        take(options.work / "corpus.ndjson", options.work / "one.ndjson", 1)
        (options.work / "slice.count").write_text(str(lines))
        stamp.write_text(generator_hash())
    return json.loads((options.work / "expected.json").read_text())


def take(source, target, size):
    """Copies whole lines until `size` bytes are reached; returns how many."""
    count = 0
    with open(source, "rb") as lines, open(target, "wb") as copy:
        for line in lines:
            copy.write(line)
            count += 1
            if copy.tell() >= size:
                break
    return count


class Bench:
    """The commands on one work folder."""

    def __init__(self, options, expected):
        self.options = options
        self.work = options.work
        self.corpus = options.work / "corpus.ndjson"
        self.size = expected["bytes"]
        self.slice = options.work / "slice.ndjson"
        self.environment = {**os.environ, "XDG_CACHE_HOME": str(options.work / "cache"), "LC_ALL": "C.UTF-8"}

    def qa(self, jobs, source=None, output=None):
        command = [self.options.binary, "score", source or self.corpus, "--rules", self.work / "bench.yaml",
                   "--format", "ndjson", "--jobs", str(jobs)]
        return measure.run(command, output or self.work / f"qa-{jobs}.ndjson", self.environment)

    def version(self):
        return measure.run([self.options.binary, "--version"], environment=self.environment)

    def one_line(self):
        return self.qa(1, self.work / "one.ndjson", os.devnull)

    def parse_only(self):
        return measure.run([self.work / "parse_only", self.corpus], self.work / "parse.json")

    def ripgrep(self, *flags):
        return measure.run([HERE / "competitors/ripgrep.sh", self.work, self.corpus, *flags], self.work / "ripgrep.txt")

    def hyperscan(self, *flags):
        return measure.run(
            [self.options.python, HERE / "competitors/orjson_hyperscan.py", self.work, self.corpus, *flags], self.work / "hyperscan.ndjson")

    def aho(self):
        return measure.run([self.options.python, HERE / "competitors/aho_re.py", self.work, self.slice], self.work / "aho.ndjson")


def available(python):
    """Which competitors can run here."""
    found = {"ripgrep": shutil.which("rg") is not None}
    for name, modules in (("hyperscan", "orjson, hyperscan"), ("aho", "ahocorasick")):
        found[name] = subprocess.run([python, "-c", f"import {modules}"], stderr=subprocess.DEVNULL).returncode == 0
    return found


def demand(what, result):
    """Ends the run when results differ from the truth."""
    count, shown = result
    if count:
        print("\n".join(shown), file=sys.stderr)
        raise SystemExit(f"{what}: {count} results are wrong; no speed is printed")
    print(f"checked: {what}", file=sys.stderr)


def check(bench, expected, competitors):
    """Runs everything once and compares the results; returns the cold start of the rulebook."""
    work, conversations = bench.work, expected["conversations"]
    shutil.rmtree(work / "cache", ignore_errors=True)
    cold = bench.one_line()
    bench.qa(1)
    bench.qa(2)
    with open(work / "qa-1.ndjson", "rb") as one, open(work / "qa-2.ndjson", "rb") as two:
        same = all(a == b for a, b in itertools.zip_longest(iter(lambda: one.read(1 << 20), b""), iter(lambda: two.read(1 << 20), b"")))
    demand("the bytes of one and two jobs", (0 if same else 1, ["they differ"]))
    demand(f"{expected['evaluations']} evaluations of qa-cli", in_child("evaluations", work, work / "qa-1.ndjson"))
    bench.parse_only()
    counted = json.loads((work / "parse.json").read_text())
    right = counted == {"conversations": conversations, "turns": expected["turns"]}
    demand("conversations and turns of parse_only", (0 if right else 1, [str(counted)]))
    for flags in ([], ["--confirm"]) if competitors["hyperscan"] else ():
        bench.hyperscan(*flags, "--prepare")
        bench.hyperscan(*flags)
        demand(
            " ".join(["findings of orjson + hyperscan", *flags]),
            in_child("plain_findings", work, work / "hyperscan.ndjson", conversations))
    if competitors["aho"]:
        bench.aho()
        lines = int((work / "slice.count").read_text())
        demand("findings of json + aho-corasick + re", in_child("plain_findings", work, work / "aho.ndjson", lines))
    return cold


def in_child(function, *values):
    """Calls a function of `verify` in a process of its own, so that this one stays small."""
    code = f"import json, pathlib, verify; print(json.dumps(verify.{function}(pathlib.Path({str(values[0])!r}), {str(values[1])!r}, *{list(values[2:])})))"
    return json.loads(subprocess.run([sys.executable, "-c", code], cwd=HERE, check=True, stdout=subprocess.PIPE).stdout)


def measure_all(bench, options, competitors):
    jobs = {"qa-cli, 1 job": lambda: bench.qa(1), "qa-cli, 2 jobs": lambda: bench.qa(2), "simdjson parse-only": bench.parse_only}
    if competitors["hyperscan"]:
        jobs["orjson + hyperscan"] = bench.hyperscan
        jobs["orjson + hyperscan + re"] = lambda: bench.hyperscan("--confirm")
    if competitors["ripgrep"]:
        jobs["ripgrep, case ignored"] = lambda: bench.ripgrep("--ignore-case")
        jobs["ripgrep, exact case"] = bench.ripgrep
    if competitors["aho"]:
        jobs["json + aho-corasick + re"] = bench.aho
    return measure.interleaved(jobs, options.rounds)


def report(options, bench, expected, results, starts, cold):
    """The table and its JSON."""
    def size(name):
        return bench.slice.stat().st_size if name.startswith("json +") else bench.size

    speeds = {name: measure.median(run.speed(size(name)) for run in runs) / 1e6 for name, runs in results.items()}
    ours = speeds["qa-cli, 1 job"]

    def ratio(*names):
        return next((ours / speeds[name] for name in names if name in speeds), None)

    walls = {name: measure.median(run.wall for run in runs) for name, runs in results.items()}
    values = [
        ours,
        # The best of each: a neighbour on the machine only ever makes a run longer.
        min(run.wall for run in results["qa-cli, 1 job"]) / min(run.wall for run in results["qa-cli, 2 jobs"]),
        max(run.peak for name, runs in results.items() if name.startswith("qa-cli") for run in runs) / 1e6,
        ratio("simdjson parse-only"),
        ratio("ripgrep, case ignored"),
        ratio("orjson + hyperscan"),
        ratio("orjson + hyperscan + re"),
        ratio("json + aho-corasick + re"),
        starts["version"] * 1e3,
        starts["one line"] * 1e3,
    ]
    print(f"\ncorpus: {expected['bytes'] / 1e6:.0f} MB, {expected['conversations']} conversations, {expected['turns']} turns, "
          f"{expected['text_bytes'] / expected['bytes']:.0%} text, {expected['findings'] / expected['conversations']:.2f} findings a conversation; "
          f"{expected['keywords']} keywords, {expected['patterns']} patterns")
    print(f"output: {(bench.work / 'qa-1.ndjson').stat().st_size / expected['bytes']:.2f} bytes for each byte of input")
    print(f"\n{'':28}{'MB/s a core':>12}{'MB/s wall':>11}{'CPU s':>8}{'peak MB':>9}{'we are':>9}")
    for name, runs in results.items():
        cpu, peak = measure.median(run.cpu for run in runs), max(run.peak for run in runs) / 1e6
        print(f"{name:28}{speeds[name]:12.1f}{size(name) / walls[name] / 1e6:11.1f}{cpu:8.2f}{peak:9.0f}{ours / speeds[name]:8.2f}×")
    print(f"\n{'':34}{'measured':>10}{'aim':>9}")
    for (what, aim, more), value in zip(TARGETS, values):
        if value is not None:
            met = value >= aim if more else value < aim
            print(f"{what:34}{value:10.2f}{('≥ ' if more else '< ') + str(aim):>9}  {'met' if met else 'MISSED'}")
    print(f"{'ms for one line, cold rulebook':34}{cold.wall * 1e3:10.0f}")
    record = {
        "corpus": {key: expected[key] for key in ("seed", "bytes", "sha256", "conversations", "turns", "text_bytes", "findings")},
        "machine": {"system": platform.platform(), "processor": processor(), "cores": os.cpu_count(),
                    "load": os.getloadavg()},
        "runs": {name: [vars(run) for run in runs] for name, runs in results.items()},
        "megabytes_per_core_second": speeds, "start_seconds": {**starts, "one line, cold": cold.wall},
        "aims": [{"what": what, "aim": aim, "measured": value} for (what, aim, _), value in zip(TARGETS, values)],
    }
    (bench.work / "results.json").write_text(json.dumps(record, indent=1) + "\n")
    print(f"\nresults: {bench.work / 'results.json'}")


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            return next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor()


def main():
    options = arguments()
    options.work.mkdir(parents=True, exist_ok=True)
    build(options)
    expected = generate(options)
    bench = Bench(options, expected)
    competitors = available(options.python)
    if options.only:
        competitors = dict.fromkeys(competitors, False)
    for name, found in competitors.items():
        if not found:
            print(f"left out: {name}", file=sys.stderr)
    cold = check(bench, expected, competitors)
    if os.getloadavg()[0] > os.cpu_count():
        print("the machine is busy: wall times and the speed-up on two jobs say little", file=sys.stderr)
    results = measure_all(bench, options, competitors)
    starts = {"version": measure.median(bench.version().wall for _ in range(20)),
              "one line": measure.median(bench.one_line().wall for _ in range(20))}
    report(options, bench, expected, results, starts, cold)


if __name__ == "__main__":
    main()
