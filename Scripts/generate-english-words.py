#!/usr/bin/env python3
"""Makes Sources/CSegmentation/english-words.txt from a SCOWL word list (permissive licence).

    apt-get install wamerican
    python3 Scripts/generate-english-words.py /usr/share/dict/american-english

One word a line, capitals kept: a word that is only written with a capital is a name, a place or a brand.
"""
import pathlib
import sys

HEADER = (
    "# Derived from the SCOWL word lists by Scripts/generate-english-words.py. Do not edit.\n"
    "# Copyright 2000-2011 by Kevin Atkinson: see LICENSE-scowl.txt beside this file.\n")


def main():
    out = pathlib.Path(__file__).resolve().parent.parent / "Sources" / "CSegmentation" / "english-words.txt"
    words = {line.strip() for line in open(sys.argv[1], encoding="utf-8")}
    kept = sorted(w for w in words if w.isascii() and w.isalpha() and len(w) > 1 and not w.isupper())
    out.write_text(HEADER + "\n".join(kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
