/// Chinese postal addresses, and places in a building, a hospital, a market or a village.
///
/// From every place where a name may begin, parts are read as long as they last; what they are decides whether together
/// they tell where something is.
enum AddressRecognizer {
  private static let provinces = CueTable([
    "北京", "天津", "上海", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东",
    "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾", "内蒙古", "广西", "西藏", "宁夏", "新疆", "香港", "澳门",
  ])
  private static let provinceEndings = CueTable([
    "省", "市", "自治区", "壮族自治区", "回族自治区", "维吾尔自治区", "特别行政区",
  ])

  /// Characters that no name of a place contains.
  private static let breaks = CodeSet(
    "，。,.!！?？:：;；、 （）()【】[]\"“”‘’|/\n\t①②③④⑤址的了我你您他她咱俺吗呢吧么嘛把给被让请帮这那哪很也就还又没说想问是在到住从往与跟及寄送换改叫填收去放称找等喊搬看要不点写")
  /// Words with such a character that name a place, or that are ordinary words before one.
  private static let names = CueTable([
    "解放", "开放", "写字楼", "到达层", "家属院", "家属楼", "家属区", "喇嘛", "放射", "放疗", "住院", "住宅", "不夜城", "那达慕", "送变电", "收费站", "点将台",
    "护士站", "护士台", "换药室", "要道", "从化", "理想", "梦想", "看守所", "又一", "不锈钢", "收发室", "问询处",
  ])
  private static let fillers = CueTable([
    "地址", "门牌", "车牌", "路牌", "患者", "病人", "师傅", "小姐", "先生", "女士", "大姐", "阿姨", "电话", "快递", "包裹", "麻烦", "家住", "现住", "位于",
    "退货", "上门", "反映",
    "投诉",
    "报修", "报装", "来电", "产妇", "业主", "住户", "租客", "用户", "客户", "护士", "整个", "每个", "哪个", "某个", "隔壁", "所有", "定位", "位置", "到达",
    "邻居", "家属",
    "签收", "外卖", "放在", "目前", "现在", "转到", "取件", "收货", "发货", "地点", "物业", "装在", "停在", "整栋", "我家",
  ])
  /// Characters after which a name may begin, though names contain them too.
  private static let soft = CodeSet("和成为来装转停回会家对按订约取拿丢栋")

  static func entities(_ characters: TurnCharacters) -> [Entity] {
    let isBreak = breaks(in: characters)
    var found: [Entity] = []
    var index = 0
    while index < characters.count {
      guard !isBreak[index], mayBegin(characters, isBreak, index),
        let address = address(characters, isBreak, from: index)
      else {
        index += 1
        continue
      }
      found.append(Entity(.address, [characters.bytes(address)], isVerified: false))
      index = address.upperBound
    }
    return found
  }

  /// Which characters no name contains where they stand.
  private static func breaks(in characters: TurnCharacters) -> [Bool] {
    var isBreak = characters.values.map { breaks.contains($0) }
    var index = 0
    while index < characters.count {
      if let name = names.match(characters, at: index) {
        for place in index..<index + name.count { isBreak[place] = false }
        index += name.count
      } else if let filler = fillers.match(characters, at: index) {
        for place in index..<index + filler.count { isBreak[place] = true }
        index += filler.count
      } else {
        index += 1
      }
    }
    return isBreak
  }

  /// Whether an address may begin at a place.
  private static func mayBegin(_ characters: TurnCharacters, _ isBreak: [Bool], _ index: Int) -> Bool {
    guard characters.isHan(index) || characters.isDigit(index) || characters.isLetter(index) else { return false }
    guard index > 0, !isBreak[index - 1] else { return true }
    if characters.isDigit(index) || characters.isLetter(index) {
      return !characters.isDigit(index - 1) && !characters.isLetter(index - 1) && characters.values[index - 1] != 0x2D
    }
    return !characters.isHan(index - 1) || soft.contains(characters.values[index - 1])
      || provinces.match(characters, at: index) != nil
  }

  /// The address that begins exactly here, if one does.
  private static func address(_ characters: TurnCharacters, _ isBreak: [Bool], from start: Int) -> Range<Int>? {
    var reading = AddressReading()
    var place = start
    if let province = provinces.match(characters, at: start) {
      place += province.count
      place += provinceEndings.match(characters, at: place)?.count ?? 0
      reading.add(.province, place)
    }
    while place < characters.count, reading.parts.count < 16 {
      let gap = AddressReading.gap(characters, at: place)
      if place > start, let next = AddressNumbers.part(characters, at: place + gap.count),
        !gap.isComma || ![.house, .door, .phase, .group, .landmark].contains(next.part),
        next.part != .door || reading.mayHaveDoor(characters, place..<next.end)
      {
        reading.add(next.part, next.end)
        place = next.end
        continue
      }
      if place == start, let next = AddressNumbers.part(characters, at: place),
        [.building, .unit, .floor, .house, .phase, .code, .room].contains(next.part)
          || next.part == .door && start > 0 && characters.values[start - 1] == 0x4F4F,
        next.part != .phase || AddressNumbers.part(characters, at: next.end) != nil,
        next.part != .house || AddressNumbers.part(characters, at: next.end) != nil
      {
        reading.add(next.part, next.end)
        place = next.end
        continue
      }
      guard gap.count == 0 || !gap.isComma,
        let next = AddressParts.part(characters, isBreak, at: place + gap.count, after: reading.last),
        !reading.isJoined(characters, place)
      else { break }
      reading.add(next.part, next.end, isNamed: next.isNamed)
      place = next.end
    }
    if let crossing = AddressReading.crossing(characters, isBreak, reading) { return start..<crossing }
    if reading.parts.isEmpty { return AddressLandmarks.unnamed(characters, isBreak, start).map { start..<$0 } }
    let isAnnounced = isAnnounced(characters, start)
    let isAddress = reading.isAddress(isAnnounced: isAnnounced, from: start, characters)
    if let first = reading.parts.first,
      let mark = AddressLandmarks.end(
        characters, isBreak, reading, isShort: first.end - start < 3, isAnnounced: isAnnounced,
        isAddress: isAddress)
    {
      return start..<mark
    }
    guard isAddress else { return nil }
    return reading.end - start >= 3 ? start..<reading.end : nil
  }

  private static let announcers = CodeSet("住址牌在到送放去家寄是")

  /// Whether the character before a place announces where somebody lives or something goes.
  private static func isAnnounced(_ characters: TurnCharacters, _ index: Int) -> Bool {
    index > 0 && announcers.contains(characters.values[index - 1])
  }
}
