extension NameRecognizer {
  /// Whether the words before a place promise a name: 收件人, 我是, 租客, 签字的是.
  static func isAnnounced(_ characters: TurnCharacters, _ place: Int) -> Bool {
    var end = place
    while end > 0, [0x20, 0x3A].contains(characters.values[end - 1]) { end -= 1 }

    for length in 1...6 where end >= length {
      // One character alone, such as 和 or 找, promises too little; 叫 and 写 do not.
      guard length > 1 || [0x53EB, 0x5199].contains(characters.values[end - 1]) else { continue }
      func ends(_ cues: CueTable) -> Bool { cues.match(characters, at: end - length)?.count == length }
      if ends(strongCues) || ends(roleCues) || ends(weakCues) { return true }
    }
    return announcers.contains { characters.has($0, before: end) }
  }

  private static let announcers = [
    "的是", "从", "写的", "落款", "署名", "抄送", "收件写", "自称", "托", "问下", "亲", "我同事", "那个骑手", "住户", "链家的", "公司的", "部的", "科的", "店的",
    "转给", "名下是", "登记在",
  ].map(\.codes)

  /// Staff and kin that people call by a given name alone: 客服思琪, 我老婆晓彤.
  private static let familiars = CueTable([
    "客服", "店员", "导购", "主播", "教练", "外教", "专员", "骑手", "中介", "技师", "顾问", "班主任", "护工", "月嫂", "保姆", "闺蜜", "女朋友", "男朋友", "老婆",
    "老公", "女儿", "儿子", "妹妹", "弟弟", "表妹", "表弟", "侄女", "外甥", "孙女", "孙子", "室友", "我叫", "化妆师", "摄影师", "美甲师", "理发师", "设计师",
  ])

  /// Whether somebody who may be called by a given name alone was named just before a place.
  static func followsFamiliar(_ characters: TurnCharacters, _ place: Int) -> Bool {
    (2...3).contains { place >= $0 && familiars.match(characters, at: place - $0)?.count == $0 }
  }
}
