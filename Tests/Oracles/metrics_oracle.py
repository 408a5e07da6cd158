#!/usr/bin/env python3
"""An independent computation of the time metrics, to hold qa-cli to (docs/metrics.md).

  metrics_oracle.py generate SEED COUNT              canonical conversations on standard output
  metrics_oracle.py compare CONVERSATIONS RECORDS    metrics/1 records against this computation; exit 1 if any differs
      --calendar FILE.json   business hours: {"timezone":…, "week":[[["09:00","18:00"]]×7], "days":{"2026-02-16":[]}}
      --tz ZONE              the zone of times that have none
      --no-text              leave out figures that depend on what is said (questions)

It shares no code with the toolkit: times come from datetime and zoneinfo, everything is whole milliseconds.
"""
import argparse, json, random, re, sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
AUTO_TEXTS = {"当前咨询人数较多，请稍等。", "All our agents are busy at the moment. Please hold."}
QUESTIONS = ["包裹什么时候到？", "能退吗？", "Where is my parcel?", "Can you help?"]
STATEMENTS = ["订单号 88123", "尺码大了", "The box is broken", "Order 5521"]
REQUESTS = ["转人工", "I want to speak to an agent"]
ANSWERS = ["后天送到", "已登记退款", "It arrives tomorrow", "Your refund of 20 is booked"]
SECONDS_METRICS = [
    "first_response", "first_response_automatic", "first_response_human", "response_time_average",
    "response_time_median", "response_time_p90", "response_time_max", "later_response_time_average",
    "customer_wait_average", "customer_wait_median", "customer_wait_p90", "customer_wait_max",
    "customer_response_time_average", "agent_greeting_time", "queue_wait", "abandon_time", "handle_time",
    "contact_duration", "dead_air_time", "longest_silence", "handover_wait"]
OTHER_METRICS = ["queue_answered", "customer_answered", "ticket_response_in_30m", "dead_air_count", "turns",
                 "agent_turns", "customer_turns", "bot_turns", "transfers", "handed_over", "handover_honoured"]
TEXT_METRICS = ["first_response_automatic_from_question", "first_response_human_from_question"]


# ---- generating ---------------------------------------------------------------------------------------------------

def generate(seed, count):
    rng = random.Random(seed)
    starts = [datetime(2026, 3, 28, 22, 30, tzinfo=timezone.utc), datetime(2026, 3, 29, 0, 55, tzinfo=timezone.utc),
              datetime(2026, 10, 25, 0, 20, tzinfo=timezone.utc), datetime(2026, 2, 13, 9, 59, tzinfo=timezone.utc),
              datetime(2026, 7, 1, 15, 59, 59, tzinfo=timezone.utc)]
    for number in range(count):
        print(json.dumps(conversation(rng, number, starts), ensure_ascii=False))


def conversation(rng, number, starts):
    style = rng.choice(["zoned", "zoned", "zoned", "mixed", "local", "offset", "none", "partial"])
    clock = rng.choice(starts) + timedelta(milliseconds=rng.randrange(0, 6 * 3600 * 1000))
    origin = clock
    record = {"id": f"g-{number}", "channel": rng.choice(["chat", "call", "ticket", "电话", ""]), "metadata": {}}
    agents = [{"id": f"a{i}", "role": "agent"} for i in range(rng.randint(1, 3))]
    record["participants"] = [{"id": "c", "role": "customer"}, {"id": "b", "role": "bot"}] + agents
    roles = rng.choice([["customer", "agent"], ["customer", "agent", "bot", "system"], ["customer", "bot"],
                        ["customer", "agent", "agent", "system", "supervisor"], ["agent"], ["customer"],
                        ["customer", "agent", "unknown"] if rng.random() < .2 else ["customer", "agent"]])
    turns = []
    agent = rng.choice(agents)["id"]
    for _ in range(rng.choice([0, 1, 2, 5, 9, 14, 30])):
        step = rng.choice([0, 1, 999, 1000, 20000, 20001, 30000, 60000, 60001, rng.randrange(0, 400000),
                           rng.randrange(0, 90000000) if rng.random() < .1 else 5000])
        clock += timedelta(milliseconds=step)
        role = rng.choice(roles)
        if rng.random() < .12:
            agent = rng.choice(agents)["id"]
        text = rng.choice(ANSWERS)
        if role == "customer":
            text = rng.choice(QUESTIONS + STATEMENTS + STATEMENTS + (REQUESTS if rng.random() < .3 else []))
        turn = {"role": role, "text": text}
        if role == "customer":
            turn["participant"] = "c"
        if role == "bot":
            turn["participant"] = "b"
        if role == "agent":
            turn["participant"] = agent
            if rng.random() < .15:
                turn["auto"] = True
            elif rng.random() < .1:
                turn["text"] = rng.choice(sorted(AUTO_TEXTS))
        if rng.random() < .06:
            turn["visibility"] = "internal"
        if rng.random() < .05:
            turn.update(kind="attachment", text="")
        if rng.random() < .08 and role == "agent":
            turn.update(kind="event", text=rng.choice(["joined", "已接入", "left"]))
        if record["channel"] in ("call", "电话") or rng.random() < .05:
            turn["duration_ms"] = rng.randrange(0, 45000)
        stamp(turn, clock, origin, style, rng)
        turns.append(turn)
    if style in ("zoned", "mixed") and rng.random() < .3:
        rng.shuffle(turns)
    record["turns"] = turns
    if style in ("zoned", "mixed", "local", "partial"):
        if rng.random() < .6:
            record["started_at"] = write(origin - timedelta(milliseconds=rng.randrange(0, 5000)), style, rng)
        if rng.random() < .6:
            record["ended_at"] = write(clock + timedelta(milliseconds=rng.randrange(0, 90000)), style, rng)
        if rng.random() < .4:
            queued = origin - timedelta(milliseconds=rng.randrange(0, 120000))
            record["queued_at"] = write(queued, style, rng)
            if rng.random() < .7:
                record["answered_at"] = write(queued + timedelta(milliseconds=rng.randrange(0, 60000)), style, rng)
            else:
                record["abandoned"] = rng.choice([True, write(queued + timedelta(seconds=33), style, rng)])
    if rng.random() < .1:
        record["metadata"]["after_call_work_seconds"] = rng.choice([0, 12.5, 90])
    return record


def stamp(turn, clock, origin, style, rng):
    if style == "none" or (style == "partial" and rng.random() < .25):
        return
    if style == "offset":
        turn["offset_ms"] = int((clock - origin) / timedelta(milliseconds=1))
    else:
        turn["at"] = write(clock, style, rng)


def write(moment, style, rng):
    zone = {"local": ZoneInfo("Europe/Berlin")}.get(style) or ZoneInfo(
        rng.choice(["Asia/Shanghai", "Europe/Berlin", "America/New_York"]) if style == "mixed" else "Asia/Shanghai")
    text = moment.astimezone(zone).isoformat(timespec="milliseconds")
    return text[:23] if style == "local" else text


# ---- measuring ----------------------------------------------------------------------------------------------------

class Missing(Exception):
    pass


class Calendar:
    """Business hours, added up stretch by stretch over real instants."""

    def __init__(self, description):
        self.zone = ZoneInfo(description["timezone"])
        self.week = description["week"]
        self.days = description["days"]

    def instant(self, day, clock):
        hours, minutes = map(int, clock.split(":"))
        reading = datetime(day.year, day.month, day.day) + timedelta(hours=hours, minutes=minutes)
        return to_ms(reading.replace(tzinfo=self.zone))

    def stretches(self, first, last):
        day = first
        while day <= last:
            for opens, closes in self.days.get(day.isoformat(), self.week[day.weekday()]):
                begin = self.instant(day, opens)
                end = self.instant(day, closes) if closes > opens else self.instant(day + timedelta(days=1), closes)
                yield begin, end
            day += timedelta(days=1)

    def open_time(self, start, end):
        first = (EPOCH + timedelta(milliseconds=start)).date() - timedelta(days=3)
        last = (EPOCH + timedelta(milliseconds=end)).date() + timedelta(days=3)
        covered, total = start, 0
        for begin, finish in sorted(self.stretches(first, last)):
            low, high = max(begin, covered), min(finish, end)
            if low < high:
                total += high - low
                covered = high
        return total


def to_ms(moment):
    return (moment - EPOCH) // timedelta(milliseconds=1)


def parse(text):
    moment = datetime.fromisoformat(text)
    if moment.tzinfo:
        return to_ms(moment), True
    return to_ms(moment.replace(tzinfo=timezone.utc)), False


class Contact:
    def __init__(self, record, zone, calendar):
        self.record, self.calendar, self.zone = record, calendar, zone
        entries = record["turns"]
        stamps = [parse(t["at"]) if "at" in t else None for t in entries]
        if any(s and s[1] for s in stamps):
            self.basis = "absolute"
        elif any(stamps):
            self.basis = "absolute" if zone else "local"
        elif "started_at" in record or "ended_at" in record:
            zoned = parse(record.get("started_at") or record["ended_at"])[1]
            self.basis = "absolute" if zoned or zone else "local"
        else:
            self.basis = "offset" if any("offset_ms" in t for t in entries) else "none"
        self.start = self.moment(record.get("started_at"))
        self.end = self.moment(record.get("ended_at"))
        for index, turn in enumerate(entries):
            turn["t"] = self.moment(turn.get("at"))
            if turn["t"] is None and "offset_ms" in turn:
                if self.basis == "offset":
                    turn["t"] = turn["offset_ms"]
                elif self.start is not None:
                    turn["t"] = self.start + turn["offset_ms"]
            turn["seq"] = index
        if all(t["t"] is not None for t in entries):
            entries = sorted(entries, key=lambda t: (t["t"], t["seq"]))
        self.entries = entries
        roles = {p["id"]: p["role"] for p in record["participants"]}
        self.said = []
        for place, turn in enumerate(entries):
            turn["place"] = place
            turn["role"] = turn.get("role") or roles[turn["participant"]]
            if turn.get("visibility") == "internal" or turn.get("kind") == "event":
                continue
            if not turn["text"] and turn.get("kind") != "attachment":
                continue
            turn["who"] = self.party(turn)
            turn["until"] = None if turn["t"] is None else turn["t"] + turn.get("duration_ms", 0)
            self.said.append(turn)
        self.strange = any(t["who"] == "unknown" for t in self.said)
        self.legs = [leg for leg in self.split() if leg["human"]]
        self.all_legs = self.split()

    def moment(self, text):
        """A time on the contact's basis."""
        if not isinstance(text, str):
            return None
        ms, zoned = parse(text)
        if zoned:
            return ms if self.basis == "absolute" else None
        if self.basis == "local":
            return ms
        if self.basis == "absolute" and self.zone:
            return to_ms(datetime.fromisoformat(text).replace(tzinfo=self.zone))
        return None

    def field(self, name):
        """A queue time: the toolkit takes it as it is written, on the contact's basis."""
        text = self.record.get(name)
        if not isinstance(text, str):
            return None
        ms, zoned = parse(text)
        if self.basis == "local":
            return ms
        return ms if zoned else None

    def party(self, turn):
        role = turn["role"]
        if role in ("agent", "supervisor"):
            return "automatic" if turn.get("auto") or turn["text"] in AUTO_TEXTS else "person"
        return {"customer": "customer", "bot": "bot", "system": "automatic", "unknown": "unknown"}[role]

    def split(self):
        """Where the responsible agent or bot changes."""
        runs = []
        for i, turn in enumerate(self.said):
            if turn["role"] not in ("agent", "bot"):
                continue
            key = (turn["role"], turn.get("participant"))
            if runs and runs[-1][0] == key:
                continue
            if len(runs) >= 2 and runs[-1][0][0] == "bot" and key[0] == "agent" and runs[-2][0] == key:
                runs.pop()
                continue
            runs.append((key, i))
        if len(runs) >= 2 and runs[-1][0][0] == "bot" and not any(
                t["role"] == "customer" for t in self.said[runs[-1][1]:]):
            runs.pop()
        legs = []
        for n, (key, begin) in enumerate(runs):
            legs.append({"human": key[0] == "agent", "agent": key[1], "lower": 0 if n == 0 else begin,
                         "upper": runs[n + 1][1] if n + 1 < len(runs) else len(self.said)})
        return legs

    def took(self, a, b, hours=True):
        if a is None or b is None:
            raise Missing("no_times")
        if b < a:
            raise Missing("times_disordered")
        if not hours or not self.calendar:
            return b - a
        if self.basis == "absolute":
            return self.calendar.open_time(a, b)
        if self.basis == "local":
            def instant(ms):
                return to_ms((EPOCH + timedelta(milliseconds=ms)).replace(tzinfo=self.calendar.zone))
            return self.calendar.open_time(instant(a), instant(b))
        raise Missing("no_wall_clock")


def asks(turn):
    return turn["text"] in QUESTIONS + REQUESTS and turn["text"] != "转人工"


def wants_person(turn):
    return re.search("人工|真人|(speak|talk) (to|with) (a|an|some) ?(agent|person|one|human)|real person|a human",
                     turn["text"].lower()) is not None


class View:
    """A contact, or one leg of it."""

    def __init__(self, contact, leg=None):
        self.c, self.leg = contact, leg
        self.lower, self.upper = (0, len(contact.said)) if leg is None else (
            contact.legs[leg]["lower"], contact.legs[leg]["upper"])
        self.turns = contact.said[self.lower:self.upper]
        self.waiting = []
        if leg is not None:
            before = contact.said[:self.lower]
            while before and before[-1]["who"] in ("bot", "automatic"):
                before.pop()
            while before and before[-1]["who"] in ("customer", "automatic"):
                turn = before.pop()
                if turn["who"] == "customer":
                    self.waiting.insert(0, turn)
        self.carries = leg is None or leg == len(contact.legs) - 1

    def first_response(self, repliers, begins, machine=False, question=False):
        if self.c.strange:
            raise Missing("role_unknown")
        candidates = [t for t in self.waiting + self.turns if t["who"] == "customer"]
        begin = next((t for t in candidates if begins(t)), None)
        if begin is None:
            raise Missing("no_question" if question and candidates else "no_customer_message")
        for turn in self.turns:
            if (begin in self.waiting or self.turns.index(turn) > self.turns.index(begin)) and turn["who"] in repliers:
                return self.c.took(begin["t"], turn["t"])
        raise Missing("no_response" if machine else "no_reply")

    def waits(self, kind):
        if self.c.strange:
            raise Missing("role_unknown")
        lists = {"last": [], "first": [], "customer": []}
        problem = None
        first = last = spoke = None
        asked = False
        if self.waiting:
            first, last, asked = self.waiting[0], self.waiting[-1], True

        def note(name, a, b):
            nonlocal problem
            try:
                lists[name].append(self.c.took(a["t"], b["t"]))
            except Missing as missing:
                problem = problem or missing
        for turn in self.turns:
            if turn["who"] == "customer":
                if spoke:
                    note("customer", spoke, turn)
                spoke = None
                first = first or turn
                last = turn
                asked = asked or wants_person(turn)
            elif turn["who"] == "person":
                if last:
                    note("last", last, turn)
                if first:
                    note("first", first, turn)
                first = last = None
                asked, spoke = False, turn
            elif turn["who"] == "bot" and not asked:
                first = None
        if problem:
            raise problem
        return lists[kind]

    def join(self, leg):
        span = self.c.legs[leg]
        first = next((t for t in self.c.said[span["lower"]:span["upper"]] if t["who"] == "person"), None)
        if first is None:
            raise Missing("no_agent")
        stop = 0 if leg == 0 else self.c.said[self.c.legs[leg - 1]["lower"]]["place"]
        for entry in reversed(self.c.entries[stop:first["place"]]):
            if entry.get("kind") == "event" and entry["t"] is not None and entry["text"] in ("joined", "已接入") and (
                    entry.get("participant") == first.get("participant")):
                return first, entry["t"]
        return first, self.c.field("answered_at") if leg == 0 else None

    def handle(self, leg):
        span = self.c.legs[leg]
        first, joined = self.join(leg)
        begin = first["t"] if joined is None else joined
        spoken = self.c.said[span["lower"]:span["upper"]]
        if spoken[-1]["t"] is None:
            raise Missing("no_times")
        end = max(t["until"] for t in [spoken[-1]] + spoken[spoken.index(first):] if t["until"] is not None)
        if span["upper"] == len(self.c.said) and self.c.end is not None:
            end = max(end, self.c.end)
        return self.c.took(begin, end, False)

    def silences(self):
        spoken = [t for t in self.turns if t["who"] != "automatic"]
        if any(t["t"] is None for t in spoken):
            raise Missing("no_times")
        if len(spoken) < 2:
            raise Missing("one_turn" if spoken else "no_turns")
        gaps = []
        for i in range(1, len(spoken)):
            gap = spoken[i]["t"] - max(t["until"] for t in spoken[:i])
            if gap > 0:
                gaps.append(gap)
        return gaps

    def dead(self):
        channel = self.c.record["channel"]
        is_call = channel in ("call", "电话") or (channel == "" and self.c.said and all(
            "duration_ms" in t for t in self.c.said))
        return [gap for gap in self.silences() if gap > (20000 if is_call else 60000)]

    def queue(self):
        record = self.c.record
        if "queued_at" not in record and "abandoned" not in record:
            raise Missing("no_queue")
        given_up = record.get("abandoned")
        if given_up is None:
            given_up = "answered_at" not in record and not any(t["who"] == "person" for t in self.c.said)
        return bool(given_up)

    def request(self):
        for i, turn in enumerate(self.c.said):
            if turn["who"] == "customer" and wants_person(turn):
                return i
        raise Missing("no_request")


def average(times):
    return (2 * sum(times) + len(times)) // (2 * len(times))


def median(times):
    ordered = sorted(times)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2] + 1) // 2


def p90(times):
    ordered = sorted(times)
    return next(t for t in ordered if 10 * sum(u <= t for u in ordered) >= 9 * len(ordered))


def measure(view, name):
    """The value of a metric in milliseconds or as a number; raises the reason there is none."""
    c = view.c
    if not view.carries and name in ("queue_wait", "abandon_time", "queue_answered", "ticket_response_in_30m",
                                     "contact_duration", "transfers", "handed_over", "handover_honoured",
                                     "handover_wait"):
        raise Missing("other_leg")
    anyone, machine = ("person", "bot", "automatic"), ("bot", "automatic")
    statistic = {"average": average, "median": median, "p90": p90, "max": max}
    if name == "first_response":
        return view.first_response(anyone, lambda t: True)
    if name.startswith("first_response_"):
        question = name.endswith("from_question")
        is_machine = "automatic" in name
        return view.first_response(machine if is_machine else ("person",), asks if question else lambda t: True,
                                   is_machine, question)
    for prefix, kind in (("response_time_", "last"), ("customer_wait_", "first")):
        if name.startswith(prefix):
            times = view.waits(kind)
            if not times:
                raise Missing("no_response")
            return statistic[name[len(prefix):]](times)
    if name == "later_response_time_average":
        times = view.waits("last")[1:]
        if not times:
            raise Missing("no_response")
        return average(times)
    if name == "customer_response_time_average":
        times = view.waits("customer")
        if not times:
            raise Missing("no_response")
        return average(times)
    if name == "agent_greeting_time":
        if not c.legs:
            raise Missing("no_agent")
        first, joined = view.join(view.leg or 0)
        if joined is None:
            raise Missing("no_join")
        return c.took(joined, first["t"], False)
    if name == "queue_answered":
        return not view.queue()
    if name == "queue_wait":
        if view.queue():
            raise Missing("abandoned")
        return c.took(c.field("queued_at"), c.field("answered_at"))
    if name == "abandon_time":
        if not view.queue():
            raise Missing("not_abandoned")
        given_up = c.field("abandoned")
        return c.took(c.field("queued_at"), c.end if given_up is None else given_up, False)
    if name == "customer_answered":
        if c.strange:
            raise Missing("role_unknown")
        if not view.waiting and not any(t["who"] == "customer" for t in view.turns):
            raise Missing("no_customer_message")
        waited = bool(view.waiting)
        for turn in view.turns:
            if turn["who"] == "customer":
                waited = True
            elif turn["who"] == "person" and waited:
                return True
        return False
    if name == "ticket_response_in_30m":
        if c.record["channel"] != "ticket":
            raise Missing("no_ticket")
        if c.strange:
            raise Missing("role_unknown")
        start, rest = c.start, c.said
        for i, turn in enumerate(c.said):
            if turn["who"] == "customer":
                start, rest = turn["t"], c.said[i + 1:]
                break
        for turn in rest:
            if turn["who"] == "person":
                return c.took(start, turn["t"]) <= 30 * 60 * 1000
        return False
    if name == "handle_time":
        if view.leg is not None:
            return view.handle(view.leg)
        if not c.legs:
            raise Missing("no_agent")
        work = c.record["metadata"].get("after_call_work_seconds", 0)
        return sum(view.handle(i) for i in range(len(c.legs))) + int(work * 1000)
    if name == "contact_duration":
        if not c.said:
            raise Missing("no_turns")
        end = c.end
        if end is None and c.said[-1]["t"] is not None:
            end = max(t["until"] for t in c.said if t["until"] is not None)
        return c.took(c.said[0]["t"] if c.start is None else c.start, end, False)
    if name == "dead_air_time":
        return sum(view.dead())
    if name == "dead_air_count":
        return len(view.dead())
    if name == "longest_silence":
        return max(view.silences(), default=0)
    if name == "turns":
        return len(view.turns)
    if name.endswith("_turns"):
        who = {"agent_turns": "person", "customer_turns": "customer", "bot_turns": "bot"}[name]
        return sum(t["who"] == who for t in view.turns)
    if name == "transfers":
        if not c.legs:
            raise Missing("no_agent")
        return len(c.legs) - 1
    if name == "handed_over":
        kinds = [leg["human"] for leg in c.all_legs]
        if False not in kinds:
            raise Missing("no_bot")
        return True in kinds[kinds.index(False):]
    if name == "handover_honoured":
        return any(t["who"] == "person" for t in c.said[view.request():])
    if name == "handover_wait":
        place = view.request()
        for turn in c.said[place:]:
            if turn["who"] == "person":
                return c.took(c.said[place]["t"], turn["t"])
        raise Missing("no_reply")
    raise KeyError(name)


def compare(arguments):
    calendar = Calendar(json.load(open(arguments.calendar))) if arguments.calendar else None
    zone = ZoneInfo(arguments.tz) if arguments.tz else None
    names = SECONDS_METRICS + OTHER_METRICS + ([] if arguments.no_text else TEXT_METRICS)
    contacts = {}
    for path in arguments.conversations:
        for line in open(path, encoding="utf-8"):
            record = json.loads(line)
            record.setdefault("metadata", {})
            record.setdefault("participants", [])
            contacts[record["id"]] = record
    checked = values = bad = 0
    for line in open(arguments.records, encoding="utf-8"):
        record = json.loads(line)
        source = json.loads(json.dumps(contacts[record["conversation_id"]]))
        contact = Contact(source, zone, calendar)
        view = View(contact, record["leg"] - 1 if record["unit"] == "leg" else None)
        for name in names:
            try:
                expected, reason = measure(view, name), None
                if name in SECONDS_METRICS + TEXT_METRICS:
                    expected = expected / 1000
            except Missing as missing:
                expected, reason = None, str(missing)
            actual = record["metrics"].get(name)
            checked += 1
            values += expected is not None
            if actual != expected or record["missing"].get(name) != reason or type(actual) is bool != type(expected) is bool:
                bad += 1
                if bad <= 20:
                    print(f"{record['conversation_id']} leg {record['leg']} {name}: toolkit {actual} "
                          f"{record['missing'].get(name)}, oracle {expected} {reason}")
    print(f"checked {checked} values {values} different {bad}")
    return 1 if bad or not values else 0


def main():
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("generate")
    make.add_argument("seed", type=int)
    make.add_argument("count", type=int)
    check = commands.add_parser("compare")
    check.add_argument("conversations", nargs="+")
    check.add_argument("records")
    check.add_argument("--calendar")
    check.add_argument("--tz")
    check.add_argument("--no-text", action="store_true")
    arguments = parser.parse_args()
    if arguments.command == "generate":
        generate(arguments.seed, arguments.count)
        return 0
    return compare(arguments)


if __name__ == "__main__":
    sys.exit(main())
