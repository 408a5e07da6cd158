#!/usr/bin/env python3
"""Measures what reports and comparisons of rulebooks cost: processor time beside plain scoring, size of the page, time
until a browser has it open, and `rules diff` beside one scoring run.

Usage: Benchmarks/report.py [--tool PATH] [--count N] [--runs N] [--browser PATH]

The conversations are the bundled ones again and again, with ids, teams and agents of their own.
"""
import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def conversations(path, count):
    with open(os.path.join(ROOT, "transcripts", "online-service-zh.ndjson"), encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    numbers = random.Random(1)
    with open(path, "w", encoding="utf-8") as out:
        for number in range(count):
            record = dict(records[number % len(records)])
            record["id"] = f"c-{number:07}"
            record["metadata"] = dict(record.get("metadata", {}), team=f"team {numbers.randrange(12):02}")
            agent = f"a-{numbers.randrange(300):03}"
            names = {p["id"]: agent for p in record["participants"] if p["role"] == "agent"}
            record["participants"] = [dict(p, id=names.get(p["id"], p["id"])) for p in record["participants"]]
            record["turns"] = [
                dict(t, participant=names.get(t.get("participant"), t.get("participant"))) if t.get("participant") else t
                for t in record["turns"]]
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


def processor_time(arguments, folder):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    subprocess.run(arguments, cwd=folder, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.monotonic() - start


def open_time(browser, page, folder):
    """Milliseconds from the start of navigation until the page is loaded and laid out, as the browser tells them."""
    probe = os.path.join(folder, "probe.html")
    with open(page, encoding="utf-8") as file:
        text = file.read()
    # The policy forbids other scripts, so the probe's copy goes without it; nothing else changes.
    start = text.index("<meta http-equiv")
    text = text[:start] + text[text.index(">", start) + 1:]
    script = ("<script>addEventListener('load',function(){setTimeout(function(){document.body.offsetHeight;"
              "document.title='opened '+Math.round(performance.now())},0)})</script>")
    with open(probe, "w", encoding="utf-8") as file:
        file.write(text.replace("</body>", script + "</body>"))
    dom = subprocess.run(
        [browser, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
         "--virtual-time-budget=30000", "--dump-dom", "file://" + probe], capture_output=True, text=True).stdout
    at = dom.find("<title>opened ")
    return int(dom[at + 14:dom.index("<", at + 14)]) if at >= 0 else None


def difference(tool, source, folder, runs):
    """Processor seconds of one scoring run and of `rules diff` between the book and the book with one changed rule."""
    with open(os.path.join(folder, "changed.yaml"), "w", encoding="utf-8") as file:
        file.write("rulebook: changed\nlanguage: zh\nextends: [online-service-zh]\n"
                   "rules: [{id: vague-time, severity: minor}]\n")
    score = [tool, "score", source, "--rules", "online-service-zh", "--format", "ndjson"]
    change = [tool, "rules", "diff", "online-service-zh", "changed.yaml", source, "--format", "ndjson"]
    times = [(processor_time(score, folder)[0], processor_time(change, folder)[0]) for _ in range(runs)]
    return [sorted(column)[runs // 2] for column in zip(*times)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tool", default=os.path.join(ROOT, ".build", "release", "qa-cli"))
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--browser", default=shutil.which("chromium") or shutil.which("google-chrome"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "a.ndjson")
        conversations(source, options.count)
        print(f"{options.count} conversations, {os.path.getsize(source) / 1e6:.0f} MB")
        kinds = {"records": "none", "records, csv": "csv", "records, html": "html", "records, xlsx": "xlsx",
                 "records, csv, html, xlsx": "csv,html,xlsx"}
        times = {name: [] for name in kinds}
        for run in range(options.runs):
            for name, files in kinds.items():
                out = os.path.join(folder, "out-" + files.replace(",", "-"))
                shutil.rmtree(out, ignore_errors=True)
                times[name].append(processor_time(
                    [options.tool, "score", source, "--rules", "online-service-zh", "--by", "team", "--out", out,
                     "--files", files], folder))
        base = sorted(times["records"])[options.runs // 2][0]
        for name, values in times.items():
            middle = sorted(values)[options.runs // 2]
            print(f"{name:28} {middle[0]:7.1f} s processor, {min(v[1] for v in values):6.1f} s wall, {middle[0] / base:5.2f}x")
        page = os.path.join(folder, "out-csv-html-xlsx", "report.html")
        print(f"report.html {os.path.getsize(page) / 1e6:.2f} MB, "
              f"results.xlsx {os.path.getsize(page.replace('report.html', 'results.xlsx')) / 1e6:.1f} MB")
        again, _ = processor_time([options.tool, "report", os.path.join(folder, "out-csv-html-xlsx")], folder)
        print(f"qa-cli report               {again:7.1f} s processor")
        scored, compared = difference(options.tool, source, folder, options.runs)
        print(f"rules diff {compared:.1f} s processor, score {scored:.1f} s: {compared / scored:.2f}x")
        if options.browser:
            opened = [open_time(options.browser, page, folder) for _ in range(options.runs)]
            print(f"opens in a browser in {opened} ms")


if __name__ == "__main__":
    main()
