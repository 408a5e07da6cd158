"""What the competitors share: the rules as data, and counting overlapping hits once."""

import json


def load(work):
    with open(work + "/rules.json", encoding="utf-8") as file:
        return json.load(file)


def apart(spans):
    """Of overlapping (start, end) spans the longest, leftmost first."""
    if len(spans) == 1:
        return spans
    spans.sort(key=lambda span: (span[0], -span[1]))
    kept = [spans[0]]
    for span in spans[1:]:
        last = kept[-1]
        if span[0] >= last[1]:
            kept.append(span)
        elif span[1] - span[0] > last[1] - last[0]:
            kept[-1] = span
    return kept
