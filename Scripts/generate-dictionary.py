#!/usr/bin/env python3
"""Makes Sources/CSegmentation/words.txt and names.txt from jieba's dict.txt (MIT licence).

    pip install jieba==0.42.1
    python3 Scripts/generate-dictionary.py <site-packages>/jieba/dict.txt

words.txt: lines of `count<TAB>word word …`, most frequent first. Names of people that were seen three times or less are
left out: the name model in names.txt finds them. names.txt: natural logarithms of probabilities, in hundredths:
`surname`, `given` (characters of given names of one or two) and `foreign` (characters of transliterated names).
"""
import collections
import math
import pathlib
import sys

HEADER = (
    "# Derived from dict.txt of jieba 0.42.1 by Scripts/generate-dictionary.py. Do not edit.\n"
    "# Copyright (c) 2013 Sun Junyi, MIT licence: see LICENSE-jieba.txt beside this file.\n")
# Compound surnames that name lists hold; single ones are learned.
COMPOUND = "欧阳 司马 上官 诸葛 东方 夏侯 皇甫 尉迟 公孙 慕容 令狐 司徒 端木 长孙 宇文 南宫 轩辕 独孤".split()

# 一年, 两位: a numeral and a measure word are two words; 一个 is one by habit.
NUMERALS = "一二三四五六七八九十两几"
MEASURES = ("年种位次条批份部家张名件支场片座块只台套项天级国回届期段章课册页篇首则句封幅间幢栋层户人匹辆艘架颗粒滴"
            "根株棵朵枝瓶杯碗盒箱包袋桶吨斤克米里亩元秒岁倍类个")


def counted(word):
    return len(word) == 2 and word != "一个" and word[0] in NUMERALS and word[1] in MEASURES


def han(text):
    return all("\u3400" <= c <= "\u9fff" for c in text)


def main():
    out = pathlib.Path(__file__).resolve().parent.parent / "Sources" / "CSegmentation"
    words = collections.defaultdict(list)
    surname, given, foreign = (collections.Counter() for _ in range(3))
    for line in open(sys.argv[1], encoding="utf-8"):
        word, count, tag = line.split()
        count = int(count)
        if tag == "nr" and len(word) == 3 and han(word) and word[:2] not in COMPOUND:
            surname[word[0]] += 1
            given[word[1]] += 1
            given[word[2]] += 1
        if tag == "nrt" and len(word) >= 3 and han(word):
            for character in word:
                foreign[character] += 1
        if tag == "nr" and count <= 3 and len(word) >= 3:
            continue
        if counted(word):
            continue
        words[count].append(word.lower())
    with open(out / "words.txt", "w", encoding="utf-8") as file:
        file.write(HEADER)
        for count in sorted(words, reverse=True):
            file.write(f"{count}\t{' '.join(sorted(set(words[count])))}\n")
    with open(out / "names.txt", "w", encoding="utf-8") as file:
        file.write(HEADER)
        for kind, table, least in (("surname", surname, 12), ("given", given, 12), ("foreign", foreign, 30)):
            total = sum(table.values())
            for character, count in sorted(table.items(), key=lambda entry: (-entry[1], entry[0])):
                if count >= least:
                    file.write(f"{kind}\t{character}\t{round(100 * math.log(count / total))}\n")
        for name in COMPOUND:
            file.write(f"surname\t{name}\t-800\n")


main()
