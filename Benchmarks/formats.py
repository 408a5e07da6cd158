#!/usr/bin/env python3
"""Reading speed of the table formats: CSV against Python's own reader, XLSX by bytes of sheet XML.

    Benchmarks/formats.py [--mb 200] [--runs 3] [--stream-gb 10]

The results are verified before anything is timed: the number of conversations and turns, and a digest of all texts, must
be those of the generator. Times are CPU seconds (user + system) of the process, the best of several runs; `convert` reads
and writes canonical records, `--where id=none` reads, assembles and passes every conversation over. `--stream-gb` gives
the CSV again and again through a pipe, with new identifiers each time, until so many gigabytes went through: memory must
not follow.
"""

import argparse, csv, hashlib, io, json, os, random, resource, subprocess, sys, tempfile, zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TOOL = os.environ.get("QA_CLI", os.path.join(ROOT, ".build", "release", "qa-cli"))
WORDS = "您好 请问 订单 发货 退款 什么时候 可以 谢谢 稍等 麻烦 地址 客服 快递 已经 签收 优惠 会员 发票 the parcel refund please wait".split()


def conversations(size, seed=7):
    """Yields (id, rows) until about `size` bytes of CSV were made."""
    rng, made, number = random.Random(seed), 0, 0
    while made < size:
        number += 1
        rows = []
        for turn in range(rng.randint(4, 14)):
            text = "".join(rng.choice(WORDS) for _ in range(rng.randint(3, 25)))
            if rng.random() < 0.03:
                text += ', "好的"\n再见'
            role = "客户" if turn % 2 == 0 else "客服"
            minute, second = divmod(turn * 13, 60)
            rows.append([f"c-{number:08d}", f"2026-03-{number % 28 + 1:02d} 09:{minute:02d}:{second:02d}", role,
                         "" if turn % 2 == 0 else f"QH{number % 40:02d}", text])
            made += sum(len(cell.encode()) for cell in rows[-1]) + 6
        yield rows


HEADER = ["会话ID", "发送时间", "角色", "坐席工号", "内容"]


def write_csv(path, size):
    digest, count, turns = hashlib.sha256(), 0, 0
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        for rows in conversations(size):
            count += 1
            turns += len(rows)
            out.writerows(rows)
            for row in rows:
                digest.update(row[4].encode() + b"\0")
    return count, turns, digest.hexdigest()


def write_xlsx(path, size):
    digest, count, turns, xml = hashlib.sha256(), 0, 0, 0
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    escape = lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", f'<workbook {main} xmlns:r="urn:r"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>')
        archive.writestr("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="r1" Type="urn:x/worksheet" Target="worksheets/a.xml"/></Relationships>')
        with archive.open("xl/worksheets/a.xml", "w", force_zip64=True) as entry:
            def put(text):
                nonlocal xml
                data = text.encode()
                xml += len(data)
                entry.write(data)
            put(f"<worksheet {main}><sheetData>")
            line = lambda row: "<row>" + "".join(f'<c t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>' for cell in row) + "</row>"
            put(line(HEADER))
            for rows in conversations(size // 3):
                count += 1
                turns += len(rows)
                put("".join(line(row) for row in rows))
                for row in rows:
                    digest.update(row[4].encode() + b"\0")
            put("</sheetData></worksheet>")
    return count, turns, digest.hexdigest(), xml


def verify(path, expected):
    tool = subprocess.Popen([TOOL, "convert", path, "--tz", "Asia/Shanghai"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    digest, count, turns = hashlib.sha256(), 0, 0
    for line in tool.stdout:
        record = json.loads(line)
        count += 1
        turns += len(record["turns"])
        for turn in record["turns"]:
            digest.update(turn["text"].encode() + b"\0")
    if tool.wait() != 0 or (count, turns, digest.hexdigest()) != expected[:3]:
        sys.exit(f"formats: wrong result for {path}: {count} conversations, {turns} turns; expected {expected[:2]}")


def measure(command, runs):
    best, peak = None, 0
    for _ in range(runs):
        pid = os.fork()
        if pid == 0:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            os.dup2(null, 2)
            os.execvp(command[0], command)
        _, status, usage = os.wait4(pid, 0)
        if status != 0:
            sys.exit(f"formats: {' '.join(command)} ended with {status}")
        seconds = usage.ru_utime + usage.ru_stime
        best = seconds if best is None else min(best, seconds)
        peak = max(peak, usage.ru_maxrss * 1024)
    return best, peak


def stream(path, size):
    """Reads `size` bytes through a pipe: CPU seconds, peak memory, bytes."""
    with open(path, "rb") as file:
        header, _, rows = file.read().partition(b"\n")
    command = [TOOL, "convert", "-", "--where", "id=none"]
    tool = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    sent, part = tool.stdin.write(header + b"\n"), 0
    while sent < size:
        sent += tool.stdin.write(rows.replace(b"c-", b"c%d-" % part))
        part += 1
    tool.stdin.close()
    told = tool.stderr.read().decode()
    _, status, usage = os.wait4(tool.pid, 0)
    if status != 0:
        sys.exit(f"formats: the stream ended with {status}: {told[-300:]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, sent, told.splitlines()[-1]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mb", type=int, default=200)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--stream-gb", type=float, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "turns.csv")
        expected = write_csv(path, options.mb << 20)
        size = os.path.getsize(path)
        book = os.path.join(folder, "turns.xlsx")
        sheet = write_xlsx(book, options.mb << 20)
        verify(path, expected)
        verify(book, sheet)
        print(f"{expected[0]} conversations, {expected[1]} turns, {size >> 20} MiB of CSV, {sheet[3] >> 20} MiB of sheet XML; results verified")
        python = "import csv, sys\nfor row in csv.reader(open(sys.argv[1], newline='', encoding='utf-8')): pass"
        reference, _ = measure([sys.executable, "-c", python, path], options.runs)
        read, peak = measure([TOOL, "convert", path, "--where", "id=none"], options.runs)
        write, _ = measure([TOOL, "convert", path], options.runs)
        if options.stream_gb:
            cpu, most, sent, summary = stream(path, int(options.stream_gb * 1e9))
            print(f"csv   stream   {sent / 1e6 / cpu:7.1f} MB/s of CPU time, {sent / 1e9:.1f} GB through a pipe, peak {most / 1e6:.0f} MB; {summary}")
        xlsx, xlsx_peak = measure([TOOL, "convert", book, "--where", "id=none"], options.runs)
        mb = size / 1e6
        print(f"csv   read     {mb / read:7.1f} MB/s of CPU time, {reference / read:.2f} x Python's csv, peak {peak / 1e6:.0f} MB")
        print(f"csv   convert  {mb / write:7.1f} MB/s of CPU time")
        print(f"csv   python   {mb / reference:7.1f} MB/s (only cuts fields)")
        print(f"xlsx  read     {sheet[3] / 1e6 / xlsx:7.1f} MB/s of sheet XML (read twice), peak {xlsx_peak / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
