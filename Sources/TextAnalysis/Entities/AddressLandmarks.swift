/// Ways to a place that are told from a place with a name: 幸福村二排东数第三户, 菜场往东一百米, 小区南门西侧水果店.
enum AddressLandmarks {
  private static let ordinals = CodeSet("家户间棵摊排栋")
  private static let numerals = CodeSet("一二三四五六七八九十两0123456789百几")
  private static let ends = CueTable(["那户", "那家", "那个院", "那个院子", "底下"])
  private static let relations = CueTable([
    "旁边", "隔壁", "对面", "斜对面", "斜对过", "对过", "后面", "前面", "后头", "前头", "后门", "边上", "里面", "东侧", "西侧", "南侧", "北侧", "东面", "西面",
    "南面",
    "北面", "东头", "西头", "南头", "北头", "东口", "西口", "南口", "北口", "东门", "西门", "南门", "北门", "往东", "往西", "往南", "往北", "往里", "往前",
    "左转", "右转",
    "左拐", "右拐", "左手", "右手", "进门", "进去", "上坡", "下坡", "旁的", "拐角", "路口", "东北角", "西北角", "东南角", "西南角", "出口", "入口",
  ])
  /// What ends the names of shops and houses.
  private static let shops = CodeSet("店铺馆院房棚摊亭厂门户屋站")
  /// Characters of a way that names do not contain.
  private static let way = CodeSet("往的那在第到")

  /// The end of the way that goes on from the parts read, if there is one that tells where something is.
  static func end(
    _ characters: TurnCharacters, _ isBreak: [Bool], _ reading: AddressReading, isShort: Bool, isAnnounced: Bool,
    isAddress: Bool
  ) -> Int? {
    guard let last = reading.parts.last, reading.hasAnchor else { return nil }
    var place = last.end
    var related = reading.parts.count { $0.part == .landmark || $0.part == .relation }
    var lastRelation = place
    let limit = min(characters.count, last.end + 24)
    while place < limit, characters.isHan(place) || characters.isDigit(place),
      !isBreak[place] || way.contains(characters.values[place])
    {
      if characters.has("第".codes, at: place), place + 2 < characters.count,
        numerals.contains(characters.values[place + 1]), ordinals.contains(characters.values[place + 2])
      {
        return place + 3
      }
      if related > 0, !isShort, characters.has("米".codes, at: place), numerals.contains(characters.values[place - 1]) {
        return tail(characters, isBreak, place + 1)
      }
      if !isAddress, !isShort, related > 0, !characters.has("的".codes, before: place),
        let end = ends.match(characters, at: place)
      {
        return place + end.count
      }
      if characters.has("公里处".codes, at: place) { return place + 3 }
      if let relation = relations.match(characters, at: place) {
        related += 1
        place += relation.count
        lastRelation = place
        continue
      }
      place += 1
    }
    if characters.has("k".codes, at: place), let number = AddressNumbers.part(characters, at: place),
      number.part == .house
    {
      return number.end
    }
    if reading.hasVillage, !isAddress, related > 0, reading.parts.count > 2 { return last.end }
    guard !isAddress, !isShort, related >= (reading.hasVillage || isAnnounced ? 1 : 2) else { return nil }
    let start = characters.has("的".codes, at: lastRelation) ? lastRelation + 1 : lastRelation
    let end = tail(characters, isBreak, start)
    if related == 1, !reading.hasVillage, end == start || !shops.contains(characters.values[end - 1]) { return nil }
    return end > start || reading.hasVillage && start > last.end + 2 ? end : nil
  }

  /// The end of a way from something without a word for what it is, to a house that is counted: 大坝下面第一家.
  static func unnamed(_ characters: TurnCharacters, _ isBreak: [Bool], _ start: Int) -> Int? {
    var place = start
    var related: Int?
    while place < min(characters.count, start + 16), characters.isHan(place),
      !isBreak[place] || way.contains(characters.values[place])
    {
      if let from = related, place >= from, characters.has("第".codes, at: place), place + 2 < characters.count,
        numerals.contains(characters.values[place + 1]), houses.contains(characters.values[place + 2])
      {
        return place + 3
      }
      if place >= start + 2,
        let relation = relations.match(characters, at: place) ?? slopes.match(characters, at: place)
      {
        place += relation.count
        related = place
      } else {
        place += 1
      }
    }
    return nil
  }

  private static let houses = CodeSet("家户棵")
  private static let slopes = CueTable(["下面", "脚下", "桥头", "船头", "村口", "路边", "河边", "门口", "后边", "前边"])

  /// The end of the short noun that follows.
  private static func tail(_ characters: TurnCharacters, _ isBreak: [Bool], _ start: Int) -> Int {
    var end = start
    while end < characters.count, characters.isHan(end), !isBreak[end], end - start < 7 { end += 1 }
    return end - start < 7 ? end : start
  }
}
