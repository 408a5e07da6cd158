/// How much a decoded sample looks like text that people write.
enum Plausibility {
  /// The share of everyday characters in text of UTF-16 or UTF-32.
  static func ofWide(_ text: [UInt8], bad: Int) -> Double {
    var all = 0
    var everyday = 0
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      all += 1
      switch scalar.value {
      case 0x20...0x7E, 0x09, 0x0A, 0x0D, 0xA0...0x24F, 0x2010...0x2027, 0x3000...0x30FF, 0x4E00...0x9FFF,
        0xFF00...0xFFEF,
        0x1F300...0x1FAFF:
        everyday += 1
      default: break
      }
    }
    guard all > 0 else { return 0 }
    return max(0, Double(everyday) / Double(all) - Double(bad) / Double(all) * 4)
  }

  /// How much the characters beyond ASCII look like those of the encoding's language; few characters mean little.
  static func ofEastAsian(_ text: [UInt8], bad: Int, encoding: TextEncoding) -> Double {
    let frequent = encoding == .shiftJIS ? japanese : encoding == .big5 ? traditional : simplified
    var all = 0
    var common = 0
    var everyday = 0
    var kana = 0
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars where scalar.value >= 0x80 {
      switch scalar.value {
      case 0x3000...0x301F, 0xFF01...0xFF5E, 0x2010...0x2027:
        // Marks between words say little, but they fit.
        continue
      case 0x4E00...0x9FFF: everyday += 1
      case 0x3041...0x30FF:
        kana += 1
        if encoding == .shiftJIS { everyday += 1 }
      default: break
      }
      all += 1
      if frequent.contains(scalar.value) { common += 1 }
    }
    guard all > 0 else { return 0 }
    let count = Double(all)
    var score = 0.4 * Double(everyday) / count + 0.6 * min(1, Double(common) / count / 0.35)
    if encoding == .shiftJIS, Double(kana) / count < 0.2 { score *= 0.5 }
    score *= max(0, 1 - Double(bad) / count * 20)
    return score * count / (count + 5)
  }

  /// Western text: bytes beyond ASCII are few and stand alone among letters.
  static func ofWestern(_ head: Span<UInt8>) -> Double {
    var high = 0
    var pairs = 0
    var undefined = 0
    for index in head.indices where head[index] >= 0x80 {
      high += 1
      if index > 0, head[index - 1] >= 0x80 { pairs += 1 }
      if [0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(head[index]) { undefined += 1 }
    }
    guard high > 0, undefined == 0, high * 5 < head.count else { return 0 }
    return 0.95 * max(0, 1 - 6 * Double(pairs) / Double(high)) * Double(high) / Double(high + 1)
  }

  private static let simplified = scalars(
    "一万三上下不与且世业东两个中为主久么义之也书了争事二于五些交产人什今从他代以们件任优会传但位住体何作"
      + "你使便保信候做像儿先光克入全公共关其内再军决几出分切则利别到制券前力加务动助化北区十单南即却原去又及"
      + "反发取受变口只可号司各合同名后向听告员命和品喜四回因国在地场基声处外多大天太头女她好如子学它安完定实"
      + "客家对导将小少尔就展山工己已市师带帮常平年并应店度建开式张强当形很得德心必快思性总您情惠想意感成我或"
      + "所手才打把报抱拉指据接提收放政教数文斯新方无日时明是更最月有服望期本术机权条来果查样核格次欢款歉正此"
      + "死比民气水求没治法活海清点烦然物特王现理生用由电界白的目直相看真眼着知码确社祝神种科程稍空立第等签管"
      + "类系经结给统美老者而联能自至色行表被西要见观规觉解计订认让记许论设识话询该说请谢象货资走起路身边达过"
      + "运还这进退递通道那部都里重量金铺长门问间队院难非面领题马高麻")

  private static let traditional = scalars(
    "不並作來係個們傳優兒內兩別則動務區員問單嗎國在報場好學實將對導師帶幫強後從您應我據數是時書會有東條業"
      + "樣機權歡氣沒無煩爭現產當發的確碼種簽結給經總義聯聲聽與萬處號術裡見規觀訂計記設詢話該說請論謝識變讓貨"
      + "軍這進運過達遞還邊鋪長門開間關隊難電領頭題類體麻麼點"
  ).union(simplified.filter { !onlySimplified.contains($0) })

  /// Characters that traditional text does not have.
  private static let onlySimplified = scalars(
    "这个们来国说时会对后过发里种经么学现当没动还进样开从实军无与长机关点业将两间问并应头体见产话内给门儿东声员论处义条系气题别变总电数报结务场计区队书则听达强难权设记类据边该规万术领确传师观让识带导争运谢单货订递签询联铺欢烦帮号码优"
  )

  private static let japanese = scalars(
    "、。ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはば"
      + "ぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんァアィイゥウェエォオカガキギク"
      + "グケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメ"
      + "モャヤュユョヨラリルレロヮワヰヱヲンヴヵヶー上下中人円前品大文料日本様注確者致認返送願")

  private static func scalars(_ text: String) -> Set<UInt32> { Set(text.unicodeScalars.map(\.value)) }
}
