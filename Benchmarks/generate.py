#!/usr/bin/env python3
"""Makes the benchmark's corpus, rulebook and expected results: `generate.py --work FOLDER --mb 500`.

Writes corpus.ndjson, bench.yaml with lexicons/, rules.json and literals.txt for the competitors, truth.tsv (every
expected evaluation) and expected.json (the totals). The same size and seed make the same bytes.
"""

import argparse
import collections
import hashlib
import json
import multiprocessing
import os
import pathlib
import random
import sys

from corpus import conversation, lexicons, rulebook, sentences

SEED = 20260101
CHUNK = 500
maker = None


def prepare():
    global maker
    languages = sentences.languages()
    maker = conversation.Maker(languages, sentences.Plants(languages))


def chunk(number):
    """So many conversations as bytes, with their truth and counts."""
    source = random.Random(SEED * 1_000_003 + number)
    lines, truth = [], []
    rules, plain, verdicts = collections.Counter(), collections.Counter(), collections.Counter()
    turns = text = 0
    for index in range(number * CHUNK, (number + 1) * CHUNK):
        line, evaluations, seen = maker.make(index, source.random)
        lines.append(line.encode())
        turns += len(maker.turns)
        text += sum(len(maker.language.space.join(turn.sentences).encode()) for turn in maker.turns)
        for position, (leg, score, verdict, found) in enumerate(evaluations):
            matched = ",".join(sorted(seen)) if position == 0 else ""
            truth.append(f"c-{index:08d}\t{leg}\t{score}\t{verdict}\t{','.join(found)}\t{matched}\n")
            verdicts[verdict] += 1
            rules.update(finding.partition("@")[0] for finding in found)
        plain.update(finding.partition("@")[0] for finding in seen)
    return lines, truth, rules, plain, verdicts, turns, text


def check(count):
    """Holds the generator's innocent sentences against all rules, by the plainest means."""
    allowed = {"greeting", "thanks", "closing", "courtesy"}
    source = random.Random(SEED).random
    problems = set()
    for code, language in maker.languages.items():
        innocent = [(p, set()) for p in language.agent + language.prompt + language.warning]
        innocent += [(p, allowed) for p in language.customer + language.bot]
        for parts, fine in innocent:
            for _ in range(count):
                text = language.fill(source, parts)
                found = set(maker.plants.oracle.findings(text)) - fine
                if found:
                    problems.add((code, text, tuple(found)))
        for kind in ("greeting", "thanks", "courtesy", "closing"):
            for parts in getattr(language, kind):
                for word in language.words[kind]:
                    found = set(maker.plants.oracle.findings(language.fill(source, parts, word)))
                    if found != {kind}:
                        problems.add((code, language.fill(source, parts, word), tuple(found)))
    for problem in sorted(problems):
        print(problem, file=sys.stderr)
    return not problems


def generate(work, size, jobs):
    work.mkdir(parents=True, exist_ok=True)
    rulebook.write(work)
    rules, plain, verdicts = collections.Counter(), collections.Counter(), collections.Counter()
    written = conversations = evaluations = turns = text = 0
    digest = hashlib.sha256()
    with open(work / "corpus.ndjson", "wb") as corpus, open(work / "truth.tsv", "w", encoding="utf-8") as truths, \
            multiprocessing.Pool(jobs, prepare) as pool:
        for lines, truth, *counts, chunk_turns, chunk_text in pool.imap(chunk, range(10**9)):
            # Whole chunks only, so that a larger corpus begins with the smaller one.
            block = b"".join(lines)
            corpus.write(block)
            digest.update(block)
            truths.writelines(truth)
            written += len(block)
            conversations += len(lines)
            evaluations += len(truth)
            turns += chunk_turns
            text += chunk_text
            for total, count in zip((rules, plain, verdicts), counts):
                total.update(count)
            if written >= size:
                pool.terminate()
                break
    expected = {
        "seed": SEED, "bytes": written, "sha256": digest.hexdigest(), "conversations": conversations, "turns": turns,
        "text_bytes": text, "evaluations": evaluations, "keywords": lexicons.KEYWORD_COUNT,
        "patterns": rulebook.PATTERN_COUNT, "findings": sum(rules.values()), "verdicts": dict(sorted(verdicts.items())),
        "findings_per_rule": dict(sorted(rules.items())), "plain_per_rule": dict(sorted(plain.items())),
    }
    (work / "expected.json").write_text(json.dumps(expected, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return expected


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path(".build/benchmarks"))
    parser.add_argument("--mb", type=float, default=500)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--check", action="store_true", help="check the sentences against the rules and stop")
    options = parser.parse_args()
    if options.check:
        prepare()
        sys.exit(0 if check(20) else 1)
    expected = generate(options.work, int(options.mb * 1e6), options.jobs)
    print(f"{expected['conversations']} conversations, {expected['bytes'] / 1e6:.0f} MB, {expected['findings']} findings")


if __name__ == "__main__":
    main()
