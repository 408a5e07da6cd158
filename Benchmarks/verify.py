"""Compares results with what the generator planted; nothing is timed before this agrees."""

import itertools
import json
import re
import unicodedata


def truths(work):
    """Every expected evaluation: conversation, leg, score, verdict, findings, and what a plain matcher finds."""
    with open(work / "truth.tsv", encoding="utf-8") as lines:
        for line in lines:
            conversation, leg, score, verdict, found, plain = line.rstrip("\n").split("\t")
            yield conversation, leg, score, verdict, found.split(",") if found else [], plain.split(",") if plain else []


def mismatches(pairs, most=5):
    """Counts pairs that differ and shows the first ones."""
    count, shown = 0, []
    for expected, actual in pairs:
        if expected != actual:
            count += 1
            if len(shown) < most:
                shown.append(f"expected {expected}\n  actual {actual}")
    return count, shown


def evaluation(line):
    """An evaluation of qa-cli as the truth writes it."""
    record = json.loads(line)
    score = "-" if record["score"] is None else str(round(record["score"] * 100))
    found = sorted(f"{f['rule']}@{'-' if f['turn'] is None else f['turn']}" for f in record["findings"])
    if record["unknown_rules"]:
        found.append("unknown rules")
    return record["conversation_id"], str(record["leg"]), score, record["verdict"], found


def evaluations(work, output):
    """Every evaluation against the truth: its conversation, leg, score, verdict, and the rule and turn of each finding.

    Random words and numbers make a pattern match by chance about once in ten thousand conversations. Such a finding is
    no error if Python's own `re` finds the pattern in that turn too; what it does to the score is then not compared.
    """
    with open(output, "rb") as lines:
        pairs = itertools.zip_longest((truth[:5] for truth in truths(work)), map(evaluation, lines))
        wrong = [(expected, actual) for expected, actual in pairs if expected != actual]
    extra = {}
    for expected, actual in wrong:
        if expected and actual and expected[:2] == actual[:2] and set(expected[4]) < set(actual[4]):
            extra[actual[:2]] = set(actual[4]) - set(expected[4])
    confirmed = by_chance(work, extra)
    return mismatches((e, a) for e, a in wrong if a is None or a[:2] not in confirmed)


def by_chance(work, extra):
    """The evaluations whose further findings Python's `re` confirms."""
    rules = {rule["id"]: rule["patterns"] for rule in json.loads((work / "rules.json").read_text(encoding="utf-8"))}
    wanted = {conversation for conversation, _ in extra}
    turns = {}
    with open(work / "corpus.ndjson", encoding="utf-8") as lines:
        for line in lines:
            conversation = line[line.index('"id":"') + 6 :].split('"', 1)[0]
            if conversation in wanted:
                turns[conversation] = [turn["text"] for turn in json.loads(line)["turns"] if turn.get("text")]

    def matches(conversation, finding):
        rule, turn = finding.split("@")
        if turn == "-" or not rules.get(rule):
            return False
        text = unicodedata.normalize("NFKC", turns[conversation][int(turn) - 1]).casefold()
        return any(re.search(pattern, text) for pattern in rules[rule])

    return {key for key, findings in extra.items() if all(matches(key[0], finding) for finding in findings)}


def plain_findings(work, output, conversations):
    """A competitor's findings in the first conversations against what literals, patterns and roles alone can find."""
    expected = itertools.islice(first_rows(work), conversations)
    with open(output, "rb") as lines:
        actual = ((record["id"], sorted(f"{f['rule']}@{f['turn']}" for f in record["findings"])) for record in map(json.loads, lines))
        wrong = [(e, a) for e, a in itertools.zip_longest(expected, actual) if e != a]
    extra = {a[:1] + ("",): set(a[1]) - set(e[1]) for e, a in wrong if e and a and e[0] == a[0] and set(e[1]) < set(a[1])}
    confirmed = {key[0] for key in by_chance(work, extra)}
    return mismatches((e, a) for e, a in wrong if a is None or a[0] not in confirmed)


def first_rows(work):
    last = None
    for conversation, _, _, _, _, plain in truths(work):
        if conversation != last:
            yield conversation, plain
        last = conversation
