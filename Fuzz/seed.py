#!/usr/bin/env python3
"""Writes the first inputs of every fuzz target to Fuzz/corpus: the samples of the formats, and small edges of each."""

import gzip, io, os, zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SAMPLES = os.path.join(ROOT, "transcripts", "formats")
CUT = b"\0\x07"


def sample(name):
    with open(os.path.join(SAMPLES, name), "rb") as file:
        return file.read()


def own(*path):
    with open(os.path.join(ROOT, *path), "rb") as file:
        return file.read()


def archive(entries):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries:
            file.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()


def sheet(rows):
    cells = lambda row: "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row)
    return ("<worksheet><sheetData>" + "".join(f"<row>{cells(row)}</row>" for row in rows) + "</sheetData></worksheet>").encode()


RECORD = '{"id":"a","turns":[{"role":"agent","at":"2026-01-02T03:04:05Z","text":"您好"},{"role":"customer","text":"hi\\n\\u00e9"}]}'
STRINGS = b"<sst><si><t>id</t></si><si><r><t>te</t></r><r><t>xt</t></r></si></sst>"
SHARED = b'<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="3"><c r="A3"><v>7</v></c><c r="B3" t="b"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>'

SEEDS = {
    "ndjson": [CUT + (RECORD + "\n\n" + RECORD.replace('"a"', '"b"') + "\r\n").encode(), CUT + b"\xef\xbb\xbf{}\n[\n{\"id\":1}\r",
               CUT + b'{"id":"x","messages":[{"role":"agent","text":"a"},{"text":"b"}]}\n'],
    "json": [CUT + sample("array.json"), CUT + sample("messages.json"), CUT + b'{\n "id": 1,\n "turns": []\n}\n{"id": 2}', CUT + b"[{},[1],\"x\"]"],
    "csv": [CUT + sample("turns-zh.csv"), CUT + sample("blobs-zh.csv"), CUT + sample("notes.csv"), CUT + sample("reviews.csv"),
            CUT + b'id,role,text\r\na,agent,"x ""y"" \n z"\r\nb,customer\r\n,agent,\r\n', CUT + b"\xef\xbb\xbfid;text\ra;b\r"],
    "rows": [b"\0" + b'a,"b,""c\nd",e\r\n\r\n"",f"g"h,"i"j\n', b"\1a\tb\t\n", b"\2;;\r\r\n;"],
    "text": [CUT + sample(name) for name in ("qianniu-1.txt", "qianniu-2.txt", "chat-log.txt", "names.txt")],
    "webvtt": [CUT + sample("call.vtt"), CUT + b"WEBVTT\n\nNOTE x\n\n1\n00:01.000 --> 00:02.000 align:left\n<v Ann>hi &amp; <b>you</b></v>\n"],
    "srt": [CUT + sample("call.srt"), CUT + b"1\r\n00:00:01,0 --> 0:2\r\nA: b\r\n\r\n99:99:99,000 --> x\n"],
    "sbv": [CUT + sample("call.sbv"), CUT + b"0:00:01.000,0:00:02.000\nhi\n\n0:0:1,2\n"],
    "encoding": [bytes([number, 3]) + "会话ID,内容\na,您好\n".encode(name) for number, name in
                 enumerate(["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "gb18030", "gbk", "utf-8", "utf-8"])],
    "detect": [CUT + sample("turns-gbk.csv"), CUT + sample("turns-big5.csv"), CUT + sample("turns-shift-jis.csv"), CUT + sample("turns-utf16.csv")],
    "unfold": [b"\5" + gzip.compress(RECORD.encode(), mtime=0) + gzip.compress(b"x", mtime=0), b"\1" + gzip.compress(b" " * 70000, mtime=0),
               b"\2\x28\xb5\x2f\xfd\x24\x05\x29\x00\x00hello\x52\xec\x5e\xa4"],
    "zip": [archive([("a.ndjson", RECORD), ("d/b.csv", "id,role,text\na,agent,x\n"), ("c.txt", sample("names.txt"))]), sample("turns-zh.xlsx"), b"PK\5\6" + bytes(18)],
    "xlsx": [b"\xff" + sheet([["id", "role", "text"], ["a", "agent", "x&amp;y"], ["a", "客户", "您好"]]),
             bytes([255 * len(SHARED) // (len(SHARED) + len(STRINGS)) + 1]) + SHARED + STRINGS],
    "time": [text.encode() for text in ("2026-01-02T03:04:05.678+08:00", "2026年3月2日 下午3时05分06秒", "02/13/2026 3:04:05 p.m.", "13 Feb 2026 10:00", "Jan 2, 2026 1:02",
                                        "20260102 03:04", "10:11:12,5", "2026.1.2 UTC+8")],
    "mapping": [own("docs", "mappings", name) for name in ("vcon.yaml", "qiyu-lines.yaml", "crm-export.yaml")],
    "fold": ["ＡＢＣ①②ﬁ…繁體\u0301e\u0301\n👩‍👩‍👧\u200b".encode(), "ｶﾞ㍿½\nİıſ\u1d41\u0301".encode()],
    "segment": ["我昨天在北京大学买了iPhone15，3.5折\n二十多块".encode(), b"Mr. O'Neil's well-known e-mail: a.b@c.de"],
    "personal": ["我叫张三，电话138 1234 5678\n好的\n身份证11010519491231002X\n验证码是 458812 密码 abc123".encode(),
                 "幺三八零零一三八零零零\n6222 0212 3456 7890 123\n北京市海淀区中关村大街1号院3号楼\n我是王先生".encode(),
                 b"my name is John Smith, 12 Elm Street\nsure\nfe80::1 10.0.0.1 a@b.co GB82WEST12345698765432 078-05-1120"],
    "number": ["三百五十块 1,234.50元 百分之二十 2026年3月1日 两点半 3~5天".encode(), b"$1,200.50 twenty-one days 5pm 3-4 weeks 20% off"],
    "pattern": ["(?i)退(款|货){1,3}[^。]*?(?=不)".encode(), rb"(?<n>\d{4})-\k<n>(?#c)\Qa.b\E[[:alpha:]\x{4e00}-\x{9fff}]++(?>a|b)", rb"(?R)?a|b(?R)\p{Han}{2,}$"],
    "when": ["a && !(b || 且词) 且 any(a, b) >= 2".encode(), "非 a 或 b".encode()],
    "rulebook": ["""rulebook: x
version: 1
language: zh
lexicons: { w: { file: w.tsv, any+: [退款] } }
rules:
  - id: r
    title: R
    severity: major
    when: a && !b
    conditions:
      a: { keyword: { lexicon: w }, role: customer, negation: drop }
      b: { regex: { match: '请\\S+等' }, role: agent, after: { hit: a, within: 3 turns } }
    tests: [{ expect: hit, talk: ['客户: 退款'] }]
scorecard: { mode: deduct, base: 100, pass: 85, sections: [{ id: s, title: S, items: [{ rule: r, deduct: 5 }] }] }
\0word\tlevel\n退货\t1\n""".encode()],
    "word-list": ["词,级别,类别\n保本,高,收益\n\"零,风险\",中,\n".encode(), "编号\t标题\t条件\nr1\t承诺\tkeyword: 保本\n".encode()],
    "sidecar": ["id,班组,满意度,渠道\na,一组,5,电话\nb,二组,,\n".encode(), b"id\tteam\na\t\"x\ty\"\n"],
    "records": [b'{"schema":"message/1","type":"t.x","group_key":"g","window":"","title":"T","facts":[{"name":"a","value":"b"}],"quotes":[{"redacted":"x"}],"links":[{"title":"t","url":"https://x"}]}\n',
                b'{"schema":"finding/1","conversation_id":"c","rule":"r","severity":"major","status":"active"}\n{"schema":"evaluation/1","unit":"leg","legs":2,"score":91.5,"verdict":"pass"}\n'],
    "metrics": [b'{"schema":"metrics_run/1","by":["team"],"fields":["team"],"within":["30s"],"levels":[]}\n'],
    "service": ["timezone: Asia/Shanghai\nhours: { mon-fri: '09:00-18:00', 周六: ['09:00-12:00', '13:00-24:00'], sun: closed }\nholidays: [2026-02-16..2026-02-22]\nlevels: ['80% within 30s where tier=gold']\nwithin: [1s, 30s]\ndead_air: { calls: 20s }\n".encode()],
    "delivery": [b"sinks:\n  - name: duty\n    kind: webhook\n    url: https://example.com/x\n    allow_cidr: [10.0.0.0/8]\n    payload: thin\n", b'{"code":0,"errcode":45009}', b"120",
                 b"Wed, 21 Oct 2026 07:28:00 GMT", b"https://[::ffff:127.0.0.1]:8/x", b"fe80::1/10"],
    "sentiment-model": [b"QASENTIM\1\12\2\1\3" + bytes(16) + b"\0\0\x80?\0\0\x80?" + bytes(40)],
    "topic-model": [b"QATOPICS\1" + bytes(7) + bytes(120), b"QATOPICS\1" + bytes(7) + (b"\1" + bytes(7)) * 20,
                    b"QAEMBEDS" + b"".join(bytes([n]) + bytes(7) for n in (1, 1, 109, 1, 1, 7, 1)) + b"\0\0\x80\x3f"],
}

for target, seeds in SEEDS.items():
    folder = os.path.join(ROOT, "Fuzz", "corpus", target)
    os.makedirs(folder, exist_ok=True)
    for number, data in enumerate(seeds):
        with open(os.path.join(folder, f"seed-{number}"), "wb") as file:
            file.write(data)
