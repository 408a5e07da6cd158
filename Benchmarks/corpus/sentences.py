"""Sentences with slots, compiled once and filled quickly."""

import re

from . import lexicons, oracle, rulebook, talk_en, talk_zh


def pick(random, values):
    """One of `values`; only `random()` is used, whose sequence is the same in every version of Python."""
    return values[int(random() * len(values))]


def skewed(random, values):
    """One of `values`, early ones far more often than late ones."""
    return values[int(len(values) * random() ** 3)]


def number(random, digits):
    """A number of so many digits that does not begin with 0."""
    return str(int((1 + random() * 9) * 10 ** (digits - 1)))


class Language:
    """The sentences of one language."""

    def __init__(self, code, talk):
        self.code = code
        self.space = talk.SPACE
        self.ends = talk.END
        self.question_ends = talk.QUESTION_END
        self.openings = talk.OPENING
        words = {name: values if "|" not in values else values.split("|") for name, values in talk.VOCABULARY.items()}
        self.slots = self.common_slots()
        if code == "zh":
            self.slots["name"] = lambda r: pick(r, words["surname"]) + pick(r, words["given"]) + (pick(r, words["given"]) if r() < 0.6 else "")
            self.slots["prod"] = lambda r: pick(r, words["prod_a"]) + pick(r, words["prod_b"])
            self.slots["date"] = lambda r: f"{1 + int(r() * 12)}月{1 + int(r() * 28)}日"
            self.slots["time"] = lambda r: f"{8 + int(r() * 13)}点{pick(r, ['', '半', '一刻', '10分', '20分'])}"
        else:
            months = "January February March April May June July August September October November December".split()
            self.slots["name"] = lambda r: pick(r, words["first"]) + (" " + pick(r, words["last"]) if r() < 0.4 else "")
            self.slots["prod"] = lambda r: pick(r, words["prod_a"]) + " " + pick(r, words["prod_b"])
            self.slots["date"] = lambda r: f"{1 + int(r() * 28)} {pick(r, months)}"
            self.slots["time"] = lambda r: f"{1 + int(r() * 12)}:{pick(r, ['00', '15', '30', '40', '45'])} {pick(r, ['am', 'pm'])}"
        for name, values in words.items():
            self.slots.setdefault(name, lambda r, values=values: pick(r, values))
        self.agent = [self.compiled(s) for s in talk.AGENT]
        self.customer = [self.compiled(s) for s in talk.CUSTOMER]
        for name in ("GREETING", "THANKS", "COURTESY", "CLOSING", "WARNING", "BOT", "PROMPT", "CARRIERS", "CUSTOMER_CARRIERS",
                     "NEGATED", "QUOTED", "EXCLUDED", "SAID"):
            setattr(self, name.lower(), [self.compiled(s) for s in getattr(talk, name)])
        self.words = {kind: lexicons.LEXICONS[f"{kind}-{code}"] for kind in ("greeting", "thanks", "courtesy", "closing")}
        self.warnings = next(rule[2] for rule in lexicons.WARNED_RULES if rule[0].endswith(code))

    @staticmethod
    def common_slots():
        return {
            "order": lambda r: pick(r, ["JD", "TB", "E", "SO-", ""]) + number(r, 12),
            "ticket": lambda r: "T" + number(r, 7),
            "tracking": lambda r: pick(r, ["SF", "YT", "ZTO", "1Z"]) + number(r, 13),
            "num": lambda r: number(r, 1 + int(r() * 3)),
            "n": lambda r: str(2 + int(r() * 6)),
            "m": lambda r: str(8 + int(r() * 7)),
            "day": lambda r: str(1 + int(r() * 28)),
            "hours": lambda r: pick(r, ["12", "24", "48", "72"]),
            "gb": lambda r: pick(r, ["10", "20", "50", "100"]),
            "minutes": lambda r: pick(r, ["100", "300", "500", "1000"]),
            "amount": lambda r: number(r, 1 + int(r() * 4)) + (f".{int(r() * 90) + 10}" if r() < 0.4 else ""),
        }

    def compiled(self, sentence):
        """The parts of a sentence: texts, and slots as functions; `w` and `kw` stay names."""
        parts = []
        for index, part in enumerate(re.split(r"\{(\w+)\}", sentence)):
            if index % 2 == 0:
                if part:
                    parts.append(part)
            elif part.lower() in ("w", "kw"):
                parts.append(None if part.islower() else True)
            else:
                parts.append(self.slots[part])
        return parts

    def fill(self, random, parts, word=""):
        """A compiled sentence as text."""
        return "".join([
            part if part.__class__ is str else word if part is None
            else word[:1].upper() + word[1:] if part is True else part(random) for part in parts
        ])


class Plants:
    """What can be planted: for every rule the wordings that this rule, and no other, finds."""

    WEIGHTS = {"minor": 6, "major": 3, "critical": 1}

    def __init__(self, languages):
        self.languages = languages
        self.oracle = oracle.Oracle()
        random = FixedSequence()
        self.rules = {"zh": [], "en": []}
        self.pitches = {}
        for identifier, names, role, _, severity, _ in lexicons.KEYWORD_RULES:
            words = [word for name in names for word in lexicons.LEXICONS[name]]
            for code in (["zh", "en"] if identifier == "brand-mention" else [identifier[-2:]]):
                self.add(code, identifier, role, severity, [(word, False) for word in words], random)
        for identifier, role, _, severity, _, patterns in rulebook.PATTERN_RULES:
            wordings = [(w, "^" in p or "$" in p.replace("\\$", "")) for p, some in patterns for w in some]
            self.add(identifier[-2:], identifier, role, severity, wordings, random)
        for identifier, lexicon, _, _ in lexicons.WARNED_RULES:
            code = identifier[-2:]
            self.pitches[code] = [w for w in lexicons.LEXICONS[lexicon] if self.is_clean(code, identifier, "agent", w, False, random)]

    def add(self, code, identifier, role, severity, wordings, random):
        clean = [(w, solo) for w, solo in wordings if self.is_clean(code, identifier, role, w, solo, random)]
        assert clean, f"no wording of {identifier} is its own"
        self.rules[code] += [(identifier, role, clean)] * self.WEIGHTS[severity]

    def is_clean(self, code, identifier, role, wording, solo, random):
        """Whether every sentence that can carry a wording has one finding of its rule and none of another."""
        language = self.languages[code]
        word = numbered(random, wording)
        if solo:
            return self.oracle.findings(word) == {identifier: 1}
        carriers = language.carriers if role == "agent" else language.customer_carriers
        return all(self.oracle.findings(language.fill(random, carrier, word)) == {identifier: 1} for carrier in carriers)


class FixedSequence:
    """Stands in for a random source while wordings are checked."""

    def __init__(self):
        self.state = 1

    def __call__(self):
        self.state = self.state * 48271 % 2147483647
        return self.state / 2147483647


def numbered(random, wording):
    """A wording with its `{3}` replaced by numbers of three digits."""
    if "{" not in wording:
        return wording
    return re.sub(r"\{(\d+)\}", lambda match: number(random, int(match[1])), wording)


def languages():
    return {"zh": Language("zh", talk_zh), "en": Language("en", talk_en)}
