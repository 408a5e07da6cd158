/// The numbered parts of a Chinese address: 12栋, 三单元, 负一楼, 1502室, 加12床, 8-2-1603.
enum AddressNumbers {
  /// The kinds of numbered parts by the words that end them.
  private static let kinds: [(AddressPart, String)] = [
    (.house, "号 号院 号大院 号之 弄 巷 支弄 街坊 号附楼"),
    (.house, "公里处"), (.street, "条"),
    (.phase, "期 区 组团 号地块 地块 街区 苑 片区 村"),
    (
      .building,
      """
      号楼 栋 幢 座 舍 # #楼 号宿舍楼 号宿舍 宿舍 宿舍楼 公寓 号公寓 号家属楼 号教学楼 号办公楼 号厂房 厂房 号别墅 塔 号塔 号库 号库房 号仓 号仓库 号门卫 号车间 号岗亭 号航站楼 \
      航站楼 食堂 号食堂 栋楼 号馆 号平房
      """
    ),
    (.unit, "单元 门 梯 号门 单 号单元"),
    (.floor, "楼 层 f 楼层"),
    (
      .room,
      """
      室 房 户 铺 床 号床 病床 车位 号车位 摊 号摊 号摊位 摊位 号铺 号铺面 号店面 店面 号商铺 商铺 教室 寝 寝室 房间 号房 号房间 号室 号工位 工位 号位 号柜 包间 包厢 会议室 窗口 号窗口 号窗 \
      办公室 实验室 号月台 月台 号档 号档口 档口 号库位 库位 自习室 工作室 病房 卡座 号机位 展位 号展位 机房 号门面 号井
      """
    ),
    (.landmark, "诊室 号诊室 号航站楼 号厅"),
    (.group, "组 队 社 连 分场 工队 排 村民小组 小组 生产队 大队 分队 屯 井 号桥 斗 农"),
  ]
  private static let words: [[UInt32]: AddressPart] = {
    var words: [[UInt32]: AddressPart] = [:]
    for (part, text) in kinds { for word in text.split(separator: " ") { words[String(word).codes] = part } }
    return words
  }()
  private static let endings = CueTable(kinds.flatMap { $0.1.split(separator: " ").map(String.init) })

  /// What may not follow a word, because it makes another one of it: 3号线, 二楼梯口, 五组长.
  private static let notBefore: [UInt32: CodeSet] = Dictionary(
    uniqueKeysWithValues: [
      ("号", "线码机店选手桌台柜技车厂文公牌称召厅登"), ("楼", "梯道长盘上下"), ("门", "诊卫面禁冰课槛票诊"), ("区", "别域间块"),
      ("房", "子东贷价租产"),
      ("座", "椅位谈机"), ("户", "口型籍主外内"), ("层", "次级蛋"), ("社", "区保会交团"), ("组", "长织合件"), ("队", "长伍友员"),
      ("连", "接续夜衣锁带"), ("期", "间限待货中末权刊还初望款内"), ("室", "友内外温厅一二两三"), ("床", "垫单头铺上品位"), ("排", "队名骨水量座"), ("弄", "坏丢错"),
      ("铺", "设路"), ("单", "子号位程"), ("条", "件款"), ("村", "民里"), ("苑", ""), ("巷", "口子"), ("梯", "子度"), ("f", ""), ("斗", "争"),
      ("农", "民业村药"), ("井", "盖"),
    ].map { ($0.0.codes[0], CodeSet($0.1)) })

  private static let numerals = CodeSet("零〇一二三四五六七八九十百")
  private static let digitNumerals = CodeSet("零〇一二三四五六七八九幺")
  /// Letters of the Chinese order, which may stand in a number: 70甲2号.
  private static let stems = CodeSet("甲乙丙丁")
  private static let sides = CodeSet("东西南北中前后左右主裙甲乙丙丁")
  private static let compass = CodeSet("东西南北中甲乙丙丁")
  private static let sideWords = CueTable([
    "区", "楼", "座", "户", "栋", "塔", "单元", "院", "厢房", "平房", "舍", "幢", "门", "侧", "边", "面", "口", "头", "角", "墙", "门外", "门口",
    "墙外", "北角",
    "南角", "侧门",
  ])
  private static let prefixes = CueTable(["附", "自编", "负", "地下", "第", "加", "vip", "甲", "乙", "丙", "b", "加床", "隔离"])
  /// What a bare number counts, when it is no door.
  private static let measures = CodeSet("米元块人个年天月日点分秒次名台平套家份斤公里万千多条位路度小岁字号时种款瓶箱袋折倍")

  /// Whether a character may begin a numbered part.
  static func mayBegin(_ characters: TurnCharacters, _ index: Int) -> Bool {
    guard index < characters.count else { return false }
    return characters.isDigit(index) || characters.isLetter(index) || numerals.contains(characters.values[index])
      || sides.contains(characters.values[index]) || prefixes.match(characters, at: index) != nil
  }

  /// The numbered part that stands at a place.
  static func part(_ characters: TurnCharacters, at start: Int) -> (part: AddressPart, end: Int)? {
    guard mayBegin(characters, start) else { return nil }
    if sides.contains(characters.values[start]), let word = sideWords.match(characters, at: start + 1) {
      let end = start + 1 + word.count
      let word = String(String.UnicodeScalarView(word.compactMap(Unicode.Scalar.init)))
      if isAllowed(characters, end - 1, end) || word == "楼" && characters.has("道".codes, at: end) {
        switch word {
        case "院": return (.phase, end)
        case "楼": return (.building, end)
        case "区", "户", "单元", "座", "栋", "塔", "厢房", "平房", "舍", "幢":
          guard compass.contains(characters.values[start]) else { return nil }
          return (word == "区" ? .phase : word == "户" ? .room : word == "单元" ? .unit : .building, end)
        default: return (.landmark, end)
        }
      }
    }
    var place = start
    let prefix = prefixes.match(characters, at: start)
    if let prefix, prefix != "b".codes { place += prefix.count }
    let digits = place
    var hyphens = 0
    var han = 0
    var digitHan = 0
    while place < characters.count, place - digits < 14 {
      let code = characters.values[place]
      if characters.isDigit(place) || characters.isLetter(place) || place > digits && han == 0 && stems.contains(code) {
        if characters.isLetter(place), han > 0 { break }
      } else if numerals.contains(code) {
        if place > digits, han == 0 { break }
        han += 1
        if digitNumerals.contains(code) { digitHan += 1 }
      } else if code == 0x2D || code == 0x2014 || code == 0x2013, place > digits,
        characters.isDigit(place + 1) || characters.isLetter(place + 1)
      {
        hyphens += 1
      } else {
        break
      }
      place += 1
    }
    let length = place - digits
    if prefix == "加床".codes, length > 0 { return (.room, place) }
    guard length > 0 || prefix == "甲".codes || prefix == "乙".codes || prefix == "丙".codes else { return nil }
    let letters = (digits..<place).count { characters.isLetter($0) }
    if let ending = endings.match(characters, at: place), let part = words[ending], letters <= 2,
      length > 0 || part == .building || ending == "单元".codes
    {
      var end = place + ending.count
      if isAllowed(characters, end - 1, end)
        || ending.count == 1 && part == .floor && characters.has("道".codes, at: end)
      {
        if ending == "号之".codes {
          guard end < characters.count, numerals.contains(characters.values[end]) || characters.isDigit(end) else {
            return nil
          }
          end += 1
          return (.house, end)
        }
        if part == .street, han != length || self.part(characters, at: end)?.part != .house { return nil }
        if part == .landmark, han == 0, length >= 3 { return (.room, end) }
        if ending == "座".codes, length >= 3 + letters, han == 0 { return (.room, end) }
        // 甲楼 and A楼 are buildings.
        if part == .floor, ending == "楼".codes, length == letters { return (.building, end) }
        if ending == "楼".codes, hyphens == 0, han == 0, letters == 0, length >= 3 { return (.building, end) }
        if part == .phase, ending == "村".codes || ending == "苑".codes, prefix != "第".codes { return nil }
        if part == .group, ending == "屯".codes || ending == "斗".codes || ending == "农".codes { return nil }
        if ending == "单".codes { return nil }
        return (part, end)
      }
      // 12号楼下, 8号楼梯口: the house alone.
      if ending == "号楼".codes { return (.house, place + 1) }
    }
    guard prefix == nil || prefix == "b".codes || prefix == "vip".codes || hyphens > 0 else { return nil }
    // K35+200 on a motorway.
    if characters.has("k".codes, at: digits), place < characters.count, characters.values[place] == 0x2B {
      var end = place + 1
      while characters.isDigit(end) { end += 1 }
      return (.house, characters.has("处".codes, at: end) ? end + 1 : end)
    }
    if characters.isHan(place), han == 0, measures.contains(characters.values[place]) { return nil }
    if place < characters.count, [0x25, 0x2E, 0x3A, 0x2F, 0x2B].contains(characters.values[place]),
      characters.isDigit(place + 1) || characters.values[place] == 0x25
    {
      return nil
    }
    // 2023-11-05 is a day.
    if hyphens >= 2, characters.has("20".codes, at: digits) || characters.has("19".codes, at: digits),
      characters.isDigit(digits + 3)
    {
      return nil
    }
    if hyphens >= 2 {
      // 400-800-8888 is a telephone: only the last number of a door is long.
      let pieces = characters.values[digits..<place].split(separator: 0x2D)
      let isShort = pieces.dropLast().allSatisfy { $0.count { (0x30...0x39).contains($0) } <= 2 }
      return isShort && letters <= 4 && length <= 14 ? (.code, place) : nil
    }
    if han == length { return han >= 3 && han <= 4 && digitHan == han ? (.door, place) : nil }
    guard characters.isDigit(place - 1) || characters.isDigit(digits), letters <= 2 else { return nil }
    if hyphens == 1 { return length >= 3 && length <= 9 ? (.door, place) : nil }
    return (2...5).contains(length) && length - letters >= (letters > 0 ? 1 : 3) ? (.door, place) : nil
  }

  /// Whether what follows leaves a word what it is.
  private static func isAllowed(_ characters: TurnCharacters, _ last: Int, _ end: Int) -> Bool {
    guard end < characters.count, let set = notBefore[characters.values[last]] else { return true }
    return !set.contains(characters.values[end])
  }
}
