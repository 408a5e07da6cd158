#!/usr/bin/env python3
"""The usual script: json, an Aho-Corasick automaton for the words and `re` for the patterns, turn by turn.

usage: aho_re.py WORK CORPUS > findings.ndjson
"""

import json
import re
import sys

import ahocorasick

from rules import apart, load


def is_free(text, start, end):
    """Whether neither end of a Latin word goes on."""
    def latin(character):
        return character.isascii() and character.isalnum()
    if start and latin(text[start]) and latin(text[start - 1]):
        return False
    return not (end < len(text) and latin(text[end - 1]) and latin(text[end]))


def main():
    work, corpus = sys.argv[1:3]
    rules = load(work)
    automaton = ahocorasick.Automaton()
    for number, rule in enumerate(rules):
        for word in rule["literals"]:
            automaton.add_word(word, (number, len(word)))
    automaton.make_automaton()
    patterns = [(number, re.compile(pattern, re.ASCII | re.IGNORECASE))
                for number, rule in enumerate(rules) for pattern in rule["patterns"]]
    with open(corpus, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            findings = []
            present = set()
            for index, turn in enumerate(record["turns"], 1):
                text, role = turn["text"], turn["role"]
                spans = {}
                for end, (number, length) in automaton.iter(text.lower()):
                    start = end + 1 - length
                    if rules[number]["role"] == role and is_free(text, start, end + 1):
                        present.add(number)
                        spans.setdefault(number, []).append((start, end + 1))
                for number, pattern in patterns:
                    if rules[number]["role"] == role:
                        for match in pattern.finditer(text):
                            spans.setdefault(number, []).append(match.span())
                for number, some in spans.items():
                    if rules[number]["kind"] == "forbid":
                        findings += [{"rule": rules[number]["id"], "turn": index, "text": text[start:end]} for start, end in apart(some)]
            absent = [rule["id"] for number, rule in enumerate(rules) if rule["kind"] == "require" and number not in present]
            print(json.dumps({"id": record["id"], "findings": findings, "absent": absent}, ensure_ascii=False))


if __name__ == "__main__":
    main()
