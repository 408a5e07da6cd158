"""The rulebook of the benchmark, for qa-cli (YAML) and for the competitors (JSON)."""

import json

from . import lexicons, patterns_en, patterns_zh

ID = "benchmark"
PATTERN_RULES = patterns_zh.RULES + patterns_en.RULES
PATTERN_COUNT = sum(len(rule[5]) for rule in PATTERN_RULES)

# Rules whose hits inside a warning (请谨防…, "beware of …") do not count.
EXCLUDING = {
    "promise-zh", "private-dealing-zh", "asking-secrets-zh", "threat-zh", "rx-principal-zh", "rx-transfer-zh",
    "promise-en", "private-dealing-en", "asking-secrets-en", "threat-en", "rx-guarantee-en", "rx-payment-en",
}
# Pattern rules with the negation guard; every keyword violation has it.
NEGATING = {"rx-principal-zh", "rx-yield-zh", "rx-guarantee-en", "rx-forecast-en"}
# Rules that only hold for some products.
PRODUCTS = ["fund", "insurance", "card", "retail", "telecom"]
APPLIES = {rule: ["fund", "insurance"] for rule in ("rx-rating-zh", "rx-suitability-en")}
APPLIES |= {rule[0]: ["fund", "insurance"] for rule in lexicons.WARNED_RULES}

FIRST_RESPONSE_SECONDS = 30
REPLY_SECONDS = 60
PASS = 85

# section, cap, [(rule, points, most points or None for once per evaluation, fatal)]
SCORECARD = [
    ("wording", 20, [
        ("greeting", 5, None, False), ("thanks", 2, None, False), ("courtesy", 2, None, False), ("closing", 5, None, False),
        ("forbidden-wording-zh", 5, 10, False), ("forbidden-wording-en", 5, 10, False),
        ("rx-perfunctory-zh", 3, 6, False), ("rx-perfunctory-en", 3, 6, False),
    ]),
    ("efficiency", 15, [
        ("slow-first-response", 4, None, False), ("slow-reply", 3, 9, False), ("rx-delay-zh", 3, 6, False),
        ("rx-delay-en", 3, 6, False),
    ]),
    ("conduct", 30, [
        ("passing-the-buck-zh", 10, 20, False), ("passing-the-buck-en", 10, 20, False),
        ("rx-refusal-zh", 8, 16, False), ("rx-refusal-en", 8, 16, False),
        ("rx-rhetorical-zh", 5, 10, False), ("rx-rude-en", 5, 10, False),
        ("superlatives-zh", 2, 4, False), ("superlatives-en", 2, 4, False),
    ]),
    ("compliance", 60, [
        ("risk-warning-missing-zh", 10, None, False), ("risk-warning-missing-en", 10, None, False),
        ("rx-pressure-zh", 4, 8, False), ("rx-pressure-en", 4, 8, False),
        ("promise-zh", 20, None, True), ("promise-en", 20, None, True),
    ]),
]


def text(value):
    """A YAML scalar in single quotes."""
    return "'" + value.replace("'", "''") + "'"


def flow(values):
    """A YAML flow list."""
    return "[" + ", ".join(text(value) for value in values) + "]"


def is_chinese(rule):
    return rule.endswith("-zh")


def guards(rule, effect, is_keyword):
    """The guard lines of a rule's condition."""
    lines = []
    if rule in EXCLUDING:
        lines.append("exclude: " + flow(lexicons.EXCLUDES["zh" if is_chinese(rule) else "en"]))
    if effect == "violation":
        if is_keyword or rule in NEGATING:
            lines.append("negation: drop")
        lines.append("quotation: drop")
    return lines


def rule_lines(identifier, title, severity, effect, body, rule_class="business"):
    """One rule; `body` holds its lines below the rule's own keys."""
    lines = [f"  - id: {identifier}", f"    title: {text(title)}", "    status: active", f"    severity: {severity}",
             f"    class: {rule_class}", f"    as: {effect}"]
    if identifier in APPLIES:
        lines.append("    applies: { metadata: { product: [" + ", ".join(APPLIES[identifier]) + "] } }")
    return lines + ["    " + line for line in body]


def yaml():
    """The rulebook."""
    lines = ["# Made by Benchmarks/generate.py: 2,000 keywords, 200 patterns. Not a book to score anybody with.",
             f"rulebook: {ID}", 'version: "1"', "language: zh", "lexicons:"]
    lines += [f"  {name}: {{ file: lexicons/{name}.tsv }}" for name in lexicons.LEXICONS]
    lines.append("rules:")
    for identifier, names, window, title in lexicons.REQUIRE_RULES:
        body = ["require:", f"  keyword: {{ lexicon: [{', '.join(names)}] }}", "  role: agent", f"  in: {window}"]
        lines += rule_lines(identifier, title, "minor", "violation", body, "customer")
    for identifier, names, role, effect, severity, title in lexicons.KEYWORD_RULES:
        body = ["forbid:", f"  keyword: {{ lexicon: [{', '.join(names)}] }}", f"  role: {role}"]
        body += ["  " + line for line in guards(identifier, effect, True)]
        lines += rule_lines(identifier, title, severity, effect, body + ["message: '{turn}: {text}'"], "compliance")
    for identifier, role, effect, severity, title, patterns in PATTERN_RULES:
        body = ["forbid:", "  regex:", "    match:"] + ["      - " + text(pattern) for pattern, _ in patterns]
        body += [f"  role: {role}"] + ["  " + line for line in guards(identifier, effect, False)]
        lines += rule_lines(identifier, title, severity, effect, body + ["message: '{turn}: {text}'"], "compliance")
    for identifier, lexicon, warnings, title in lexicons.WARNED_RULES:
        body = ["find:", f"  pitch: {{ keyword: {{ lexicon: {lexicon} }}, role: agent, negation: drop }}",
                f"  warning: {{ keyword: {{ any: {flow(warnings)} }}, role: agent, "
                "after: { of: pitch, hit: every, within: 3 turns } }",
                "when: pitch && !warning"]
        lines += rule_lines(identifier, title, "major", "violation", body, "compliance")
    for identifier, metric, seconds, title in [
        ("slow-first-response", "first", FIRST_RESPONSE_SECONDS, "Slow first response 首响超时"),
        ("slow-reply", "each", REPLY_SECONDS, "Slow reply 回复超时"),
    ]:
        body = ["forbid:", f"  response_time: {{ metric: {metric}, compare: '>', seconds: {seconds} }}"]
        lines += rule_lines(identifier, title, "minor", "violation", body, "customer")
    lines += ["scorecard:", "  unit: leg", "  mode: deduct", "  base: 100", "  floor: 0", f"  pass: {PASS}",
              "  bands: { A: 95, B: 85, C: 70 }", "  not_scorable: [customer_silent, bot_only, test, internal]", "  sections:"]
    for section, cap, items in SCORECARD:
        lines += [f"    - id: {section}", f"      cap: {cap}", "      items:"]
        for rule, points, most, fatal in items:
            more = (f", per: finding, max: {most}" if most else "") + (", fatal: evaluation" if fatal else "")
            lines.append(f"        - {{ rule: {rule}, deduct: {points}{more} }}")
    return "\n".join(lines) + "\n"


def competitor_rules():
    """The same keywords and patterns as plain data."""
    rules = []
    for identifier, names, _, _ in lexicons.REQUIRE_RULES:
        rules.append({"id": identifier, "role": "agent", "kind": "require",
                      "literals": [word for name in names for word in lexicons.LEXICONS[name]], "patterns": []})
    for identifier, names, role, _, _, _ in lexicons.KEYWORD_RULES:
        rules.append({"id": identifier, "role": role, "kind": "forbid",
                      "literals": [word for name in names for word in lexicons.LEXICONS[name]], "patterns": []})
    for identifier, role, _, _, _, patterns in PATTERN_RULES:
        rules.append({"id": identifier, "role": role, "kind": "forbid", "literals": [],
                      "patterns": [pattern for pattern, _ in patterns]})
    for identifier, lexicon, _, _ in lexicons.WARNED_RULES:
        rules.append({"id": identifier, "role": "agent", "kind": "pitch", "literals": lexicons.LEXICONS[lexicon], "patterns": []})
    return rules


def write(folder):
    """Writes bench.yaml, its lexicons, and the competitors' rules."""
    (folder / "lexicons").mkdir(parents=True, exist_ok=True)
    for name, words in lexicons.LEXICONS.items():
        rows = "".join(f"{word}\t\t{name}\t\n" for word in words)
        (folder / "lexicons" / f"{name}.tsv").write_text("# word\tlevel\tcategory\tnote\n" + rows, encoding="utf-8")
    (folder / "bench.yaml").write_text(yaml(), encoding="utf-8")
    (folder / "rules.json").write_text(json.dumps(competitor_rules(), ensure_ascii=False, indent=1), encoding="utf-8")
    words = [word for words in lexicons.LEXICONS.values() for word in words]
    (folder / "literals.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
