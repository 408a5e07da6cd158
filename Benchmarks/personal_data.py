#!/usr/bin/env python3
"""Personal data over generated identifiers: recall of each kind, false hits among ordinary numbers, and what it costs.

    Benchmarks/personal_data.py [--count 100000] [--seed 1] [--overhead CORPUS.ndjson]

Check digits are computed here by their definitions, so that this is a second opinion. An identifier counts as found if
`qa-cli redact` replaces exactly it by its label in the sentence around it, and as missed otherwise; an ordinary number
counts as a false hit if anything of its sentence is replaced. Exits with 1 below the aims: every identifier with a check
digit found, at most one false hit in 10,000. `--overhead` compares the processor time of `score` with and without a rule
that asks for every kind of personal data, on a corpus of yours or of Benchmarks/generate.py.
"""

import argparse, json, os, random, resource, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TOOL = os.environ.get("QA_CLI", os.path.join(ROOT, ".build", "release", "qa-cli"))
digits = lambda rng, count: "".join(rng.choice("0123456789") for _ in range(count))


def luhn(body):
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value // 10 + value % 10
    return body + str(-total % 10)


def card(rng):
    prefix, lengths = rng.choice([("62", (16, 17, 18, 19)), ("4", (16,)), ("51", (16,)), ("55", (16,)), ("2221", (16,)), ("3528", (16,)), ("6011", (16,))])
    length = rng.choice(lengths)
    return luhn(prefix + digits(rng, length - len(prefix) - 1))


def identity(rng):
    date = f"{rng.randint(1940, 2015)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    body = rng.choice(["11", "12", "13", "31", "32", "33", "37", "41", "42", "44", "51", "61"]) + digits(rng, 4) + date + digits(rng, 3)
    return body + "10X98765432"[sum(int(d) * pow(2, 17 - i, 11) for i, d in enumerate(body)) % 11]


def credit_code(rng):
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = rng.choice(["91", "92", "12", "51"]) + rng.choice(["110108", "310115", "440305", "330106"]) + "".join(rng.choice(alphabet) for _ in range(9))
    return body + alphabet[-sum(alphabet.index(c) * pow(3, i, 31) for i, c in enumerate(body)) % 31]


def iban(rng):
    country, form = rng.choice([("DE", "n" * 18), ("GB", "aaaa" + "n" * 14), ("FR", "n" * 23), ("NL", "aaaa" + "n" * 10), ("ES", "n" * 20)])
    body = "".join(rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") if c == "a" else rng.choice("0123456789") for c in form)
    number = "".join(str(int(c, 36)) for c in body + country + "00")
    return f"{country}{98 - int(number) % 97:02}{body}"


def plate_tail(rng):
    """Five characters with at most two letters, never I or O."""
    tail = list(digits(rng, 5))
    for place in rng.sample(range(5), rng.randint(0, 2)):
        tail[place] = rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ")
    return "".join(tail)


SPOKEN = dict(zip("0123456789", "零幺二三四五六七八九"))
KINDS = {  # kind: label, generator
    "mobile": ("[手机]", lambda rng: "1" + rng.choice("3456789") + digits(rng, 9)),
    "mobile, separated": ("[手机]", lambda rng: (lambda n: rng.choice([f"{n[:3]} {n[3:7]} {n[7:]}", f"{n[:3]}-{n[3:7]}-{n[7:]}", f"+86 {n}", f"+86{n}", f"0086{n}"]))("1" + rng.choice("358") + digits(rng, 9))),
    "mobile, full width": ("[手机]", lambda rng: "".join(chr(ord(c) + 0xFEE0) for c in "1" + rng.choice("3456789") + digits(rng, 9))),
    "mobile, spoken": ("[手机]", lambda rng: "".join(SPOKEN[c] for c in "1" + rng.choice("3456789") + digits(rng, 9))),
    "resident_id": ("[身份证]", lambda rng: (lambda n: n.lower() if rng.random() < 0.2 else n)(identity(rng))),
    "bank_card": ("[银行卡]", lambda rng: (lambda n: rng.choice([n, n, " ".join(n[i : i + 4] for i in range(0, len(n), 4)), "-".join(n[i : i + 4] for i in range(0, len(n), 4))]))(card(rng))),
    "credit_code": ("[信用代码]", credit_code),
    "iban": ("[IBAN]", lambda rng: (lambda n: rng.choice([n, " ".join(n[i : i + 4] for i in range(0, len(n), 4))]))(iban(rng))),
    "email": ("[邮箱]", lambda rng: "".join(rng.choice("abcdefghijklmnop") for _ in range(rng.randint(3, 9))) + digits(rng, rng.randint(0, 4)) + "@" + rng.choice(["qq.com", "163.com", "gmail.com", "mail.example.co.uk"])),
    "plate": ("[车牌]", lambda rng: rng.choice("京沪粤浙苏鲁川渝") + rng.choice("ABCDEFGH") + rng.choice(["·", "", ""]) + plate_tail(rng)),
}
CHECKED = {"mobile", "mobile, separated", "mobile, full width", "resident_id", "bank_card", "credit_code", "iban"}

ORDINARY = {
    "time in milliseconds": lambda rng: str(rng.randint(1_600_000_000_000, 1_900_000_000_000)),
    "time in seconds": lambda rng: str(rng.randint(1_600_000_000, 1_900_000_000)),
    "date and ten digits": lambda rng: f"202{rng.randint(0, 6)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}" + digits(rng, 10),
    "order number, 19 digits": lambda rng: "订单号" + rng.choice("123456789") + digits(rng, 18),
    "tracking number": lambda rng: rng.choice(["快递单号", "运单号：", "SF", "tracking "]) + digits(rng, rng.randint(12, 15)),
    "ticket number": lambda rng: rng.choice(["工单", "工单编号 ", "流水号", "ticket "]) + digits(rng, rng.randint(8, 16)),
}

AROUND = ["{}", "我的是{}", "您好，{}，麻烦您", "请记一下{}谢谢", "是{}吗？", "({})", "发您了：{}。", "it is {}, thanks", "{{\"v\":\"{}\"}}", "记录 {} 完毕"]


def redacted(sentences):
    """The sentences as `redact` gives them back."""
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson", encoding="utf-8", delete=False) as file:
        for number, text in enumerate(sentences):
            file.write(json.dumps({"id": str(number), "turns": [{"role": "customer", "text": text}]}, ensure_ascii=False) + "\n")
    try:
        out = subprocess.run([TOOL, "redact", file.name, "--lang", "zh"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
    finally:
        os.unlink(file.name)
    found = [json.loads(line)["turns"][0]["text"] for line in out.splitlines()]
    if len(found) != len(sentences):
        sys.exit("personal_data: records were lost")
    return found


def seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def overhead(corpus, rules):
    book = """rulebook: with-entities
extends: [%s]
rules:
  - id: any-personal-data
    title: Personal data
    severity: minor
    forbid: { entity: { type: any }, role: agent }
""" % rules
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "with-entities.yaml")
        with open(path, "w") as file:
            file.write(book)
        plain, more = [], []
        for _ in range(4):  # in turns; the first of each warms the cache
            plain.append(seconds([TOOL, "score", corpus, "--rules", rules, "--format", "ndjson"]))
            more.append(seconds([TOOL, "score", corpus, "--rules", path, "--format", "ndjson"]))
        plain, more = min(plain[1:]), min(more[1:])
        print(f"score with {rules}: {plain:.2f} s of CPU time; with a rule for every kind of personal data: {more:.2f} s, {100 * (more / plain - 1):+.1f} %")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=3, help="misses to print of each kind")
    parser.add_argument("--overhead", metavar="CORPUS")
    parser.add_argument("--rules", default="online-service-zh")
    options = parser.parse_args()
    failed = False
    for kind, (label, make) in KINDS.items():
        rng = random.Random(f"{options.seed} {kind}")
        sentences, expected = [], []
        for _ in range(options.count):
            around, value = rng.choice(AROUND), make(rng)
            sentences.append(around.format(value))
            expected.append(around.format(label))
        wrong = [pair for pair in zip(sentences, redacted(sentences), expected) if pair[1] != pair[2]]
        print(f"{kind:24} found {options.count - len(wrong)} of {options.count}")
        for pair in wrong[: options.show]:
            print("   ", pair[0], "->", pair[1])
        failed |= kind in CHECKED and bool(wrong)
    for kind, make in ORDINARY.items():
        rng = random.Random(f"{options.seed} {kind}")
        sentences = [rng.choice(AROUND).format(make(rng)) for _ in range(options.count)]
        wrong = [pair for pair in zip(sentences, redacted(sentences)) if pair[0] != pair[1]]
        print(f"{kind:24} false hits {len(wrong)} of {options.count}")
        for pair in wrong[: options.show]:
            print("   ", pair[0], "->", pair[1])
        failed |= len(wrong) * 10_000 > options.count
    if options.overhead:
        overhead(options.overhead, options.rules)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
