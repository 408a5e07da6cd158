/// The language of a document's own words; the words of customers and agents stay as they are.
public enum ReportLanguage: String, Sendable, Hashable, CaseIterable {
  /// Chinese, simplified.
  case zh
  /// English.
  case en

  /// Picks the Chinese or the English wording.
  public func callAsFunction(_ zh: String, _ en: String) -> String { self == .zh ? zh : en }

  /// The BCP 47 tag for `lang` attributes.
  public var tag: String { self == .zh ? "zh-CN" : "en" }
}
