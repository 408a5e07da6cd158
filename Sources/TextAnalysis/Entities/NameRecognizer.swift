/// Chinese names by the words around them.
enum NameRecognizer {
  /// After these a name stands, and little else.
  static let strongCues = CueTable([
    "我叫", "名字叫", "名字是", "我名字", "姓名", "收件人", "收货人", "联系人", "申请人", "持卡人", "户名", "开户名", "开户人", "投保人", "被保险人",
    "受益人", "经办人", "签收人", "寄件人", "发件人", "机主", "业主", "车主", "乘客", "旅客", "入住人", "患者", "法人", "借款人", "紧急联系人", "本人姓名",
    "真实姓名", "乘机人", "法人代表", "收款人", "取件人", "代办人", "代收人", "收票人", "开票人", "付款人", "汇款人", "委托人", "提货人", "送货人", "住户是", "实际使用人",
    "使用人", "被监护人", "户主", "房主", "学员", "考生", "预约人", "受益人改成", "报案人", "当事人", "担保人",
    "监护人",
    "中文名", "英文名", "外教叫", "学名", "英文名字", "名叫", "全名", "大名", "叫做", "他叫", "她叫", "老公叫", "老婆叫", "妈妈叫", "爸爸叫", "儿子叫", "女儿叫",
  ])
  /// People somebody may name next (kin, colleagues, staff); a whole name must follow.
  static let roleCues = CueTable([
    "老公", "老婆", "丈夫", "妻子", "对象", "爱人", "男朋友", "女朋友", "爸爸", "妈妈", "我爸", "我妈", "父亲", "母亲", "儿子", "女儿", "孙子", "孙女", "弟弟",
    "妹妹", "哥哥",
    "姐姐", "我姐", "我哥", "我弟", "我妹", "表哥", "表姐", "舅舅", "叔叔", "姑姑", "室友", "同事", "同学", "朋友", "邻居", "房东", "房客", "租客", "客户",
    "顾客", "用户",
    "专员", "主管", "店长", "经理", "业务员", "配送员", "快递员", "派件员", "快递小哥", "维修工", "安装工", "维修员", "班主任", "顾问", "站长", "护士", "主播",
    "律师", "经纪人", "外教",
    "司机", "骑手", "外卖员", "太太", "老丈人", "岳父", "岳母", "公公", "婆婆", "奶奶", "爷爷", "外公", "外婆", "侄子", "侄女", "外甥", "闺女", "搭档", "战友",
    "老板", "中介", "销售", "技师", "理发师", "发型师", "摄影师", "跟拍的是", "夜班", "白班", "值班", "上次", "贵司", "护理", "新来的", "送货员", "物业", "驾驶员",
    "被保人", "客服", "店员", "导购", "家属", "主任", "院长",
    "保安", "会计", "秘书", "助理", "设计师", "工程师", "师傅", "老师", "教练", "代表", "转告", "通知",
    "打给", "寄给", "转给",
    "转账给", "举报", "投诉对象", "乘客", "旅客", "对接人", "是叫", "一个叫", "有个叫", "叫做", "不是", "应该是", "改成", "被保险人都是", "登记的是", "填的是", "写的是",
    "房本上写的", "找", "给", "请问",
    "从", "托", "问下", "和", "跟", "打到", "保单在", "号码是", "用的是", "甲方", "乙方", "亲爱的", "您好", "你好", "保洁", "月嫂", "导师", "领导", "队长",
    "都是",
  ])
  /// Kin and staff after whom a common surname begins a name, even if talk goes on without a word of grammar.
  private static let persons = CueTable([
    "老公", "老婆", "丈夫", "妻子", "男朋友", "女朋友", "爸爸", "妈妈", "父亲", "母亲", "儿子", "女儿", "孙子", "孙女", "弟弟", "妹妹", "哥哥", "姐姐", "我姐",
    "我弟", "表哥",
    "表姐", "室友", "专员", "主管", "店长", "业务员", "配送员", "快递员", "派件员", "快递小哥", "维修工", "安装工", "维修员", "班主任", "顾问", "站长", "护士",
    "主播", "经纪人", "外教", "店员",
    "导购", "家属", "设计师", "工程师", "教练", "转告", "打给", "寄给", "转给", "转账给", "举报", "投诉对象", "对接人", "甲方", "乙方", "亲爱的", "队长", "导师",
  ])
  /// Words that a whole name may follow.
  static let weakCues = CueTable(["我是", "您是", "你是", "这边是", "本人", "请问是", "他是", "她是", "叫", "写的是", "写", "名字"])
  private static let surnameCues = CueTable(["免贵姓", "我姓", "姓", "贵姓"])
  private static let links = CueTable([
    "填的是", "填的", "填", "登记的是", "改成", "就是", "应该是", "写的是", "写", "是", "为", "叫", ":", "：", " ", "=", "、", "，", ",",
  ])
  private static let titles = CueTable([
    "先生", "女士", "小姐", "太太", "同学", "阿姨", "大叔", "大伯", "大妈", "大婶", "警官", "组长", "班长", "老板", "大嫂", "教官", "书记", "局长", "厂长",
    "部长", "科长", "大爷", "师傅",
    "老师", "经理", "医生", "律师", "主任", "主管", "大夫", "护士", "教授", "总监", "院长",
    "校长", "店长",
    "队长", "所长", "站长", "叔叔", "奶奶", "爷爷", "大哥", "大姐", "总", "姐", "哥", "叔", "工", "生",
  ])

  /// The names of a turn; `original` gives the bytes of the original text of a folded range, with their capitals.
  static func entities(_ characters: TurnCharacters, original: (Range<Int>) -> ArraySlice<UInt8>) -> [Entity] {
    var found: [Range<Int>] = []
    for index in 0..<characters.count {
      if let cue = strongCues.match(characters, at: index) {
        if let name = name(characters, afterLinks: index + cue.count, isStrong: true)
          ?? ForeignNames.name(characters, after: index + cue.count, cue, original)
        {
          found.append(name)
          found += others(characters, after: name)
        }
      } else if let cue = surnameCues.match(characters, at: index) {
        let place = index + cue.count
        if let length = Surnames.length(characters, at: place), !characters.has("名".codes, at: place),
          characters.values[place] != 0x548C
        {
          // 姓张, 姓张叫伟: the surname alone.
          let next = place + length
          let isEnd =
            next == characters.count || !characters.isHan(next) || surnameEnds.contains(characters.values[next])
          if isEnd { found.append(place..<next) }
          if !isEnd, let name = name(characters, afterLinks: place, isStrong: false) { found.append(name) }
        }
      } else if let cue = weakCues.match(characters, at: index) {
        if let name = name(characters, afterLinks: index + cue.count, isStrong: false)
          ?? (cue.count >= 2 ? ForeignNames.transcribed(characters, from: index + cue.count) : nil)
        {
          found.append(name)
        }
      }
      if let cue = roleCues.match(characters, at: index),
        let name = name(characters, afterRole: index + cue.count, cue.count)
      {
        found.append(name)
        found += others(characters, after: name)
      }
      if let name = familiar(characters, index) { found.append(name) }
      if characters.values[index] == 0xB7 || characters.values[index] == 0x2022,
        let name = ForeignNames.dotted(characters, index)
      {
        found.append(name)
      }
      if let title = titles.match(characters, at: index),
        let name = name(characters, beforeTitle: index, isRespectful: title.count == 2)
          ?? ForeignNames.name(characters, before: index, title.count, original)
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

  /// Names at ranges that were found elsewhere.
  static func entities(at ranges: [Range<Int>], _ characters: TurnCharacters) -> [Entity] {
    ranges.map { Entity(.name, [characters.bytes($0)], value: value(characters, $0), isVerified: false) }
  }

  /// Whether characters may be a given name: ideographs that given names have, and no title.
  static func isGiven(_ characters: TurnCharacters, _ range: Range<Int>) -> Bool {
    range.allSatisfy { characters.isHan($0) && !notGiven.contains(characters.values[$0]) }
      && titles.match(characters, at: range.lowerBound)?.count != 2
  }

  /// Whether a title of two characters, as 先生 or 经理, stands at a place.
  static func isTitle(_ characters: TurnCharacters, _ place: Int) -> Bool {
    titles.match(characters, at: place)?.count == 2
  }

  /// Whether a name may end before a place: nothing follows, or a word of grammar or deed.
  static func isClosed(_ characters: TurnCharacters, _ end: Int) -> Bool {
    end >= characters.count || !characters.isHan(end) || closers.contains(characters.values[end])
  }

  private static func value(_ characters: TurnCharacters, _ range: Range<Int>) -> [UInt8] {
    Array(characters.string(range).utf8)
  }

  private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for range in ranges.sorted(by: { ($0.lowerBound, -$0.upperBound) < ($1.lowerBound, -$1.upperBound) }) {
      if let last = result.last, range.lowerBound < last.upperBound { continue }
      result.append(range)
    }
    return result
  }

  private static let politeTitles = CueTable(["先生", "女士", "小姐", "太太"])
  private static let surnameEnds = CodeSet("的呢吧啊哦，。叫名单和我你您他她")
  private static let beforeFamiliar = CodeSet("服工下壁系员门师个班次")
  /// Ends of words that a surname with its title follows.
  private static let beforeSurname = CodeSet("户人办谢乡烦修理件持您是给把被替帮约接为由客下家员门喂问呼约")
  /// Ends of a name: what follows it when it is over.
  private static let followers = CodeSet("，。,.!！?？:：;；、 （）()的吗呢吧啊呀哦嘛么\n~先女小同老电手身联今年是住在这那想要想办买说给了有，")
  /// Characters that given names do not have.
  private static let notGiven = CodeSet(
    "着谁栏空总姐什哈和用让帮替等各讲的了是在我你他她它这那吗呢吧啊呀哦嘛么不没也都就很太会能要想买退换问说跟与及或被把给让向从到于已还又再才只个位本号码户单件手机电话身份证住址今昨后里外上下去吃做办开关打发收付款元块钱卡贷账银行投诉客服商店快递员工司"
  )
  /// Words that begin with a surname and are no names.
  private static let notNames = CueTable([
    "钱一", "高兴", "高级", "高峰", "金卡", "金牌", "白金", "方便", "周一", "周二", "周三", "周四", "周五", "周六", "周日", "周末", "周到", "万一", "钱包",
    "马上",
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
    "会员", "普通", "vip", "信息", "来着", "车等", "车位", "车费", "车票", "全称", "全名", "什么", "名字", "路线", "路口", "路上", "路由", "水电", "水管",
    "门口", "门店", "门锁",
    "时常", "连锁", "连线", "车子", "平常", "常常", "安心", "方式", "方案", "方向", "方法", "万分", "成交", "成绩", "成本", "金额", "金色", "白天", "黄牛",
    "高手", "高层", "高价", "毛衣", "毛巾", "余下",
    "石头", "石材", "水泥", "温水", "温和", "花费", "花园", "花店", "牛奶", "马路", "马桶", "马虎", "龙头", "江湖", "海外", "海关", "海南", "海底", "云端",
    "云盘", "单子", "单据", "单价",
    "项链", "金币", "钱财", "钱款", "计算", "计费", "权限", "权益", "程度", "和谐", "和气", "和解", "幸好", "幸运", "明细", "明年", "明显", "强制", "强行",
    "满减", "满足", "包装", "包裹", "包月", "房租", "班主",
    "包退", "相机", "相册", "相应", "祝福", "祝贺", "陈述", "陈列", "张口", "张嘴", "周边", "周期", "周年", "周围", "周转", "胡说", "胡乱", "何必", "何况",
    "何处", "孙子", "孙女", "朱红",
    "许久", "许诺", "严重", "严格", "严肃", "施工", "康复", "顾及", "郑重", "唐突", "宋体", "曾用", "夏季", "秋季", "冬季", "史无", "古董", "古代", "于此",
    "谢啦", "陆运", "童装", "童鞋", "鲁莽", "乔迁",
    "雷同", "段落", "范围", "范本", "谷歌", "任意", "任性", "任职", "管道", "管用", "解释", "解绑", "解除", "解封", "解约", "房间", "房子", "房屋", "房贷",
    "司法", "司机", "国内", "国外", "国际",
    "应急", "应付", "应对", "关闭", "关系", "关键", "尤其", "边上", "边界", "白跑", "白给", "白费", "农民", "双倍", "双人", "冷冻", "冷藏", "习题", "厉害",
    "危险", "宿舍", "从前", "闭店", "向导",
    "向上", "相同", "相信", "能力", "别再", "别处", "那边", "那个", "那天", "初次", "初始", "信用", "信号", "信誉", "信任", "晚上", "晚点", "苗条", "游戏",
    "游泳", "苏打", "杭州", "海报", "易碎",
    "利息", "利率", "麦克", "党费", "米饭", "米面", "阳台", "阳光", "家庭", "家具", "经常", "经过", "由于", "由此", "元素", "计较", "计入", "宝贝", "宝宝",
    "师生", "先生", "学生", "医生", "花生", "卫生",
    "陈皮", "黄油", "黄豆", "牛肉", "羊肉", "高温", "高速", "高铁", "高考", "高清", "高于", "温泉", "常规", "常温", "洪水", "洪灾", "江山", "江南", "白酒",
    "白纸", "白金", "金属", "金牛", "钟表",
    "钟头", "钟点", "万人", "万元", "龙虾", "龙井", "马达", "马车", "毛利", "毛孔", "谢意", "章程", "文字", "文章", "文化", "文档", "方面", "安卓", "安静",
    "齐全", "康健", "储值", "储蓄", "储物",
  ])

  /// Whether a word begins here that is built like a name and is none.
  static func isNoName(_ characters: TurnCharacters, _ place: Int, _ length: Int) -> Bool {
    (notNames.match(characters, at: place)?.count ?? 0) >= 2
  }

  /// Whether a range is such a word, and no word before promises a name.
  static func isNoName(_ range: Range<Int>, _ characters: TurnCharacters) -> Bool {
    notNames.match(characters, at: range.lowerBound)?.count == range.count && range.count >= 2
      && !isAnnounced(characters, range.lowerBound)
  }

  private static func name(_ characters: TurnCharacters, afterLinks start: Int, isStrong: Bool) -> Range<Int>? {
    var place = start
    for _ in 0..<3 {
      guard let link = links.match(characters, at: place) else { break }
      if !isStrong, [0x2C, 0xFF0C, 0x3001, 0x20].contains(link[0]) { break }
      place += link.count
    }
    guard let surname = Surnames.length(characters, at: place) else { return nil }
    guard !isNoName(characters, place, surname) else { return nil }
    var given = 0
    while given < 2, characters.isHan(place + surname + given) {
      let next = place + surname + given
      if titles.match(characters, at: next)?.count == 2 { break }
      if notGiven.contains(characters.values[next]) { break }
      given += 1
    }
    guard given >= 1, !isNoName(characters, place + surname, given) else { return nil }
    let end = place + surname + given
    let isClosed =
      end == characters.count || !characters.isHan(end) || followers.contains(characters.values[end])
      || isStrong && closers.contains(characters.values[end])
    if isStrong { return isClosed || given == 2 ? place..<end : nil }
    // A weak cue wants a clause that ends with the name, or a title, or 吗.
    let isWhole =
      end == characters.count || !characters.isHan(end) && !characters.isLetter(end) && !characters.isDigit(end)
      || titles.match(characters, at: end)?.count == 2 || characters.has("吗".codes, at: end)
      || characters.has("的".codes, at: end) && characters.has("家人".codes, at: end + 1)
    if isWhole { return place..<end }
    // A whole name that grammar closes: 我是周玉兰的女儿.
    return given == 2 && (surname == 2 || Surnames.isCommon(characters.values[place])) && end < characters.count
      && closers.contains(characters.values[end]) ? place..<end : nil
  }

  /// The name after a person's role: surname and given name, closed by a word that cannot belong to it.
  private static func name(_ characters: TurnCharacters, afterRole start: Int, _ cue: Int) -> Range<Int>? {
    var place = start
    while place < characters.count, [0x20, 0x3A, 0x22, 0x201C].contains(characters.values[place]) { place += 1 }
    if cue >= 2, place < characters.count, [0x53EB, 0x662F].contains(characters.values[place]) { place += 1 }
    guard let surname = Surnames.length(characters, at: place), !isNoName(characters, place, surname) else {
      return nil
    }
    if !Surnames.isCommon(characters.values[place]), surname == 1, notGiven.contains(characters.values[place]) {
      return nil
    }
    let isCommon = surname == 2 || Surnames.isCommon(characters.values[place])
    var given = 0
    while given < 2, characters.isHan(place + surname + given),
      !notGiven.contains(characters.values[place + surname + given])
    {
      given += 1
    }
    let end = place + surname + given
    let isClosed = end == characters.count || !characters.isHan(end) || closers.contains(characters.values[end])
    let isSure = given == 2 && isCommon && persons.match(characters, at: start - cue)?.count == cue
    guard given >= 1, isClosed || isSure, isCommon || given == 2 && cue >= 2 else { return nil }
    if given == 1, cue == 1 { return nil }
    // 和张伟先生: the title finds it; 给李老师: no given name.
    if isNoName(characters, place + surname, given) { return nil }
    if (surname..<surname + given).contains(where: { titles.match(characters, at: place + $0)?.count == 2 }) {
      return nil
    }
    return place..<end
  }

  /// More names after one: 程潇和孟美岐, 何炅、谢娜.
  private static func others(_ characters: TurnCharacters, after name: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var end = name.upperBound
    while end < characters.count, [0x3001, 0x548C, 0x4E0E, 0x8DDF].contains(characters.values[end]), found.count < 20,
      let next = self.name(characters, afterRole: end + 1, 2)
    {
      found.append(next)
      end = next.upperBound
    }
    return found
  }

  /// 小李, 老周: a common surname with a word of familiarity, standing free.
  private static func familiar(_ characters: TurnCharacters, _ index: Int) -> Range<Int>? {
    guard [0x5C0F, 0x8001].contains(characters.values[index]), index + 1 < characters.count,
      Surnames.isCommon(characters.values[index + 1]), !notFamiliar.contains(characters.values[index + 1])
    else { return nil }
    let isOpen =
      index == 0 || !characters.isHan(index - 1) || opensName(characters.values[index - 1])
      || beforeFamiliar.contains(characters.values[index - 1]) || isAnnounced(characters, index)
    let end = index + 2
    let isClosed =
      end == characters.count || !characters.isHan(end)
      || closers.contains(characters.values[end]) || characters.values[end] == 0x5BB6
    return isOpen && isClosed ? index..<end : nil
  }

  /// Surnames that make other words after 小 and 老.
  private static let notFamiliar = CodeSet("高方江马常万金钱白黄石武姚叶龙毛程")

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
        if let word = notNames.match(characters, at: start), word.count >= 2,
          given == 0 && !isRespectful || word.count <= title - start
        {
          continue
        }
        if NameBrands.stand(at: start, in: characters) { continue }
        // 谢谢老板
        if surname + given == 1, characters.values[start] == 0x8C22 { continue }
        if given == 0, politeTitles.match(characters, at: title) == nil,
          surname == 1, !Surnames.isCommon(characters.values[start])
        {
          continue
        }
        // 一位先生, 这位女士, 黄金小姐: a surname alone stands at a beginning, or after a word that cannot end a name.
        if given == 0 {
          let isOpen =
            start == 0 || !characters.isHan(start - 1) || opensName(characters.values[start - 1])
            || isAnnounced(characters, start)
          if isRespectful {
            if surname == 1, !isOpen, !beforeSurname.contains(characters.values[start - 1]) {
              continue
            }
          } else {
            guard isOpen, Surnames.isCommon(characters.values[start]),
              title + 1 == characters.count || !notAfterTitle.contains(characters.values[title + 1])
            else { return nil }
          }
        } else if !isRespectful {
          continue
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

  /// What makes another word of a title of one character: 总是, 姐妹, 工作, 生活.
  private static let notAfterTitle = CodeSet("共是之体结数部额计算会价妹们弟作程具厂资艺人业地闸行商活产日意气成物存效鲜病命育哥姐姐")
  /// What ends a name in running talk: words of grammar and deed.
  private static let closers = notGiven.union(followers).union(
    CodeSet("报讲对一误骂送态推领签来去代介绍帮请名实答承补处电主反映取怎催装转发回两收欠缺报拿偷把会所老带登操未昨前刚又再在用"))

  private static let openers = CodeSet("转烦喊叫找给请谢壁的好的是叫请问给找为和跟与对，联系让向您你呢啊嗯哦我看等说到")
  static func opensName(_ value: UInt32) -> Bool { openers.contains(value) }
}
