/// A part of a Chinese address, from the largest to the smallest.
enum AddressPart: Int, CaseIterable {
  case province, region, town, village, street, estate, site, ward, named, house, phase, group, building, unit, floor
  case room, code, door, landmark, relation
}

/// The named parts of a Chinese address: a name and the word that ends it, such as 鼓楼区, 中山路 or 消化内科.
enum AddressParts {
  /// A word that ends names: how long the name is, the characters it may not end with and those that may not follow.
  private struct Ending {
    var codes: [UInt32]
    var part: AddressPart
    var name: ClosedRange<Int>
    var notAfter: CodeSet
    var notBefore: CodeSet
    var needsNumber: Bool
  }

  private static let table:
    [(
      part: AddressPart, words: String, name: ClosedRange<Int>, notAfter: String, notBefore: String, needsNumber: Bool
    )] = [
      (.region, "特别行政区 自治区 自治州 自治县 自治旗 地区 新区 矿区 林区", 2...8, "", "", false),
      (.region, "开发区 高新区 经开区 保税区 示范区", 2...6, "", "", false),
      (.region, "省", 2...3, "", "时电心钱", false),
      (.region, "市", 2...6, "超菜夜门城都股上楼", "场民政价值面区里医一二三四", false),
      (.region, "州 盟", 2...5, "加联", "市", false),
      (.region, "区", 2...6, "社小校厂院景病专辖", "号别域间块", false),
      (.region, "县", 1...5, "", "城医委里政", false),
      (.region, "旗", 2...6, "红国锦彩党", "舰下帜", false),
      (.town, "镇 苏木", 1...6, "", "江政上静痛定", false),
      (.town, "乡", 1...5, "老家下城回同故", "下村亲里", false),
      (.town, "街道", 1...6, "", "", false),
      (.village, "村委会 居委会 嘎查 屯子 自然村 行政村", 1...6, "", "", false),
      (.village, "林场 农场 牧场 渔场 茶场 良种场 果园 茶园 苗圃 盐场 煤矿", 1...6, "", "", false),
      (.village, "村", 1...6, "农乡全本进出", "民里干镇口", false),
      (.village, "屯", 2...5, "", "积留兵货", false),
      (.village, "寨 庄 埠 坪 圩", 1...5, "", "园严重稼家", true),
      (.group, "组 社 队", 2...3, "小", "长员区", false),
      (.street, "大道 大街 胡同 马路 步行街 环路 环道 公路 高速", 1...6, "", "", false),
      (.site, "路口 街口 巷口 村口", 2...6, "", "", false),
      (.street, "一环 二环 三环 四环 五环 六环 内环 外环", 0...3, "", "保境路", false),
      (.street, "路", 1...7, "铁网迷问带半马走绕思线电退回让修赶公销出套", "口上边由灯过费段线况程堵远滑政", false),
      (.street, "街", 1...6, "逛上", "道电上头边坊", false),
      (.street, "巷子", 0...6, "", "", false),
      (.street, "国道 省道 县道", 1...6, "", "", false),
      (.street, "巷", 1...6, "", "口子", false),
      (.street, "道", 2...8, "知街通频轨渠味报车楼管行跑难赛隧一人", "路理歉具闸的德", true),
      (.street, "弄", 1...4, "", "", true),
      (
        .estate,
        """
        小区 花园 家园 嘉园 佳园 佳苑 公寓 大厦 广场 新村 庄园 公馆 名城 商城 软件园 科技园 产业园 工业园 创意园 创业园 物流园 园区 社区 大院 家属院 家属楼 宿舍楼 学生公寓 \
        名都 名苑 名园 名邸 名门 雅居 雅苑 雅园 豪庭 豪园 豪苑 华庭 华府 华苑 新城 新苑 山庄 别墅 国贸 天街 商厦 写字楼 大楼 商务楼 科技楼 工业区 生活区 住宅区 校区 商业街 创新园 \
        批发城 轻纺城 建材城 家居城 服装城 电子城 小镇 小城 绿洲 半岛 水岸 天境 公社 香苑 丽苑 购物中心 商务中心 商业中心 金融中心 招待所 红砖楼 筒子楼 平房 门面房 安置房 国贸中心 商贸城
        """, 1...12, "整每哪这那个各", "", false
      ),
      (.estate, "宿舍 中心 国际 百货 万象 大悦 五彩", 1...8, "", "", true),
      (.estate, "城 园 苑 府 湾 坊 阁 轩 居 庭 邸 墅 郡 洲 谷 岛 台 院 港 邨 汇 公司 集团 基地 空间 广", 2...7, "", "", true),
      (.estate, "里", 2...4, "表家店手心城这那哪夜车院楼屋班厂箱包袋柜群怀区室子", "", true),
      (
        .site,
        """
        医院 卫生院 门诊部 门诊楼 门诊 住院部 住院楼 外科楼 内科楼 医技楼 急诊楼 康复楼 中医楼 住院二部 住院一部 食堂 图书馆 教学楼 实验楼 科研楼 研发楼 办公楼 行政楼 综合楼 主楼 \
        体育馆 体育场 电影院 政务中心 市场 菜场 酒店 宾馆 饭店 旅馆 客栈 民宿 会所 驿站 敬老院 养老院 福利院 光荣院 幼儿园 小学 中学 学校 学院 大学 客运站 火车站 汽车站 机场 航站楼 \
        停车场 车库 加油站 超市 银行 工厂 车间 汽修厂 机械厂 研究所 派出所 仓库 库房 师大 技校 职校 月子中心 疗养院 干休所 殡仪馆 博物馆 文化宫 活动中心 服务中心 服务区 商店 便利店 \
        4s店 批发部 修理厂 砖厂 养殖场 粮站 粮库 卫生所 诊所 党校 军区 部队 工地 码头 货场 堆场 厂区 物流中心 配送中心 项目部 有限公司 分公司 营业部 支行 消防站 大队 支队 影城 影院 大剧院 俱乐部 镇政府 乡政府 区政府 县政府 供销社 小卖部 邮局 法院 税务局 公安局 供电所 信用社 冷库 纺织厂 养老中心 康养中心 救助站 收费站 变电站 展览馆 会展中心 体育中心 网吧
        """, 0...8, "", "", false
      ),
      (
        .landmark,
        """
        大厅 大堂 前台 门口 楼道 护士站 护士台 茶水间 电梯口 电梯厅 电梯间 地下车库 地下停车场 地下室 楼顶 天台 走廊 底商 换药室 到达层 出发层 门外 岗亭 门卫 门卫室 礼台 礼宾台 丰巢柜 快递柜 值班室 传达室         收发室 干货区 自习区 治疗室 配药室 会议室 办公室 机房 财务部 行政部 人事部 市场部 技术部 研发部
        """, 0...0, "", "", false
      ),
      (.landmark, "部 处 办 室 台 厅 仓 窗口 店 专柜 库", 2...6, "", "", false),
      (.site, "楼", 2...4, "号上下酒茶高大整一二三四五六七八九十几本那这栋门", "梯道下上盘", true),
      (.relation, "旁边 隔壁 对面 斜对面 后面 前面", 0...0, "", "", false),
      (.site, "厂", 1...8, "", "家商长", true),
      (
        .ward,
        "病区 病房 急诊 留观室 透析室 重症监护室 监护室 抢救室 icu nicu ccu 产房 观察室 隔离区 护理区 特需部 康复区 手术室", 0...8, "", "", false
      ),
      (.ward, "科", 1...6, "本专学百", "技研学华普幻目长室医", true),
    ]

  private static let endings: [UInt32: [Ending]] = {
    var endings: [UInt32: [Ending]] = [:]
    for row in table {
      let (after, before) = (CodeSet(row.notAfter), CodeSet(row.notBefore))
      for word in row.words.split(separator: " ") {
        let codes = String(word).codes
        endings[codes[0], default: []].append(
          Ending(
            codes: codes, part: row.part, name: row.name, notAfter: after, notBefore: before,
            needsNumber: row.needsNumber))
      }
    }
    return endings.mapValues { $0.sorted { $0.codes.count > $1.codes.count } }
  }()
  private static let roads = CueTable(
    ["路", "街", "大道", "大街", "巷", "胡同"].flatMap { road in ["", "东", "西", "南", "北", "中"].map { $0 + road } })
  /// What goes on with the name of an estate or of a part of a town: 花园酒店.
  private static let houses = CueTable(["酒店", "大酒店", "宾馆", "饭店", "大饭店", "医院", "学校", "小学", "中学", "幼儿园", "超市"])
  private static let sides = CodeSet("东西南北中上下前后")
  private static let sections = CodeSet("一二三四五六七八九东西南北中上下首末")

  /// The named part that begins at a place: the shortest name, the longest ending, or a name before a number.
  static func part(
    _ characters: TurnCharacters, _ isBreak: [Bool], at start: Int, after last: AddressPart? = nil
  ) -> (part: AddressPart, end: Int, isNamed: Bool)? {
    var length = 0
    while length <= 12, start + length < characters.count {
      let place = start + length
      guard !isBreak[place] else { return nil }
      if length >= 1, isNumberStart(characters, place), let number = AddressNumbers.part(characters, at: place) {
        switch number.part {
        case .group where characters.has("排".codes, before: number.end): return nil
        case .code where characters.values[number.end - 2] == 0x2D: break
        case .code where notNames.contains(characters.values[place - 1]) && !characters.has("一号".codes, before: place):
          return nil
        case .building where length >= 2, .code where length >= 2, .phase where length >= 2:
          return (.named, place, true)
        case .floor where length >= 3 && characters.isHan(place - 1): return (.named, place, true)
        case .door
        where length >= 4 && characters.isLetter(place) && !characters.isLetter(place + 1)
          && !notNames.contains(characters.values[place - 1])
          && characters.values[place..<number.end].contains(0x2D):
          return (.named, place, true)
        case .street: return (.named, place, true)
        case .group where length >= 2 && AddressNumbers.part(characters, at: number.end)?.part == .house:
          return (.named, place, true)
        case .house where length >= 2 && placeLike.contains(characters.values[place - 1]): return (.named, place, true)
        default: break
        }
      }
      for ending in endings[characters.values[place]] ?? []
      where characters.has(ending.codes, at: place)
        && (ending.name.contains(length)
          || length == 0 && last != nil && [.estate, .site].contains(ending.part)
            && ending.codes.count > 1)
      {
        if ending.part == .landmark, length > 0, last != .floor { continue }
        if ending.part == .group, last != .village && last != .town { continue }
        if let end = end(of: ending, characters, start, place) {
          // 行政楼 is name enough.
          let part = ending.part == .region && last == .floor ? .landmark : ending.part
          return (part, end, length > 0 || ending.codes.last == "楼".codes[0])
        }
      }
      guard characters.isHan(place) || characters.isDigit(place) || characters.isLetter(place) else { return nil }
      length += 1
    }
    return nil
  }

  /// Whether a number may begin at a place, which is not the middle of one.
  private static func isNumberStart(_ characters: TurnCharacters, _ place: Int) -> Bool {
    !(characters.isDigit(place) || characters.isLetter(place))
      || !(characters.isDigit(place - 1) || characters.isLetter(place - 1) || characters.values[place - 1] == 0x2D)
  }

  /// Characters before a number that is no door: 货架号3-2-501.
  private static let notNames = CodeSet("码号架型单订款期间")
  /// Characters that end the names of places which have no other word for what they are: 南门口97号.
  private static let placeLike = CodeSet("口沿桥坊里庄河湾坡山岭坝塘井门营堡寨条圩浜堤墩坎沟台岗坪冲埠集头街路镇城")

  /// Where a part ends that has this ending at this place, if it is one.
  private static func end(of ending: Ending, _ characters: TurnCharacters, _ start: Int, _ place: Int) -> Int? {
    let next = place + ending.codes.count
    if place > start, ending.notAfter.contains(characters.values[place - 1]) { return nil }
    if next < characters.count, ending.notBefore.contains(characters.values[next]) { return nil }
    // 花园路, 中心街: the road's name goes on.
    if [.region, .estate, .site, .ward, .village].contains(ending.part), let road = roads.match(characters, at: next),
      ending.part != .region || ending.codes.count == 1 && place - start <= 2,
      !(road.count == 1 && [0x53E3, 0x9053].contains(characters.values[min(next + 1, characters.count - 1)]))
    {
      return nil
    }
    if ending.part == .estate, houses.match(characters, at: next) != nil { return nil }
    if ending.part == .street {
      let end = section(characters, next)
      if ending.needsNumber { return AddressNumbers.part(characters, at: end)?.part == .house ? end : nil }
      return end
    }
    if ending.part == .ward, ending.needsNumber {
      return AddressNumbers.part(characters, at: next) != nil || characters.has("病".codes, at: next)
        || characters.has("门诊".codes, at: next) || characters.has("住院".codes, at: next) ? next : nil
    }
    if ending.needsNumber { return AddressNumbers.part(characters, at: next) != nil ? next : nil }
    return next
  }

  /// The end of the side or section that follows a street: 大道中, 大街西段, 路二段.
  private static func section(_ characters: TurnCharacters, _ place: Int) -> Int {
    guard place < characters.count, sections.contains(characters.values[place]) else { return place }
    if characters.has("段".codes, at: place + 1) { return place + 2 }
    if characters.has("段".codes, at: place + 2), sections.contains(characters.values[place + 1]) { return place + 3 }
    if characters.has("横路".codes, at: place + 1) { return place + 3 }
    return sides.contains(characters.values[place]) && characters.isDigit(place + 1) ? place + 1 : place
  }
}
