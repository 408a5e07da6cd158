#!/usr/bin/env python3
"""The honest competitor: orjson and Hyperscan in one Python process, with evidence.

usage: orjson_hyperscan.py WORK CORPUS [--prepare] > findings.ndjson

Each conversation is parsed, its turns are joined by line feeds, and scanned by two databases: all literals, whose
starts are known from their lengths, and all patterns with start of match. Hits become findings of the right role.
There are no guards, no folding beyond ASCII case, no order of turns, no times, no scores.
"""

import os
import sys
from bisect import bisect_right

import hyperscan
import orjson

from rules import apart, load


def databases(work, rules):
    """The two databases, compiled once and kept in the work folder."""
    literals = [(word, number) for number, rule in enumerate(rules) for word in rule["literals"]]
    patterns = [(pattern, number) for number, rule in enumerate(rules) for pattern in rule["patterns"]]
    path = work + "/hyperscan.db"
    flags = hyperscan.HS_FLAG_UTF8 | hyperscan.HS_FLAG_MULTILINE | hyperscan.HS_FLAG_CASELESS
    if os.path.exists(path):
        with open(path, "rb") as file:
            sizes = file.readline().split()
            made = [hyperscan.loadb(file.read(int(size)), hyperscan.HS_MODE_BLOCK) for size in sizes]
    else:
        made = []
        for expressions, more, is_literal in (
            ([word.encode() for word, _ in literals], hyperscan.HS_FLAG_CASELESS, True),
            ([pattern.encode() for pattern, _ in patterns], flags | hyperscan.HS_FLAG_SOM_LEFTMOST, False),
        ):
            database = hyperscan.Database()
            database.compile(
                expressions=expressions, ids=list(range(len(expressions))), elements=len(expressions),
                flags=[more] * len(expressions), literal=is_literal)
            made.append(database)
        blobs = [hyperscan.dumpb(database) for database in made]
        with open(path, "wb") as file:
            file.write(b" ".join(str(len(blob)).encode() for blob in blobs) + b"\n" + b"".join(blobs))
    for database in made:
        database.scratch = hyperscan.Scratch(database)
    lengths = [len(word.encode()) for word, _ in literals]
    return made, lengths, [number for _, number in literals], [number for _, number in patterns]


def is_free(data, start, end):
    """Whether neither end of a Latin word goes on."""
    if start and data[start:start + 1].isalnum() and data[start - 1:start].isalnum():
        return False
    return not (data[end - 1:end].isalnum() and data[end:end + 1].isalnum())


def main():
    work, corpus = sys.argv[1:3]
    rules = load(work)
    (literal_database, pattern_database), lengths, literal_rules, pattern_rules = databases(work, rules)
    if "--prepare" in sys.argv:
        return
    roles = [rule["role"] for rule in rules]
    names = [rule["id"] for rule in rules]
    is_required = [rule["kind"] == "require" for rule in rules]
    is_forbidden = [rule["kind"] == "forbid" for rule in rules]
    required = [number for number, needed in enumerate(is_required) if needed]
    hits = []

    def on_literal(identifier, _, end, flags, context):
        hits.append((literal_rules[identifier], end - lengths[identifier], end))

    def on_pattern(identifier, start, end, flags, context):
        hits.append((pattern_rules[identifier], start, end))

    write = sys.stdout.buffer.write
    with open(corpus, "rb") as lines:
        for line in lines:
            record = orjson.loads(line)
            turns = record["turns"]
            starts, parts, place = [], [], 0
            for turn in turns:
                part = turn["text"].encode()
                starts.append(place)
                parts.append(part)
                place += len(part) + 1
            data = b"\n".join(parts)
            literal_database.scan(data, match_event_handler=on_literal)
            seen = len(hits)
            pattern_database.scan(data, match_event_handler=on_pattern)
            spans = {}
            present = set()
            for index, (rule, start, end) in enumerate(hits):
                turn = bisect_right(starts, start) - 1
                if end > starts[turn] + len(parts[turn]) or turns[turn]["role"] != roles[rule]:
                    continue
                if index < seen and not is_free(data, start, end):
                    continue
                if is_forbidden[rule]:
                    spans.setdefault((rule, turn), []).append((start, end))
                elif is_required[rule]:
                    present.add(rule)
            hits.clear()
            findings = [
                {"rule": names[rule], "turn": turn + 1, "bytes": [start - starts[turn], end - starts[turn]],
                 "text": data[start:end].decode()}
                for (rule, turn), some in spans.items() for start, end in apart(some)]
            absent = [names[rule] for rule in required if rule not in present]
            write(orjson.dumps({"id": record["id"], "findings": findings, "absent": absent}, option=orjson.OPT_APPEND_NEWLINE))


if __name__ == "__main__":
    main()
