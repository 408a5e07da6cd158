/// Chinese names by the words around them.
enum NameRecognizer {
  /// After these a name stands, and little else.
  private static let strongCues = CueTable([
    "我叫", "名字叫", "名字是", "我名字", "姓名", "收件人", "收货人", "联系人", "申请人", "持卡人", "户名", "开户名", "开户人", "投保人", "被保险人",
    "受益人", "经办人", "签收人", "寄件人", "发件人", "机主", "业主", "车主", "乘客", "旅客", "入住人", "患者", "法人", "借款人", "紧急联系人", "本人姓名",
    "真实姓名", "名叫", "全名", "大名", "叫做", "他叫", "她叫", "老公叫", "老婆叫", "妈妈叫", "爸爸叫", "儿子叫", "女儿叫",
  ])
  /// After these a name may stand: it must be a whole one and end the clause.
  private static let weakCues = CueTable(["我是", "您是", "你是", "这边是", "本人", "请问是", "他是", "她是", "叫", "写的是", "写", "名字"])
  private static let surnameCues = CueTable(["免贵姓", "我姓", "姓", "贵姓"])
  private static let links = CueTable(["就是", "应该是", "写的是", "写", "是", "为", "叫", ":", "：", " ", "=", "、", "，", ","])
  private static let titles = CueTable(["先生", "女士", "小姐", "太太", "同学", "阿姨", "大爷", "师傅", "老师", "经理", "医生", "总"])

  static func entities(_ characters: TurnCharacters) -> [Entity] {
    var found: [Range<Int>] = []
    for index in 0..<characters.count {
      if let cue = strongCues.match(characters, at: index) {
        if let name = name(characters, afterLinks: index + cue.count, isStrong: true) { found.append(name) }
      } else if let cue = surnameCues.match(characters, at: index) {
        let place = index + cue.count
        if let length = Surnames.length(characters, at: place), !characters.has("名".codes, at: place) {
          // 姓张, 姓张叫伟: the surname alone.
          let next = place + length
          let isEnd =
            next == characters.count || !characters.isHan(next) || "的呢吧啊哦，。叫名单和".codes.contains(characters.values[next])
          if isEnd { found.append(place..<next) }
        }
      } else if let cue = weakCues.match(characters, at: index) {
        if let name = name(characters, afterLinks: index + cue.count, isStrong: false) { found.append(name) }
      }
      if let title = titles.match(characters, at: index),
        let name = name(characters, beforeTitle: index, isRespectful: title.count == 2)
      {
        found.append(name)
      }
    }
    return merged(found).map { Entity(.name, [characters.bytes($0)], value: value(characters, $0), isVerified: false) }
  }

  /// The exact occurrences of names the record itself gives.
  static func entities(named names: [[UInt32]], _ characters: TurnCharacters) -> [Entity] {
    var found: [Range<Int>] = []
    for name in names {
      var index = 0
      while index + name.count <= characters.count {
        guard characters.has(name, at: index) else {
          index += 1
          continue
        }
        let isWord = (0x61...0x7A).contains(name[0])
        if !isWord || !characters.isLetter(index - 1) && !characters.isLetter(index + name.count) {
          found.append(index..<index + name.count)
        }
        index += name.count
      }
    }
    return merged(found).map { Entity(.name, [characters.bytes($0)], value: value(characters, $0)) }
  }

  private static func value(_ characters: TurnCharacters, _ range: Range<Int>) -> [UInt8] {
    Array(String(String.UnicodeScalarView(characters.values[range].compactMap(Unicode.Scalar.init))).utf8)
  }

  private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for range in ranges.sorted(by: { ($0.lowerBound, -$0.upperBound) < ($1.lowerBound, -$1.upperBound) }) {
      if let last = result.last, range.lowerBound < last.upperBound { continue }
      result.append(range)
    }
    return result
  }

  /// Ends of a name: what follows it when it is over.
  private static let followers = Set("，。,.!！?？:：;；、 （）()的吗呢吧啊呀哦嘛么\n~先女小同老电手身联今年是住在这那想要想办买说给了有，".codes)
  /// Characters that given names do not have.
  private static let notGiven = Set(
    "的了是在我你他她它这那吗呢吧啊呀哦嘛么不没也都就很太会能要想买退换问说跟与及或被把给让向从到于已还又再才只个位本号码户单件手机电话身份证住址今昨后里外上下去吃做办开关打发收付款元块钱卡贷账银行投诉客服商店快递员工司"
      .codes)
  /// Words that begin with a surname and are no names.
  private static let notNames = CueTable([
    "高兴", "高级", "高峰", "金卡", "金牌", "白金", "方便", "周一", "周二", "周三", "周四", "周五", "周六", "周日", "周末", "周到", "万一", "钱包", "马上",
    "安全", "安装",
    "安排", "温度", "常用", "常州", "常见", "平时", "平台", "平安", "成都", "成功", "成员", "成年", "黄金", "黄色", "项目", "余额", "毛病", "江苏", "江西",
    "任何", "任务", "时候", "时间",
    "关于", "关注", "支付", "单位", "单号", "单独", "包裹", "包邮", "石家庄", "花呗", "花钱", "应该", "应用", "从来", "白天", "白条", "白色", "宁波", "宁夏",
    "宁愿", "连接", "连续",
    "连", "冷静", "管理", "管家", "农行", "农业", "农村", "经理", "全部", "全国", "全款", "全家", "华为", "华夏", "于是", "易购", "水果", "海尔", "海淘",
    "国家", "文件", "米粉",
    "计划", "新用户", "新客户", "新手", "老用户", "老客户", "老人", "向", "和", "对", "车主", "房东", "房客", "房主", "司机", "学生", "黑卡", "金融", "通过",
    "解决", "别人", "别的", "商家",
    "商户", "商品", "家长", "家属", "家里", "家用", "强烈", "曾经", "相关", "能", "都", "习惯", "幸福", "广州", "广东", "东莞", "苏州", "杭州", "郑州", "贾",
    "卜", "尚未", "明天", "明白", "左右",
    "支持", "甘肃", "云南", "贵州", "贵宾", "贵公司", "荣耀", "英语", "英文", "空", "满意", "满", "充值", "充电", "夏天", "冬天", "秋天", "元旦", "古装",
    "柳州", "福建", "福州", "孔",
    "祝您", "谢谢", "谢", "麻烦", "步骤", "党员", "季度", "季节", "洗衣机", "司法", "代理", "代收", "戴", "雷电", "段", "汤", "程序", "游戏", "莫", "路",
    "区", "乐", "凤凰", "双方",
    "何时", "何地", "何人", "为何", "如何", "顾客", "顾虑", "干", "史上", "叶", "雪", "林业", "张家口", "张家界", "徐州", "朱", "许多", "许可", "吴江",
    "陆续", "陆地", "田", "梅",
    "会员", "普通", "vip",
  ])

  private static func isNoName(_ characters: TurnCharacters, _ place: Int, _ length: Int) -> Bool {
    (notNames.match(characters, at: place)?.count ?? 0) >= 2
  }

  private static func name(_ characters: TurnCharacters, afterLinks start: Int, isStrong: Bool) -> Range<Int>? {
    var place = start
    for _ in 0..<3 {
      guard let link = links.match(characters, at: place) else { break }
      if !isStrong, [0x2C, 0xFF0C, 0x3001, 0x20].contains(link[0]) { break }
      place += link.count
    }
    guard let surname = Surnames.length(characters, at: place) else {
      return isStrong ? ethnicName(characters, place) : nil
    }
    guard !isNoName(characters, place, surname) else { return nil }
    var given = 0
    while given < 2, characters.isHan(place + surname + given) {
      let next = place + surname + given
      if titles.match(characters, at: next)?.count == 2 { break }
      if notGiven.contains(characters.values[next]) { break }
      given += 1
    }
    guard given >= 1 else { return nil }
    let end = place + surname + given
    let isClosed =
      end == characters.count || !characters.isHan(end) || followers.contains(characters.values[end])
    if isStrong { return isClosed || given == 2 ? place..<end : nil }
    // A weak cue wants a clause that ends with the name, or a title, or 吗.
    let isWhole =
      end == characters.count || !characters.isHan(end) && !characters.isLetter(end) && !characters.isDigit(end)
      || titles.match(characters, at: end)?.count == 2 || characters.has("吗".codes, at: end)
      || characters.has("的".codes, at: end) && characters.has("家人".codes, at: end + 1)
    return isWhole ? place..<end : nil
  }

  /// Names with a dot: 买买提·艾力.
  private static func ethnicName(_ characters: TurnCharacters, _ place: Int) -> Range<Int>? {
    var end = place
    var dots = 0
    while end < characters.count, end - place < 16 {
      if characters.values[end] == 0xB7 || characters.values[end] == 0x2022 {
        dots += 1
      } else if !characters.isHan(end) {
        break
      }
      end += 1
    }
    return dots >= 1 && end - place >= 4 ? place..<end : nil
  }

  private static func name(
    _ characters: TurnCharacters, beforeTitle title: Int, isRespectful: Bool
  ) -> Range<Int>? {
    // The longest name wins: surname and two, surname and one, surname alone.
    for given in [2, 1, 0] {
      for surname in [2, 1] {
        let start = title - given - surname
        guard start >= 0, Surnames.length(characters, at: start) == surname,
          (start..<title).allSatisfy({ characters.isHan($0) }),
          !(start + surname..<title).contains(where: { notGiven.contains(characters.values[$0]) })
        else { continue }
        if isNoName(characters, start, surname) { continue }
        // 一位先生, 这位女士, 黄金小姐: a surname alone stands at a beginning, or after a word that cannot end a name.
        if given == 0 {
          guard isRespectful || characters.has("总".codes, at: title) else { return nil }
          if surname == 1, start > 0, characters.isHan(start - 1), !opensName(characters.values[start - 1]) { continue }
          if characters.has("总".codes, at: title) {
            let next = title + 1
            guard start == 0 || !characters.isHan(start - 1), next == characters.count || !characters.isHan(next) else {
              return nil
            }
          }
        } else if start > 0, characters.isHan(start - 1), !opensName(characters.values[start - 1]), given == 2,
          surname == 1,
          Surnames.length(characters, at: start + 1) == 1
        {
          // 联系张伟先生 rather than 系张伟: prefer the later surname if the character before is part of a word.
          continue
        }
        return start..<title
      }
    }
    return nil
  }

  private static let openers = Set("好的是叫请问给找为和跟与对，联系让向您你呢啊嗯哦我看等说到".codes)
  private static func opensName(_ value: UInt32) -> Bool { openers.contains(value) }
}
