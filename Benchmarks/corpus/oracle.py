"""What the rules find in one sentence, by the plainest means; slow, only for checking the generator's own sentences."""

import re
import unicodedata

from . import rulebook

SIMPLIFIED = {
    "證": "证", "險": "险", "錢": "钱", "務": "务", "發": "发", "給": "给", "賬": "账", "號": "号", "穩": "稳", "賺": "赚",
    "諾": "诺", "絕": "绝", "對": "对", "續": "续", "買": "买", "賣": "卖", "開": "开", "轉": "转", "碼": "码", "驗": "验",
    "報": "报", "這": "这", "嗎": "吗", "們": "们", "無": "无", "虧": "亏", "說": "说", "沒": "没", "屬": "属", "網": "网",
    "級": "级", "絡": "络", "戶": "户", "訴": "诉", "總": "总", "電": "电", "機": "机", "藥": "药", "飯": "饭", "爾": "尔",
}
TRADITIONAL = {simple: traditional for traditional, simple in SIMPLIFIED.items()}
FOLD = str.maketrans(SIMPLIFIED)


def fold(text):
    """Width, case and script folded away."""
    return unicodedata.normalize("NFKC", text).casefold().translate(FOLD)


class Oracle:
    """All rules with literals or patterns, without guards."""

    def __init__(self):
        self.rules = [(rule["id"], rule["role"], [fold(word) for word in rule["literals"]],
                       [re.compile(unicodedata.normalize("NFKC", pattern), re.ASCII)
                        for pattern in rule["patterns"]])
                      for rule in rulebook.competitor_rules()]

    def is_plainly_seen(self, rule, text):
        """Whether a pattern rule hits without any folding beyond case."""
        return any(pattern.search(text.lower()) for identifier, _, _, patterns in self.rules if identifier == rule for pattern in patterns)

    def findings(self, text):
        """Every rule that hits in a turn, with the number of its hits that do not overlap."""
        text = fold(text)
        found = {}
        for identifier, _, literals, patterns in self.rules:
            spans = []
            for word in literals:
                start = text.find(word)
                while start >= 0:
                    if is_free(text, start, start + len(word)):
                        spans.append((start, start + len(word)))
                    start = text.find(word, start + 1)
            for pattern in patterns:
                spans += [match.span() for match in pattern.finditer(text)]
            if spans:
                found[identifier] = count_apart(spans)
        return found


def is_free(text, start, end):
    """Whether neither end of a Latin word goes on."""
    def latin(character):
        return character.isascii() and character.isalnum()
    if start > 0 and latin(text[start]) and latin(text[start - 1]):
        return False
    return not (end < len(text) and latin(text[end - 1]) and latin(text[end]))


def count_apart(spans):
    """How many spans are left when overlapping ones count once."""
    spans.sort(key=lambda span: (span[0], -span[1]))
    count, end = 0, -1
    for first, last in spans:
        if first >= end:
            count += 1
            end = last
        else:
            end = max(end, last)
    return count

