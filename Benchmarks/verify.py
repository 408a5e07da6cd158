"""Compares results with what the generator planted; nothing is timed before this agrees."""

import itertools
import json


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
    """Every evaluation against the truth: its conversation, leg, score, verdict, and the rule and turn of each finding."""
    with open(output, "rb") as lines:
        pairs = itertools.zip_longest((truth[:5] for truth in truths(work)), map(evaluation, lines))
        return mismatches(pairs)


def plain_findings(work, output, conversations):
    """A competitor's findings in the first conversations against what literals, patterns and roles alone can find."""
    expected = itertools.islice(first_rows(work), conversations)
    with open(output, "rb") as lines:
        actual = ((record["id"], sorted(f"{f['rule']}@{f['turn']}" for f in record["findings"])) for record in map(json.loads, lines))
        return mismatches(itertools.zip_longest(expected, actual))


def first_rows(work):
    last = None
    for conversation, _, _, _, _, plain in truths(work):
        if conversation != last:
            yield conversation, plain
        last = conversation
