#!/usr/bin/env python3
"""The honest competitor: orjson and Hyperscan in one Python process, with evidence.

usage: orjson_hyperscan.py WORK CORPUS [--confirm] [--prepare] > findings.ndjson

Each conversation is parsed, its turns are joined by line feeds, and scanned once for all literals, whose starts are
known from their lengths, and all patterns: with start of match, or, with --confirm, by their ends alone and then by `re`
on the turns that were named, which is the faster way. Hits become findings of the right role. There are no guards, no
folding beyond ASCII case, no order of turns, no times, no scores.
"""

import os
import re
import sys
from bisect import bisect_left, bisect_right

import hyperscan
import orjson

from rules import apart, load

CASELESS = hyperscan.HS_FLAG_UTF8 | hyperscan.HS_FLAG_MULTILINE | hyperscan.HS_FLAG_CASELESS


def database(path, literals, patterns, more):
    """The database of literals and patterns, compiled once and kept in the work folder."""
    if os.path.exists(path):
        with open(path, "rb") as file:
            made = hyperscan.loadb(file.read(), hyperscan.HS_MODE_BLOCK)
    else:
        expressions = [re.sub(r"([\\.*+?()\[\]{}|^$])", r"\\\1", word).encode() for word in literals]
        expressions += [pattern.encode() for pattern in patterns]
        made = hyperscan.Database()
        made.compile(
            expressions=expressions, ids=list(range(len(expressions))), elements=len(expressions),
            flags=[CASELESS] * len(literals) + [CASELESS | more] * len(patterns))
        with open(path, "wb") as file:
            file.write(hyperscan.dumpb(made))
    made.scratch = hyperscan.Scratch(made)
    return made


def is_free(data, start, end):
    """Whether neither end of a Latin word goes on."""
    if start and data[start:start + 1].isalnum() and data[start - 1:start].isalnum():
        return False
    return not (data[end - 1:end].isalnum() and data[end:end + 1].isalnum())


def main():
    work, corpus = sys.argv[1:3]
    confirms = "--confirm" in sys.argv
    rules = load(work)
    literals = [(word, number) for number, rule in enumerate(rules) for word in rule["literals"]]
    patterns = [(pattern, number) for number, rule in enumerate(rules) for pattern in rule["patterns"]]
    scanner = database(
        f"{work}/hyperscan-{'ends' if confirms else 'starts'}.db", [word for word, _ in literals], [pattern for pattern, _ in patterns],
        0 if confirms else hyperscan.HS_FLAG_SOM_LEFTMOST)
    if "--prepare" in sys.argv:
        return
    expressions = [re.compile(pattern, re.ASCII | re.IGNORECASE) for pattern, _ in patterns]
    lengths = [len(word.encode()) for word, _ in literals]
    first_pattern = len(literals)
    owners = [number for _, number in literals] + [number for _, number in patterns]
    roles = [rule["role"] for rule in rules]
    names = [rule["id"] for rule in rules]
    is_forbidden = [rule["kind"] == "forbid" for rule in rules]
    required = [number for number, rule in enumerate(rules) if rule["kind"] == "require"]
    hits = []

    def on_match(identifier, start, end, flags, context):
        hits.append((identifier, start, end))

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
            scanner.scan(data, match_event_handler=on_match)
            spans = {}
            present = set()
            confirmed = set()
            for identifier, start, end in hits:
                rule = owners[identifier]
                if identifier < first_pattern:
                    start = end - lengths[identifier]
                    turn = bisect_right(starts, start) - 1
                    if turns[turn]["role"] != roles[rule] or not is_free(data, start, end):
                        continue
                    if is_forbidden[rule]:
                        spans.setdefault((rule, turn), []).append((start, end))
                    else:
                        present.add(rule)
                elif confirms:
                    turn = bisect_left(starts, end) - 1
                    if turns[turn]["role"] != roles[rule] or (identifier, turn) in confirmed:
                        continue
                    confirmed.add((identifier, turn))
                    text = turns[turn]["text"]
                    for match in expressions[identifier - first_pattern].finditer(text):
                        start = starts[turn] + len(text[:match.start()].encode())
                        spans.setdefault((rule, turn), []).append((start, start + len(match[0].encode())))
                else:
                    turn = bisect_right(starts, start) - 1
                    if turns[turn]["role"] == roles[rule] and end <= starts[turn] + len(parts[turn]):
                        spans.setdefault((rule, turn), []).append((start, end))
            hits.clear()
            findings = [
                {"rule": names[rule], "turn": turn + 1, "bytes": [start - starts[turn], end - starts[turn]],
                 "text": data[start:end].decode()}
                for (rule, turn), some in spans.items() for start, end in apart(some)]
            absent = [names[rule] for rule in required if rule not in present]
            write(orjson.dumps({"id": record["id"], "findings": findings, "absent": absent}, option=orjson.OPT_APPEND_NEWLINE))


if __name__ == "__main__":
    main()
