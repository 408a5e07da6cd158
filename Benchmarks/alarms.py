#!/usr/bin/env python3
"""One tick over a large history: 1,000 topics x 24 scopes x 365 days of counts must take less than a second.

The counts are written into a store of the tool's own making, packed as docs/alerts.md says, by this program: what the tool
reads was not written by the tool. A burst is planted; the tick must find it, and only then is a time printed.

    python3 Benchmarks/alarms.py [--binary .build/release/qa-cli] [--work .build/benchmarks]
"""
import argparse, datetime, json, os, random, resource, sqlite3, subprocess, sys, time

parser = argparse.ArgumentParser()
parser.add_argument("--binary", default=".build/release/qa-cli")
parser.add_argument("--work", default=".build/benchmarks")
parser.add_argument("--topics", type=int, default=1000)
parser.add_argument("--scopes", type=int, default=24)
parser.add_argument("--days", type=int, default=365)
parser.add_argument("--period", default="day")
parser.add_argument("--runs", type=int, default=5)
arguments = parser.parse_args()

os.makedirs(arguments.work, exist_ok=True)
store = os.path.join(arguments.work, "alarms.db")
for suffix in ("", "-wal", "-shm", ".lock"):
    if os.path.exists(store + suffix):
        os.remove(store + suffix)
seed = os.path.join(arguments.work, "seed.csv")
with open(seed, "w") as file:
    file.write("day,count\n2025-01-01,1\n")
subprocess.run([arguments.binary, "alerts", "import", seed, "--series", "seed", "--store", store], check=True,
               stderr=subprocess.DEVNULL)

first = datetime.datetime(2025, 1, 1, tzinfo=datetime.timezone.utc)
origin = int(first.timestamp()) // 3600 - 8
rng = random.Random(7)


def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return out


def month(hour):
    date = datetime.datetime.fromtimestamp(hour * 3600, datetime.timezone.utc)
    return date.year * 12 + date.month - 1


hours = [origin + day * 24 + 10 for day in range(arguments.days)]
months = [month(hour) for hour in hours]
starts = [0] + [i for i in range(1, len(months)) if months[i] != months[i - 1]] + [len(months)]


def rows(series, scope, counts):
    for a, b in zip(starts, starts[1:]):
        packed, before = bytearray(), 0
        for i in range(a, b):
            if counts[i]:
                packed += varint(hours[i] - before) + varint(counts[i])
                before = hours[i]
        if packed:
            yield months[a], series, scope, bytes(packed)


def poisson(mean):
    count, product, limit = 0, rng.random(), 2.718281828459045 ** -mean
    while product > limit:
        count += 1
        product *= rng.random()
    return count


# Draws are dealt from a pool, so that nine million of them do not take all day.
pools = {mean: [poisson(mean) for _ in range(20011)] for mean in (0.05, 0.2, 0.8, 3)}
database = sqlite3.connect(store)
database.execute("DELETE FROM alarm_count")
database.execute("INSERT OR REPLACE INTO alarm_series (id, name, title, exposure, imported) VALUES (1, 'volume', '', '', 1)")
for scope in range(1, arguments.scopes):
    attribute = ("channel", "product", "region")[scope % 3]
    database.execute("INSERT INTO alarm_scope (id, attribute, value) VALUES (?, ?, ?)", (scope, attribute, f"v{scope}"))
week = [1.08, 1.06, 1.04, 1.02, 1.0, 0.75, 0.6]
volume = [int(20000 * week[day % 7]) for day in range(arguments.days)]
for scope in range(arguments.scopes):
    database.executemany("INSERT INTO alarm_count VALUES (?, ?, ?, ?)",
                         rows(1, scope, [v if scope == 0 else v // 8 for v in volume]))
cells = 0
for topic in range(arguments.topics):
    series = topic + 2
    database.execute("INSERT INTO alarm_series (id, name, title, imported) VALUES (?, ?, ?, 1)",
                     (series, f"count/{topic}", f"topic {topic}"))
    mean = (0.05, 0.2, 0.8, 3)[topic % 4]
    pool = pools[mean]
    place = rng.randrange(len(pool))
    total = [0] * arguments.days
    for scope in range(1, arguments.scopes):
        counts = [pool[(place + scope * 4001 + day * 17) % len(pool)] for day in range(arguments.days)]
        if topic == 3 and scope in (1, 2, 3):
            counts[-1] += 40
        if scope % 3 == 0:
            total = [a + b for a, b in zip(total, counts)]
        cells += len(counts)
        database.executemany("INSERT INTO alarm_count VALUES (?, ?, ?, ?)", rows(series, scope, counts))
    cells += len(total)
    database.executemany("INSERT INTO alarm_count VALUES (?, ?, ?, ?)", rows(series, 0, total))
database.commit()
database.close()
print(f"{arguments.topics} topics x {arguments.scopes} scopes x {arguments.days} days = {cells} counts, "
      f"{os.path.getsize(store) / 1e6:.0f} MB")

times = []
for run in range(arguments.runs):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.time()
    result = subprocess.run([arguments.binary, "alerts", "tick", "--store", store, "--period", arguments.period, "--format", "ndjson"],
                            capture_output=True, text=True)
    wall = time.time() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if result.returncode != 0:
        sys.exit(result.stderr)
    if run == 0:
        found = [json.loads(line) for line in result.stdout.splitlines()]
        names = [alarm["series"] for alarm in found]
        if "count/3" not in names:
            sys.exit(f"the planted burst was not found: {names} {result.stderr}")
        print(result.stderr.strip())
        print(f"planted burst found; {len(found) - 1} other alarms")
    times.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall))
cpu = sorted(t[0] for t in times)[len(times) // 2]
print(f"one tick: {cpu:.2f} CPU s, {min(t[1] for t in times):.2f} s at best of {arguments.runs}; "
      f"peak {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB; goal < 1 s: "
      f"{'met' if cpu < 1 else 'NOT MET'}")
