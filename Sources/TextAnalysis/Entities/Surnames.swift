/// Chinese surnames: the 300 that 98 % of people bear, and the compound ones.
enum Surnames {
  private static let single = CodeSet(
    """
    王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许阎钮逄仉缑占木付肖麦农兰岳韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤\
    温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑\
    景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢扈劳谌奚皮粟冼蔺楼盘满闻位厉仝伊区郜海阚花权强帅屠豆朴盖练廉禹井祖漆\
    巴丰支卿国狄平计索宣晋相初门云容敬来扬晁都芮普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由洪常萧傅赖诸贝凤代丘种昌寿桓荀苍靖步操习励酆隗弓籍仰凡
    """)
  private static let compound = CueTable([
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "司徒", "端木", "夏侯", "南宫", "独孤", "轩辕", "长孙", "宇文", "呼延",
    "闻人", "淳于", "濮阳", "西门", "申屠", "钟离", "澹台", "公冶", "赫连", "百里", "拓跋", "万俟",
    "闾丘",
  ])

  /// How many characters of a surname stand at a place: 2, 1 or none.
  static func length(_ characters: TurnCharacters, at index: Int) -> Int? {
    guard characters.isHan(index) else { return nil }
    if compound.match(characters, at: index) != nil { return 2 }
    return single.contains(characters.values[index]) ? 1 : nil
  }

  /// The hundred commonest surnames that are seldom another word.
  private static let common = CodeSet(
    """
    王李张刘陈杨赵吴周徐孙朱胡郭何林罗郑梁宋唐许韩冯邓曹彭曾萧肖董袁潘蒋蔡余杜苏魏吕丁沈姚卢姜崔钟谭陆汪范石廖贾韦付邹孟熊秦邱尹薛闫段侯龙史陶黎贺顾郝龚邵严覃武戴莫孔汤温康施牛樊葛邢齐乔庞颜倪庄聂鲁岳翟殷詹申欧耿\
    焦俞左柳甘祝宁尚舒阮柯纪梅凌毕霍涂盛曲翁冉骆蓝游辛靳柴蒙鲍华喻祁蒲屈饶牟尤穆卓古吉缪简芦褚娄窦戚岑景宫席柏宗瞿佟臧闵苟邬卞栾隋刁巫桑甄丛虞敖巩佘麻迟邝鞠荆冀郁原谷叶马高黄谢江金白夏程万钱毛龙雷金车童章章方任向桂\
    荣季滕苗佘关崔裴管匡洪萧傅赖
    """)

  /// Whether a character is a common surname.
  static func isCommon(_ value: UInt32) -> Bool { common.contains(value) }
}
