/// The keys of the rule language outside the operators: they drive decoding and the JSON Schema.
enum RulebookGrammar {
  static let book: [Parameter] = [
    Parameter("rulebook", .text, required: true, "The book's stable id."),
    Parameter("version", .text, "The book's version."),
    Parameter("language", .text, "The book's language: zh, en, …"),
    Parameter("title", .text, "What people call the book."),
    Parameter("description", .text, "What the book is for."),
    Parameter("extends", .texts, "Ids of books this one builds on."),
    Parameter("lexicons", .any, "Word lists by name: inline, from a TSV file, or changes to an inherited one."),
    Parameter("rules", .any, "The rules."),
    Parameter("scorecard", .any, "How findings become a score."),
  ]

  static let lexicon: [Parameter] = [
    Parameter("file", .text, "A tab-separated file beside the book: word, level, category, note."),
    Parameter("any", .texts, "The words."),
    Parameter("any+", .texts, "Words added to an inherited lexicon."),
    Parameter("any-", .texts, "Words removed from an inherited lexicon."),
    Parameter("category", .texts, "Only words of these categories of the file."),
    Parameter("level", .texts, "Only words of these levels of the file."),
  ]

  static let rule: [Parameter] = [
    Parameter("id", .text, required: true, "The rule's id."),
    Parameter("title", .text, "What people call it."),
    Parameter("description", .text, "What it is for."),
    Parameter(
      "status", .choice(RuleStatus.allCases.map(\.rawValue)), default: "active", "Where the rule stands in its life."),
    Parameter("severity", .choice(Severity.allCases.map(\.rawValue)), default: "major", "How grave a finding is."),
    Parameter(
      "class", .choice(FindingClass.allCases.map(\.rawValue)), default: "business", "Whose interest it touches."),
    Parameter("as", .choice(RuleEffect.allCases.map(\.rawValue)), default: "violation", "What a hit means."),
    Parameter(
      "applies",
      .mapping([
        Parameter("metadata", .any, "Fields and the values they may have."),
        Parameter("channel", .texts, "Channels."), Parameter("language", .texts, "Languages."),
      ]), "What a contact must be like; otherwise the rule is n/a."),
    Parameter(
      "valid",
      .mapping([
        Parameter("from", .text, "First day, YYYY-MM-DD."), Parameter("to", .text, "Last day, YYYY-MM-DD."),
      ]), "When the rule holds."),
    Parameter("over", .choice(["leg", "conversation"]), default: "leg", "Look at the leg or beyond it."),
    Parameter("forbid", .any, "A condition that is a finding when it holds."),
    Parameter("require", .any, "A condition that is a finding when it does not hold."),
    Parameter("find", .any, "Named conditions, judged by `when`."),
    Parameter("when", .text, "The logic over the conditions of `find`."),
    Parameter("message", .text, "The finding in words, with {turn}, {text}, {value}, {condition.turn}, …"),
    Parameter("false_positives", .text, "Known false positives, in prose."),
    Parameter("target_precision", .number, "The precision reviews must show before the rule scores."),
    Parameter("tests", .any, "Talks with the expected result."),
    Parameter(
      "tags", .texts,
      "Words that findings carry: alarm wakes the duty officer, with safety, self-harm, data-breach, media, regulator, …"
    ),
    Parameter("references", .texts, "Where the rule comes from."),
  ]

  static let test: [Parameter] = [
    Parameter("name", .text, "What the test shows."),
    Parameter(
      "kind", .choice(RuleTestKind.allCases.map(\.rawValue)), default: "plain",
      "evasion: somebody tries to slip past the rule; false_positive: innocent words that look guilty."),
    Parameter(
      "expect", .choice(Truth.allCases.map { "\($0.name)" }), required: true, "hit, miss, unknown or na."),
    Parameter("talk", .texts, required: true, "The turns, each `speaker: text`."),
    Parameter("at", .value, "The turns of the findings, from 1."),
    Parameter("span", .text, "The exact words of the first finding."),
    Parameter("times", .value, "Seconds of the turns."),
    Parameter("ends", .value, "Seconds at which the turns end, for operators that need durations."),
    Parameter(
      "starts", .text, "Date and time that the seconds count from: 2026-01-05T22:30:00+08:00, or without a zone."),
    Parameter("metadata", .any, "Metadata of the record; without it the test runs as if `applies` held."),
    Parameter("todo", .boolean, default: "false", "A known gap that never fails the run."),
  ]

  static let scorecard: [Parameter] = [
    Parameter("unit", .choice(["leg", "conversation"]), default: "leg", "What is scored."),
    Parameter("mode", .choice(["deduct", "weighted", "points"]), default: "deduct", "How points are counted."),
    Parameter("base", .number, default: "100", "The score without deductions."),
    Parameter("floor", .number, default: "0", "The lowest score."),
    Parameter("pass", .number, default: "85", "The score that passes."),
    Parameter("bands", .any, "Names of score bands with their lowest score."),
    Parameter("bonus_cap", .number, default: "0", "The most that merits can add."),
    Parameter("not_scorable", .texts, "Conditions or rule ids that keep a contact out of the scores."),
    Parameter("sections", .any, "The sections; a card without them changes the inherited one."),
    Parameter("sections+", .any, "Sections added to the inherited card, or changes to those of the same id."),
  ]

  static let section: [Parameter] = [
    Parameter("id", .text, required: true, "The section's id."),
    Parameter("title", .text, "What people call it."),
    Parameter("cap", .number, "The most the section can lose."),
    Parameter("weight", .number, "The section's weight in weighted mode."),
    Parameter("items", .any, "The items."),
    Parameter("items+", .any, "Items added to an inherited section, or in place of those of the same id."),
    Parameter("items-", .texts, "Ids of inherited items that are taken out."),
  ]

  static let item: [Parameter] = [
    Parameter("rule", .text, "The rule that answers the item."),
    Parameter("id", .text, "The item's id; default: the rule's."),
    Parameter("title", .text, "What people call it."),
    Parameter("deduct", .number, "Points a failure costs (deduct mode)."),
    Parameter("points", .number, "Points a pass earns (points and weighted mode)."),
    Parameter("add", .number, "Points a merit adds."),
    Parameter("per", .choice(["conversation", "finding"]), default: "conversation", "Once, or for every finding."),
    Parameter("max", .number, "The most the item can cost or add."),
    Parameter("fatal", .choice(["item", "section", "evaluation"]), "What a failure zeroes."),
    Parameter("ask", .text, "A question a person answers."),
    Parameter("answers", .any, "The answers with their points, or n/a."),
  ]
}
