extension BrokenBookCase {
  static let operators: [BrokenBookCase] = [
    .rule("misspelt operator", "forbid: {keywrod: {any: [x]}, role: agent}"),
    .rule("nothing like an operator", "forbid: {machine_learning: {any: [x]}, role: agent}"),
    .rule("reserved operator", "forbid: {sentiment: {period: overall}, role: customer}"),
    .rule("no operator", "forbid: {role: agent}"), .rule("condition is a word", "forbid: 保本"),
    .rule("two operators", "forbid: {keyword: {any: [x]}, regex: {match: y}, role: agent}"),
    .rule("operator takes a mapping", "forbid: {keyword: [x], role: agent}"),
    .rule("keyword without words", "forbid: {keyword: {}, role: agent}"),
    .rule("empty keyword", "forbid: {keyword: {any: [x, '', '　']}, role: agent}"),
    .rule("unknown lexicon", "forbid: {keyword: {lexicon: promis}, role: agent}"),
    .rule("misspelt argument", "forbid: {keyword: {anny: [x]}, role: agent}"),
    .rule("count is no number", "forbid: {keyword: {any: [x], min_hits: two}, role: agent}"),
    .rule("at_least lacks its list", "forbid: {keyword: {at_least: {count: 2}}, role: agent}"),
    .rule("bad pattern", "forbid:\n  regex: {match: '保(本|息'}\n  role: agent"),
    .rule("bad pattern without quotes", "forbid:\n  regex: {match: 保(本|息}\n  role: agent"),
    .rule("evil pattern", "forbid:\n  regex: {match: '(a+)+b'}\n  role: agent\n  in: nowhere"),
    .rule("bad flag", "forbid: {regex: {match: x, flags: [i]}, role: agent}"),
    .rule("bad exclusion", "forbid: {keyword: {any: [x]}, role: agent, exclude: ['(x']}"),
    .rule("empty exclusion", "forbid: {keyword: {any: [x]}, role: agent, exclude: ['']}"),
    .rule("one group near nothing", "forbid: {near: {terms: [[x]]}, role: agent}"),
    .rule("threshold beyond 1", "forbid: {similar: {to: [谢谢您的来电], threshold: 80}, role: agent}"),
    .rule("script beyond 1", "forbid: {script: {lines: [谢谢您的来电], threshold: 80}, role: agent}"),
    .rule("phrase of punctuation", "forbid: {similar: {to: [？！]}, role: agent}"),
    .rule("sequence of one step", "forbid: {sequence: {steps: [[x]]}, role: agent}"),
    .rule("optional step that is not there", "forbid: {sequence: {steps: [[x], [y]], optional: [3]}, role: agent}"),
    .rule("metadata without a question", "forbid: {metadata: {field: csat}}"),
    .rule("count needs a value", "forbid: {count: {of: turns}, role: agent}"),
    .rule("seconds are negative", "forbid: {gap: {seconds: -5}}"),
    .rule("seconds are infinite", "forbid: {gap: {seconds: .inf}}"),
    .rule("unknown metric", "forbid: {response_time: {metric: median, seconds: 9}}"),
    .rule("calendar", "forbid: {response_time: {calendar: work, seconds: 9}}"),
    .rule("rule that is not there", "forbid: {rule: {id: promisse}}"),
    .rule("rule asks itself", "forbid: {rule: {id: promise}}"),
    BrokenBookCase(
      "rules in a circle",
      "rulebook: t\nrules:\n  - {id: a, forbid: {rule: {id: b}}}\n  - {id: b, forbid: {rule: {id: c}}}\n  - {id: c, forbid: {rule: {id: a}}}\n"
    ),
  ]

  static let logic: [BrokenBookCase] = [
    .rule("wrong role", "forbid: {keyword: {any: [x]}, role: [agent, custmer]}"),
    .rule("wrong section", "forbid: {keyword: {any: [x]}, role: agent, in: first three turns}"),
    .rule("wrong unit", "forbid: {keyword: {any: [x]}, role: agent, unit: turns}"),
    .rule("wrong guard", "forbid: {keyword: {any: [x]}, role: agent, negation: ignore}"),
    .rule("find without names", "find: []"),
    .rule(
      "find without when", "find:\n  p: {keyword: {any: [x]}, role: agent}\n  q: {keyword: {any: [y]}, role: agent}"),
    .rule(
      "when names nobody",
      "find:\n  pitch: {keyword: {any: [x]}, role: agent}\n  q: {keyword: {any: [y]}, role: agent}\nwhen: pitsch && !q"),
    .rule(
      "when in quotes",
      "find:\n  pitch: {keyword: {any: [x]}, role: agent}\n  q: {keyword: {any: [y]}, role: agent}\nwhen: '!q && 推介'"),
    .rule("when begins with a tag", "find:\n  q: {keyword: {any: [y]}, role: agent}\nwhen: !q"),
    .rule("when lacks a parenthesis", "find:\n  p: {keyword: {any: [x]}, role: agent}\nwhen: (p"),
    .rule(
      "anchor names nobody",
      "find:\n  pitch: {keyword: {any: [x]}, role: agent}\n  q: {keyword: {any: [y]}, role: agent, after: {of: pich}}\nwhen: pitch && q"
    ),
    .rule("anchor lacks of", "find:\n  p: {keyword: {any: [x]}, role: agent, after: {within: 3 turns}}"),
    .rule(
      "anchors in a circle",
      "find:\n  p: {keyword: {any: [x]}, role: agent, after: {of: q}}\n  q: {keyword: {any: [y]}, role: agent, after: {of: p}}\nwhen: p && q"
    ),
    .rule(
      "two anchors",
      "find:\n  p: {keyword: {any: [x]}, role: agent}\n  q: {keyword: {any: [y]}, role: agent, after: {of: p}, before: {of: p}}\nwhen: p && q"
    ),
    .rule(
      "wrong hit",
      "find:\n  p: {keyword: {any: [x]}, role: agent}\n  q: {keyword: {any: [y]}, role: agent, after: {of: p, hit: second}}\nwhen: p && q"
    ),
    .rule(
      "wrong within",
      "find:\n  p: {keyword: {any: [x]}, role: agent}\n  q: {keyword: {any: [y]}, role: agent, after: {of: p, within: 3}}\nwhen: p && q"
    ),
  ]

  static let cards: [BrokenBookCase] = [
    .card("no sections", "pass: 85"), .card("no items", "sections: [{id: a, items: []}]"),
    .card("item names nobody", "sections:\n  - id: a\n    items: [{rule: rudee, deduct: 5}]"),
    .card("item is a tag", "sections:\n  - id: a\n    items: [{rule: vip, deduct: 5}]"),
    .card("item is nothing", "sections:\n  - id: a\n    items: [{deduct: 5}]"),
    .card("item twice", "sections:\n  - id: a\n    items: [{rule: rude, deduct: 5}, {rule: rude, deduct: 6}]"),
    .card("negative points", "sections:\n  - id: a\n    items: [{rule: rude, deduct: -5}]"),
    .card("points are not a number", "sections:\n  - id: a\n    items: [{rule: rude, deduct: .nan}]"),
    .card("points are a word", "sections:\n  - id: a\n    items: [{rule: rude, deduct: five}]"),
    .card("fatal section without a cap", "sections:\n  - id: a\n    items: [{rule: rude, fatal: section}]"),
    .card("wrong fatal", "sections:\n  - id: a\n    items: [{rule: rude, fatal: everything}]"),
    .card("pass beyond the base", "pass: 101\nsections:\n  - id: a\n    items: [{rule: rude, deduct: 5}]"),
    .card("floor beyond the base", "floor: 101\nsections:\n  - id: a\n    items: [{rule: rude, deduct: 5}]"),
    .card("weighted without weights", "mode: weighted\nsections:\n  - id: a\n    items: [{rule: rude}]"),
    .card("band without a score", "bands: {优: 好}\nsections:\n  - id: a\n    items: [{rule: rude, deduct: 5}]"),
    .card("question without an id", "sections:\n  - id: a\n    items: [{ask: 好吗, answers: {是: 0}}]"),
    .card("question without answers", "sections:\n  - id: a\n    items: [{id: q, ask: 好吗}]"),
    .card("answer is a word", "sections:\n  - id: a\n    items: [{id: q, ask: 好吗, answers: {是: 0, 否: 全扣}}]"),
    .card(
      "not scorable by nobody",
      "not_scorable: [customer_silnt]\nsections:\n  - id: a\n    items: [{rule: rude, deduct: 5}]"),
  ]

  static let inheritance: [BrokenBookCase] = [
    BrokenBookCase("extends nobody", "rulebook: t\nextends: [nobody]\nrules: []\n"),
    BrokenBookCase("extends a path", "rulebook: t\nextends: ['../secret']\n"),
    BrokenBookCase("extends a folder", "rulebook: t\nextends: ['a/b']\n"),
    BrokenBookCase("extends itself", "rulebook: t\nextends: [t]\n", files: ["t.yaml": "rulebook: t\nextends: [t]\n"]),
    BrokenBookCase(
      "extends in a circle", "rulebook: t\nextends: [u]\n",
      files: ["u.yaml": "rulebook: u\nextends: [v]\n", "v.yaml": "rulebook: v\nextends: [u]\n"]),
    BrokenBookCase(
      "extends too deep", "rulebook: t\nextends: [b1]\n",
      files: Dictionary(
        uniqueKeysWithValues: (1...9).map { ("b\($0).yaml", "rulebook: b\($0)\nextends: [b\($0 + 1)]\n") })),
    BrokenBookCase(
      "a parent is broken", "rulebook: t\nextends: [u]\n",
      files: ["u.yaml": "rulebook: u\nrules:\n  - {id: a, forbit: x}\n"]),
    BrokenBookCase("lexicon file outside", "rulebook: t\nlexicons: {a: {file: ../words.tsv}}\nrules: []\n"),
    BrokenBookCase("lexicon file absent", "rulebook: t\nlexicons: {a: {file: words.tsv}}\nrules: []\n"),
    BrokenBookCase(
      "lexicon file without words", "rulebook: t\nlexicons: {a: {file: w.tsv}}\nrules: []\n", files: ["w.tsv": "# 无\n"]),
    BrokenBookCase("lexicon adds to nothing", "rulebook: t\nlexicons: {a: {any+: [x]}}\nrules: []\n"),
    BrokenBookCase("lexicon without words", "rulebook: t\nlexicons: {a: []}\nrules: []\n"),
    BrokenBookCase("misspelt lexicon key", "rulebook: t\nlexicons: {a: {fiel: x.tsv}}\nrules: []\n"),
    BrokenBookCase(
      "bad word in a lexicon file",
      "rulebook: t\nlexicons: {a: {file: w.tsv}}\nrules:\n  - {id: a, forbid: {keyword: {lexicon: a}, role: agent}}\n",
      files: ["w.tsv": "# 词\n保本\n　\t\t\n"]),
    BrokenBookCase(
      "a child adds to a list that is not there",
      "rulebook: t\nextends: [u]\nrules:\n  - {id: a, forbid: {keyword: {all+: [y]}}}\n",
      files: ["u.yaml": "rulebook: u\nrules:\n  - {id: a, forbid: {keyword: {any: [x]}, role: agent}}\n"]),
  ]
}
