"""One conversation of the corpus, and what must be found in it."""

import json

from . import oracle, rulebook
from .sentences import numbered, pick, skewed

SHARE_SILENT = 0.02
SHARE_TRANSFER = 0.04
SHARE_BOT = 0.12
FINDINGS = (0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 5)
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
quoted = json.encoder.encode_basestring


class Turn:
    __slots__ = ("role", "participant", "sentences", "gap", "planted", "is_needed", "is_solo")

    def __init__(self, role, participant, sentences, gap):
        self.role = role
        self.participant = participant
        self.sentences = sentences
        self.gap = gap
        self.planted = False
        # Holds a phrase that a rule requires; is nothing but a planted wording.
        self.is_needed = False
        self.is_solo = False


class Maker:
    """Makes conversations; the same index and seed make the same conversation."""

    def __init__(self, languages, plants):
        self.languages = languages
        self.plants = plants
        self.deductions = {rule: (points, most, fatal, section, cap) for section, cap, items in rulebook.SCORECARD
                           for rule, points, most, fatal in items}

    def make(self, index, random):
        """The line, its expected evaluations and what a plain matcher finds.

        Evaluations are (leg, score, verdict, findings); a plain matcher knows roles, and neither guards nor folding.
        """
        self.random = random
        self.language = language = self.languages["zh" if index % 2 == 0 else "en"]
        self.turns = []
        self.plain = []
        self.product = pick(random, rulebook.PRODUCTS)
        kind = random()
        if kind < SHARE_SILENT:
            self.silent()
            return self.line(index), [("0", "-", "not_scorable", [])], []
        legs = 2 if kind < SHARE_SILENT + SHARE_TRANSFER else 1
        starts_with_bot = legs == 1 and kind < SHARE_SILENT + SHARE_TRANSFER + SHARE_BOT
        self.found = [[] for _ in range(legs)]
        if starts_with_bot:
            self.add("bot", "b", [language.fill(random, language.bot[0])], 1)
            self.say_customer(2)
            self.add("bot", "b", [language.fill(random, language.bot[1])], 1)
        pairs = 7 + int(random() * 4)
        handover = 3 + int(random() * (pairs - 5)) if legs == 2 else pairs
        self.bounds = []
        start = len(self.turns) if starts_with_bot else 0
        for pair in range(pairs):
            if pair == handover:
                self.bounds.append((start, len(self.turns)))
                start = None
            if not (pair == 0 and starts_with_bot):
                self.say_customer(20)
                if random() < 0.18:
                    self.say_customer(4)
            if pair == handover:
                # The leg of the second agent begins with the agent's first word.
                self.bounds[0] = (self.bounds[0][0], len(self.turns))
                start = len(self.turns)
            agent = "a2" if pair >= handover else "a1"
            self.say_agent(agent, 17)
            if random() < 0.15:
                self.say_agent(agent, 8)
        self.bounds.append((start, len(self.turns)))
        for leg, (first, end) in enumerate(self.bounds):
            self.manners(leg, first, end, is_last=leg == legs - 1)
            self.delays(leg, first, end)
        self.plant()
        return self.line(index), self.evaluations(), self.plain

    # Turns

    def add(self, role, participant, sentences, gap):
        self.turns.append(Turn(role, participant, sentences, gap))

    def say_customer(self, most):
        random, language = self.random, self.language
        text = language.fill(random, pick(random, language.customer)) + pick(random, language.question_ends)
        if len(self.turns) < 3:
            text = pick(random, language.openings) + text
        sentences = [text]
        if random() < 0.3:
            sentences.append(language.fill(random, pick(random, language.customer)) + pick(random, language.ends))
        self.add("customer", "c", sentences, 2 + int(random() * most))

    def say_agent(self, agent, most):
        random, language = self.random, self.language
        sentences = [language.fill(random, pick(random, language.agent)) + pick(random, language.ends)]
        if random() < 0.5:
            sentences.append(language.fill(random, pick(random, language.agent)) + pick(random, language.ends))
        self.add("agent", agent, sentences, 3 + int(random() * most))

    def silent(self):
        random, language = self.random, self.language
        self.add("agent", "a1", [self.phrase("greeting")], 2)
        self.add("agent", "a1", [language.fill(random, language.prompt[0])], 120)
        self.add("agent", "a1", [language.fill(random, language.prompt[1])], 120)

    def phrase(self, kind):
        language = self.language
        return language.fill(self.random, pick(self.random, getattr(language, kind)), skewed(self.random, language.words[kind]))

    # What is expected of every leg

    def agent_turns(self, first, end):
        return [index for index in range(first, end) if self.turns[index].role == "agent"]

    def manners(self, leg, first, end, is_last):
        random = self.random
        own = self.agent_turns(first, end)
        # The places are drawn before the lots, so that a missing phrase changes nothing else.
        if random() < 0.95:
            self.turns[own[0]].sentences.insert(0, self.phrase("greeting"))
        else:
            self.found[leg].append("greeting@-")
        for kind, chance, times in (("thanks", 0.9, 1), ("courtesy", 0.97, 2)):
            if random() >= chance:
                self.found[leg].append(kind + "@-")
                continue
            for _ in range(times):
                turn = self.turns[pick(random, own)]
                turn.sentences.append(self.phrase(kind))
                turn.is_needed = True
        if is_last and random() < 0.92:
            self.turns[own[-1]].sentences.append(self.phrase("closing"))
        else:
            self.found[leg].append("closing@-")

    def delays(self, leg, first, end):
        random = self.random
        replies = [index for index in range(first, end)
                   if self.turns[index].role == "agent" and index > first and self.turns[index - 1].role == "customer"]
        if self.turns[first].role == "customer" and replies and random() < 0.08:
            self.turns[replies[0]].gap = 33 + int(random() * 20)
            self.found[leg].append(f"slow-first-response@{replies[0] + 1}")
        if len(replies) > 2 and random() < 0.1:
            late = pick(random, replies[1:])
            self.turns[late].gap = 65 + int(random() * 140)
            self.found[leg].append(f"slow-reply@{late + 1}")

    # Findings and things that look like them

    def free_turn(self, role):
        """A turn inside a leg, not its first or last of the agent, that has nothing planted yet."""
        for _ in range(6):
            leg = int(self.random() * len(self.bounds))
            first, end = self.bounds[leg]
            index = first + int(self.random() * (end - first))
            turn = self.turns[index]
            if turn.planted or turn.role != role or index in (first, end - 1):
                continue
            if turn.role == "agent" and self.is_edge(index, first, end):
                continue
            turn.planted = True
            return leg, index
        return None

    def is_edge(self, index, first, end):
        own = self.agent_turns(first, end)
        return index in (own[0], own[-1])

    def plant(self):
        random, rules = self.random, self.plants.rules[self.language.code]
        for _ in range(pick(random, FINDINGS)):
            if random() < 0.06:
                self.plant_pitch()
            else:
                self.plant_hit(*pick(random, rules))
        if random() < 0.4:
            self.plant_decoy(*pick(random, rules))

    def plant_hit(self, rule, role, wordings):
        random, language = self.random, self.language
        place = self.free_turn(role)
        if place is None:
            return
        wording, solo = skewed(random, wordings)
        leg, index = place
        turn = self.turns[index]
        word, is_plain = self.disguised(numbered(random, wording))
        if solo:
            if turn.is_needed:
                return
            turn.sentences = [word]
            turn.is_solo = True
        else:
            carriers = language.carriers if role == "agent" else language.customer_carriers
            self.insert(turn, language.fill(random, pick(random, carriers), word))
        if rule not in rulebook.APPLIES or self.product in rulebook.APPLIES[rule]:
            self.found[leg].append(f"{rule}@{index + 1}")
        if is_plain or self.plants.oracle.is_plainly_seen(rule, word):
            self.plain.append(f"{rule}@{index + 1}")

    def insert(self, turn, sentence):
        turn.sentences.insert(int(self.random() * (len(turn.sentences) + 1)), sentence)

    def disguised(self, word):
        """Sometimes traditional characters, full-width letters or capitals; and whether a plain matcher still sees it."""
        lot = self.random()
        if lot > 0.09:
            return word, True
        if self.language.code == "en" and lot < 0.03:
            return word.upper(), True
        if self.language.code == "en":
            wide = word.translate(WIDE)
        else:
            wide = "".join(oracle.TRADITIONAL.get(character, character) for character in word)
        return wide, wide == word

    def plant_pitch(self):
        random, language = self.random, self.language
        place = self.free_turn("agent")
        if place is None or self.has_pitch():
            return
        leg, index = place
        word = skewed(random, self.plants.pitches[language.code])
        self.turns[index].sentences.append(language.fill(random, pick(random, language.carriers), word))
        self.turns[index].planted = "pitch"
        rule = f"risk-warning-missing-{language.code}"
        if random() < 0.5:
            later = [place for place in self.agent_turns(*self.bounds[leg]) if index <= place][:3]
            later = [place for place in later if not self.turns[place].is_solo]
            turn = self.turns[pick(random, later)]
            turn.sentences.append(language.fill(random, pick(random, language.warning), pick(random, language.warnings)))
            turn.is_needed = True
        elif self.product in rulebook.APPLIES[rule]:
            self.found[leg].append(f"{rule}@{index + 1}")

    def has_pitch(self):
        return any(turn.planted == "pitch" for turn in self.turns)

    def plant_decoy(self, rule, role, wordings):
        """A forbidden wording that is denied, quoted, warned against, or said by the customer."""
        random, language = self.random, self.language
        wording, solo = skewed(random, wordings)
        if solo or role != "agent":
            return
        word = numbered(random, wording)
        forms = [("customer", language.said, False), ("agent", language.quoted, True)]
        if not rule.startswith("rx-") or rule in rulebook.NEGATING:
            forms.append(("agent", language.negated, True))
        if rule in rulebook.EXCLUDING:
            forms.append(("agent", language.excluded, True))
        speaker, sentences, is_seen = pick(random, forms)
        sentence = language.fill(random, pick(random, sentences), word)
        seen = self.plants.oracle.findings(sentence) if rule.startswith("rx-") else {rule: 1}
        place = self.free_turn(speaker)
        if place is None or seen != {rule: 1}:
            return
        self.insert(self.turns[place[1]], sentence)
        if is_seen:
            self.plain.append(f"{rule}@{place[1] + 1}")

    # Results

    def evaluations(self):
        result = []
        for leg, found in enumerate(self.found):
            score, is_fatal = self.score(found)
            verdict = "fail" if is_fatal or score < rulebook.PASS * 100 else "pass"
            result.append((str(leg + 1), score, verdict, sorted(found)))
        if len(result) == 2:
            weights = [end - first for first, end in self.bounds]
            total = sum(weights)
            score = (2 * sum(entry[1] * weight for entry, weight in zip(result, weights)) + total) // (2 * total)
            is_fatal = any(self.score(found)[1] for found in self.found)
            verdict = "fail" if is_fatal or score < rulebook.PASS * 100 else "pass"
            result.append(("0", score, verdict, []))
        return result

    def score(self, found):
        """Score in hundredths and whether an item was fatal."""
        counts, losses, is_fatal = {}, {}, False
        for finding in found:
            rule = finding.partition("@")[0]
            counts[rule] = counts.get(rule, 0) + 1
        for rule, count in counts.items():
            if rule not in self.deductions:
                continue
            points, most, fatal, section, cap = self.deductions[rule]
            loss = min(points * count, most) if most else points
            losses[section] = min(cap, losses.get(section, 0) + loss)
            is_fatal = is_fatal or fatal
        return (0 if is_fatal else max(0, 100 - sum(losses.values())) * 100), is_fatal

    def line(self, index):
        """The conversation as a line of NDJSON."""
        random, language = self.random, self.language
        is_chinese = language.code == "zh"
        zone = "+08:00" if is_chinese else pick(random, ["Z", "+00:00", "-05:00", "+01:00"])
        day = f"2026-{1 + int(random() * 6):02d}-{1 + int(random() * 28):02d}T"
        clock = 8 * 3600 + int(random() * 12 * 3600)

        def at():
            return f'"{day}{clock // 3600:02d}:{clock // 60 % 60:02d}:{clock % 60:02d}{zone}"'

        agents = sorted({turn.participant for turn in self.turns if turn.role == "agent"})
        people = ['{"id":"c","role":"customer"}'] + [
            f'{{"id":"{agent}","role":"agent","name":"agent-{int(random() * 900) + 100}"}}' for agent in agents]
        if any(turn.role == "bot" for turn in self.turns):
            people.append('{"id":"b","role":"bot"}')
        head = (
            f'{{"schema":"conversation/1","id":"c-{index:08d}","channel":"{pick(random, ["chat", "app", "web"])}",'
            f'"language":"{"zh-CN" if is_chinese else "en"}","queue":"{pick(random, ["orders", "refund", "tech", "vip"])}",'
            f'"metadata":{{"product":"{self.product}","csat":{1 + int(random() * 5)},"team":"T{int(random() * 40):02d}",'
            f'"vip":{"true" if random() < 0.1 else "false"}}},"participants":[{",".join(people)}],"started_at":{at()},"turns":[')
        rows = []
        for turn in self.turns:
            clock += turn.gap
            rows.append(
                f'{{"participant":"{turn.participant}","role":"{turn.role}","at":{at()},'
                f'"text":{quoted(language.space.join(turn.sentences))}}}')
        return head + ",".join(rows) + "]}\n"
