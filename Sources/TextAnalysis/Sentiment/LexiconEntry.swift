/// What a word of the sentiment lexicon does.
enum LexiconKind: UInt8, Sendable, CaseIterable {
  /// Carries feeling by itself.
  case word
  /// A formula such as thanks or please, which says little beside a complaint.
  case polite
  /// Carries nothing and hides shorter words in it: 好像 is not 好.
  case block
  /// Multiplies what follows: 非常, slightly.
  case degree
  /// A degree that also turns a dimension into a complaint: 太咸, too slow.
  case excess
  /// Turns what follows: 不, not.
  case negator
  /// What follows counts more than what came before: 但是, but.
  case contrast
  /// What follows counts less: 虽然, although.
  case concession
  /// What follows is wished or imagined: 如果, if, 希望.
  case hypothetical
  /// What follows is the verdict: 总之, overall.
  case verdict
  /// Neutral in itself, a complaint after an excess: 小, salty.
  case dimension
  /// Something a customer counts on; its absence is a complaint: 没有热水, no refund.
  case need
  /// A need of which much is praise and little is blame: 性价比高, low quality.
  case merit
  /// Something of which much is blame and little is praise: 价格高, low fees.
  case burden
  /// Begins a question that asks: 请问, could you.
  case question

  /// The kind's word in a lexicon file.
  var name: String { "\(self)" }
}

/// An entry of the sentiment lexicon.
struct LexiconEntry: Sendable {
  /// Valence in tenths, −50 … 50; for degrees the factor in tenths.
  var value: Int8
  var kind: LexiconKind
  /// One bit an emotion.
  var emotions: UInt8
  /// What a dimension says of a quantity: 1 for much (高, long), −1 for little (小, low), 0 for neither.
  var amount: Int8 = 0
  /// Whether a dimension of one character is seldom the end of a longer word, so that it says something at the end of
  /// a clause: 送餐慢, but not 银行卡.
  var isPredicate = false
}
