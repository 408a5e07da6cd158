/// Names in Chinese talk that are not built as Chinese names are: 玛丽亚·冈萨雷斯, 扎西次仁, 佐藤先生, 我叫 Lily.
enum ForeignNames {
  private static let notInName = CodeSet("叫名人")
  private static let ends = CodeSet("个车的了是在我你他她它这那吗呢吧啊不没也都就很要想退换问说跟与及被把给让向从到什么谁怎")
  private static let surnames = CueTable([
    "佐藤", "铃木", "高桥", "田中", "伊藤", "渡边", "山本", "中村", "小林", "加藤", "吉田", "山田", "佐佐木", "山口", "松本", "井上", "木村", "斋藤", "清水",
    "朴", "阮", "史密斯", "约翰逊", "威廉", "布朗", "琼斯", "米勒", "安德森", "托马斯", "怀特", "迈克尔", "大卫", "约翰", "彼得",
  ])
  /// The syllables that transcriptions and names of minorities are written with.
  private static let syllables = CodeSet(
    "阿艾爱安奥巴白贝本比别宾波伯布查次达戴丹道德邓蒂丁迪杜顿多恩尔法菲费芬佛弗福盖冈高戈格葛古瓜哈海汉赫亨霍基吉加贾杰金卡凯坎康考科克肯库拉莱赖兰朗劳勒雷里理丽利力莉连林琳龙卢鲁路伦罗洛吕玛马迈曼梅米蒙莫穆姆娜纳奈楠内尼妮涅宁努诺欧帕潘佩皮珀普"
      + "奇齐乔琴日荣茹瑞萨赛桑瑟莎沙尚舍什史斯丝松苏索塔泰坦汤特提汀图吐托娃瓦万威韦维温文沃乌吾希西夏肖谢辛欣休雅亚延扬耶叶伊依因英尤约泽扎珍朱卓孜兹祖买热木江洪拜昆仁旺珠央措拉姆木勒特布日其其格")

  /// The name in letters, or in syllables of another language, after a cue that promises a name.
  static func name(
    _ characters: TurnCharacters, after start: Int, _ cue: [UInt32], _ original: (Range<Int>) -> ArraySlice<UInt8>
  ) -> Range<Int>? {
    var place = start
    var isLinked = cue.last == 0x53EB
    while place < characters.count,
      [0x20, 0x3A, 0x662F, 0x5199, 0x586B, 0x53EB, 0x4E3A, 0x3D].contains(characters.values[place])
    {
      if characters.values[place] != 0x20 { isLinked = true }
      place += 1
    }
    if characters.isLetter(place) { return latin(characters, from: place, original) }
    guard characters.isHan(place) else { return nil }
    var end = place
    while end < characters.count, end - place < 7, characters.isHan(end), !ends.contains(characters.values[end]) {
      end += 1
    }
    guard (2...6).contains(end - place), end == characters.count || !characters.isHan(end) else { return nil }
    let count = (place..<end).count { syllables.contains(characters.values[$0]) }
    return count * 4 >= (end - place) * 3 || isLinked && end - place >= 3 && end - place <= 4 ? place..<end : nil
  }

  /// A name wholly in syllables after 我是 and the like.
  static func transcribed(_ characters: TurnCharacters, from start: Int) -> Range<Int>? {
    var end = start
    while end < characters.count, end - start < 8, characters.isHan(end), syllables.contains(characters.values[end]) {
      end += 1
    }
    return end - start >= 3 && (end == characters.count || !characters.isHan(end)) ? start..<end : nil
  }

  /// How many characters of names of other languages stand together at a place.
  static func syllableCount(_ characters: TurnCharacters, _ start: Int) -> Int {
    var end = start
    while end < characters.count, characters.isHan(end), syllables.contains(characters.values[end]) { end += 1 }
    return end - start
  }

  /// The name before a title: Michael 先生, 佐藤先生, 奥卢先生.
  static func name(
    _ characters: TurnCharacters, before title: Int, _ length: Int, _ original: (Range<Int>) -> ArraySlice<UInt8>
  ) -> Range<Int>? {
    guard length == 2, title > 0 else { return nil }
    var end = title
    while end > 0, characters.values[end - 1] == 0x20 { end -= 1 }
    if characters.isLetter(end - 1) {
      var start = end
      while start > 0,
        characters.isLetter(start - 1) || characters.values[start - 1] == 0x20 && characters.isLetter(start - 2)
      { start -= 1 }
      return latin(characters, from: start, original).flatMap { $0.upperBound == end ? $0 : nil }
    }
    for length in [3, 2, 1] where title >= length {
      if surnames.match(characters, at: title - length)?.count == length { return title - length..<title }
    }
    var start = title
    while start > 0, title - start < 6, characters.isHan(start - 1), syllables.contains(characters.values[start - 1]) {
      start -= 1
    }
    return title - start >= 2 ? start..<title : nil
  }

  /// Words of letters with capitals: David Chen.
  private static func latin(
    _ characters: TurnCharacters, from start: Int, _ original: (Range<Int>) -> ArraySlice<UInt8>
  ) -> Range<Int>? {
    var end = start
    var place = start
    for _ in 0..<3 {
      let word = place
      while characters.isLetter(place)
        || place > word && place < characters.count && [0x27, 0x2D].contains(characters.values[place])
      { place += 1 }
      guard place > word, let first = original(characters.bytes(word..<place)).first, (0x41...0x5A).contains(first)
      else { break }
      let text = characters.string(word..<place)
      if EnglishNames.isStopWord(text) { break }
      end = place
      guard place < characters.count, characters.values[place] == 0x20 else { break }
      place += 1
    }
    return end - start >= 2 ? start..<end : nil
  }

  /// The name around a dot: 努尔江·阿合买提.
  static func dotted(_ characters: TurnCharacters, _ dot: Int) -> Range<Int>? {
    var start = dot
    while start > 0, dot - start < 8, characters.isHan(start - 1), !ends.contains(characters.values[start - 1]),
      !notInName.contains(characters.values[start - 1])
    { start -= 1 }
    var end = dot + 1
    while end < characters.count, end - dot < 9,
      characters.isHan(end) && !ends.contains(characters.values[end])
        || [0xB7, 0x2022].contains(characters.values[end])
    {
      if ["先生", "女士", "小姐", "太太"].contains(where: { characters.has($0.codes, at: end) }) { break }
      end += 1
    }
    // A long run behind is talk: only the syllables of names count.
    if end - dot > 6 {
      while end > dot + 1, !syllables.contains(characters.values[end - 1]) { end -= 1 }
    }
    guard dot - start >= 1, end - dot >= 3, end - start >= 4 else { return nil }
    // 桔子酒店·精选 is a shop: names are mostly syllables.
    let han = (start..<end).filter { characters.isHan($0) }
    return han.count { syllables.contains(characters.values[$0]) } * 5 >= han.count * 3 ? start..<end : nil
  }
}
