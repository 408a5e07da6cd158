/// Chinese postal addresses: 省市区路号.
enum AddressRecognizer {
  private static let provinces = CueTable([
    "北京", "天津", "上海", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东",
    "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾", "内蒙古", "广西", "西藏", "宁夏", "新疆", "香港", "澳门",
  ])

  /// A part of an address: its last characters and how much it tells.
  private enum Part { case region, street, estate, number }

  private static let endingWords: [(String, Part, ClosedRange<Int>)] = [
    ("特别行政区", .region, 2...3), ("自治区", .region, 2...6), ("自治州", .region, 2...8), ("自治县", .region, 2...8),
    ("开发区", .region, 2...6),
    ("省", .region, 2...3), ("市", .region, 1...5), ("区", .region, 1...5), ("县", .region, 1...5), ("镇", .region, 1...5),
    ("乡", .region, 1...5),
    ("街道", .region, 1...5), ("村", .region, 1...5), ("大道", .street, 1...6), ("大街", .street, 1...6),
    ("胡同", .street, 1...6), ("路", .street, 1...7),
    ("街", .street, 1...6), ("道", .street, 2...8), ("巷", .street, 1...6), ("弄", .street, 1...4), ("小区", .estate, 1...8),
    ("嘉园", .estate, 1...8), ("佳苑", .estate, 1...8), ("公馆", .estate, 1...8),
    ("国际", .estate, 2...8), ("名城", .estate, 2...8), ("商城", .estate, 2...8), ("软件园", .estate, 1...8),
    ("园区", .estate, 2...8), ("园", .estate, 2...6), ("里", .estate, 2...4), ("步行街", .street, 1...6),
    ("花园", .estate, 1...8),
    ("家园", .estate, 1...8), ("公寓", .estate, 1...8), ("大厦", .estate, 1...8), ("新村", .estate, 1...6),
    ("广场", .estate, 1...8), ("公馆", .estate, 1...8),
    ("苑", .estate, 1...8), ("府", .estate, 2...6), ("湾", .estate, 2...6), ("城", .estate, 2...6), ("庄园", .estate, 1...8),
    ("中心", .estate, 2...8),
    ("科技园", .estate, 1...8), ("产业园", .estate, 1...8), ("工业园", .estate, 1...8), ("学院", .estate, 2...8),
    ("大学", .estate, 2...8), ("宿舍", .estate, 0...6),
  ]
  private static let endings: [(codes: [UInt32], part: Part, name: ClosedRange<Int>)] = endingWords.map {
    ($0.0.codes, $0.1, $0.2)
  }

  private static let endingFirsts = CodeSet(endingWords.map { String($0.0.prefix(1)) }.joined())

  private static let numberEndings = CueTable([
    "号楼", "号院", "单元", "号", "栋", "幢", "座", "楼", "层", "室", "弄", "户", "房", "组", "门", "期", "区", "排", "房间", "铺",
  ])

  /// Characters that no place name begins with or contains when we look for its beginning.
  private static let breaks = CodeSet("，。,.!！?？:：;；、 （）()【】[]\"“”\n址牌收的是在到了住我你您他她们把给寄送往从和跟与及请帮麻烦就改成换为叫填写")

  static func entities(_ characters: TurnCharacters) -> [Entity] {
    var found: [Entity] = []
    var index = 0
    while index < characters.count {
      guard characters.isHan(index) || characters.isDigit(index), !breaks.contains(characters.values[index]),
        let address = address(characters, from: index)
      else {
        index += 1
        continue
      }
      found.append(Entity(.address, [characters.bytes(address)], isVerified: false))
      index = address.upperBound
    }
    return found
  }

  /// The address that begins exactly here, if one does.
  private static func address(_ characters: TurnCharacters, from start: Int) -> Range<Int>? {
    if start > 0, characters.isHan(start - 1), !breaks.contains(characters.values[start - 1]),
      characters.values[start - 1] != 0x653E,
      provinces.match(characters, at: start) == nil
    {
      return nil
    }
    if breaks.contains(characters.values[start]) { return nil }
    var place = start
    var counts: [Part: Int] = [:]
    var end = start
    var hasProvince = false
    if let province = provinces.match(characters, at: start) {
      place += province.count
      if characters.has("省".codes, at: place) || characters.has("市".codes, at: place) { place += 1 }
      for name in ["自治区", "壮族自治区", "回族自治区", "维吾尔自治区", "特别行政区"] where characters.has(name.codes, at: place) {
        place += name.count
        break
      }
      hasProvince = true
      counts[.region] = 1
      end = place
    }
    parts: while place < characters.count {
      while place < characters.count, characters.values[place] == 0x20 || characters.values[place] == 0x2D,
        place > start
      { place += 1 }
      if let next = number(characters, at: place) {
        guard next.isNumbered || (counts[.street] ?? 0) + (counts[.estate] ?? 0) > 0 else { break }
        counts[.number, default: 0] += 1
        place = next.end
        end = place
        continue
      }
      guard let next = part(characters, at: place) ?? (place == start ? building(characters, at: place) : nil) else {
        break parts
      }
      counts[next.part, default: 0] += 1
      place = next.end
      end = place
    }
    let regions = counts[.region] ?? 0
    let streets = counts[.street] ?? 0
    let estates = counts[.estate] ?? 0
    let numbers = counts[.number] ?? 0
    let isAddress =
      numbers >= 1 && streets + estates >= 1 || regions >= 2 && streets + estates + numbers >= 1 || regions >= 3
      || regions >= 1 && streets + estates >= 2 || numbers >= 3 && characters.isDigit(start)
      || regions >= 2 && hasProvince || numbers >= 2 && regions >= 1
    return isAddress && end - start >= 4 ? start..<end : nil
  }

  /// A named part: the shortest name with an ending.
  private static func part(_ characters: TurnCharacters, at start: Int) -> (part: Part, end: Int)? {
    var length = 0
    while length <= 8, start + length < characters.count {
      let place = start + length
      // The longest ending at the nearest place: 花园 rather than 园.
      for ending in endingFirsts.contains(characters.values[place]) ? endings : []
      where ending.name.contains(length) && characters.has(ending.codes, at: place) {
        // 路 in 路口 and 市 in 市场 end no name; 中山北路, 南京西路 do.
        let next = place + ending.codes.count
        if ending.codes == "区".codes, characters.has("号".codes, at: next) { continue }
        if ending.codes == "市".codes, characters.has("场".codes, at: next) { continue }
        // 花园路, 中心街: the road's name goes on.
        if ending.part == .estate || ending.part == .region,
          ["路", "街", "大道"].contains(where: { characters.has($0.codes, at: next) }),
          ending.codes != "里".codes || !characters.isHan(next + 1)
        {
          if ending.part == .estate { continue }
          if ending.codes.count == 1, length <= 2 { continue }
        }
        if ending.codes == "里".codes, !characters.isDigit(next),
          !(next < characters.count && hanNumbers.contains(characters.values[next]))
        {
          continue
        }
        if ending.codes == "国际".codes, !characters.isDigit(next), !characters.isHan(next) { continue }
        if ending.codes == "街".codes, characters.has("道".codes, at: next) { continue }
        return (ending.part, next)
      }
      guard characters.isHan(place) || characters.isDigit(place) || characters.isLetter(place),
        !breaks.contains(characters.values[place])
      else { return nil }
      length += 1
    }
    return nil
  }

  /// A place known by its name alone, before the number of a building: 恒大绿洲9栋2单元.
  private static func building(_ characters: TurnCharacters, at start: Int) -> (part: Part, end: Int)? {
    var place = start
    while place < characters.count, place - start < 8, characters.isHan(place),
      !breaks.contains(characters.values[place])
    { place += 1 }
    guard place - start >= 3, characters.isDigit(place) || characters.isLetter(place),
      let first = number(characters, at: place),
      first.isNumbered,
      characters.has("栋".codes, before: first.end) || characters.has("幢".codes, before: first.end)
        || characters.has("号楼".codes, before: first.end) || characters.has("座".codes, before: first.end)
    else { return nil }
    // A second number, or an end, tells a door from a count.
    return number(characters, at: first.end) != nil ? (.estate, place) : nil
  }

  private static let hanNumbers = CodeSet("零一二三四五六七八九十百甲乙丙丁东南西北")

  /// A number with its word, or a bare door number such as 3-2-501.
  private static func number(_ characters: TurnCharacters, at start: Int) -> (end: Int, isNumbered: Bool)? {
    var place = start
    while place < characters.count, place - start < 8,
      characters.isDigit(place) || (characters.isLetter(place) && place - start < 2)
        || hanNumbers.contains(characters.values[place])
        || (place > start && characters.values[place] == 0x2D
          && (characters.isDigit(place + 1) || characters.isLetter(place + 1)))
    {
      place += 1
    }
    guard place > start else { return nil }
    if let ending = numberEndings.match(characters, at: place) {
      return (place + ending.count, true)
    }
    let isBare =
      characters.isDigit(start)
      && !(place < characters.count && characters.isHan(place) && !breaks.contains(characters.values[place]))
    return isBare && place - start >= 3 ? (place, false) : nil
  }
}
