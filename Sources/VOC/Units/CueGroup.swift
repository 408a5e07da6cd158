/// What a cue speaks for.
///
/// Experience and demand make a complaint; a negative word alone never does.
enum CueGroup: String, Sendable, CaseIterable {
  case demand, experience, negativeWord = "negative_word"
  case chasing, fault, suggestion, praise, request, lookup = "look_up", question
  /// Turns a cue around it into a supposition: if it breaks, …
  case supposition
  case purchase, competitor
  /// Something has happened: 了, 没, was.
  case event

  /// The wordings of the group, folded before use; our own list.
  var wordings: [String] {
    switch self {
    case .demand:
      [
        "投诉你们", "我要投诉", "我想投诉", "想投诉", "退给我", "找个能做主", "要投诉", "去投诉", "投诉到", "已经投诉", "再投诉", "投诉了", "举报", "曝光", "12315",
        "消协", "消费者协会", "工信部", "银保监",
        "监管部门", "起诉",
        "法院", "律师", "维权", "赔偿", "赔我", "退一赔三", "给个说法", "给个交代", "给我一个说法", "讨个说法", "负责到底", "必须退", "必须给我", "要求退", "要求赔",
        "把钱退", "还我钱", "退钱",
        "找你们领导", "叫你们领导", "让你们经理", "make a complaint", "file a complaint", "filing a complaint", "complain to",
        "lodge a complaint", "formal complaint",
        "want my money back", "i want my", "i want the", "give me my money back", "demand a refund", "demand my",
        "refund me", "compensation",
        "compensate", "small claims",
        "trading standards", "ombudsman", "lawyer", "sue you", "legal action", "consumer protection", "report you",
        "speak to a manager",
        "speak to your manager", "chargeback",
      ]
    case .experience:
      [
        "凭什么", "杀熟", "不给减", "不给换", "拖着", "直接挂", "挂我电话", "偷偷", "悄悄", "占线", "打不通", "冷冰冰", "敷衍", "没人看", "根本没人", "没赔",
        "只退了", "没退回", "对不上", "算什么", "骗", "坑人", "坑我", "被坑", "乱扣", "多扣", "扣了我", "被扣", "莫名扣", "没经过我同意", "没人管", "没人理",
        "不理人", "没人回", "没人接", "推来推去",
        "踢皮球", "互相推", "态度差", "态度恶劣",
        "态度很差", "态度不好", "爱答不理", "等了半天", "等了好久", "等了一天", "等了两天", "等了三天", "等了一个", "等了几", "说话不算", "说好的", "承诺的", "答应",
        "没兑现", "不兑现", "虚假宣传", "货不对板",
        "与描述不符", "描述不符", "跟图片不一样", "假货", "二手的", "翻新", "破了", "碎了", "漏了", "坏了", "烂了", "掉色", "起球", "变质", "发霉", "过期", "异味",
        "少发", "漏发", "发错", "寄错", "少了一",
        "丢件", "丢了", "弄丢", "被退回", "拒绝退", "不给退", "不让退", "不退", "退不了", "一直没", "到现在都没", "至今没", "还是没解决", "没解决", "没有解决", "不解决",
        "打了几", "打了好几", "第三次", "第二次了", "好几次了",
        "又来了", "一次次", "反复", "太过分", "过分了", "忍无可忍", "受够", "气死", "再也不", "后悔", "上当", "失望", "浪费时间", "浪费钱", "不负责任", "欺负",
        "歧视", "霸王条款", "捆绑", "强制", "诱导", "误导", "骚扰",
        "被盗", "泄露", "ripped off", "kept my", "stolen", "caught fire", "dangerous", "takes forever", "took forever",
        "fell off", "snapped", "burned", "leaked", "torn", "ruined", "quietly became", "wasn't given", "only half",
        "scam", "rip-off", "overcharged", "charged twice", "charged me", "double charged",
        "took my money",
        "without my consent", "without asking", "without telling", "no one answers", "nobody answers", "no one replied",
        "nobody replied", "nobody called",
        "no one called", "ignored", "hung up on me", "passed around", "transferred me", "rude", "waited for",
        "been waiting", "waiting for weeks",
        "kept waiting", "on hold for", "promised", "you said", "was told", "lied", "misleading", "false advertising",
        "not as described",
        "looks nothing like", "arrived broken", "arrived damaged", "was damaged", "came broken", "fell apart", "fake",
        "counterfeit", "used item", "missing from",
        "wrong item", "wrong size", "never arrived", "never received", "never came", "still not", "still haven't",
        "still no", "still hasn't",
        "refused to", "refuse to", "won't refund", "denied", "no reason", "again and again", "third time",
        "second time", "every time",
        "keeps happening", "for weeks", "for months", "disgusting", "unacceptable", "disappointed", "fed up",
        "had enough", "never again",
        "waste of money", "waste of time", "ridiculous", "a joke", "worst", "illegal", "hidden fee", "hidden fees",
        "loops back",
      ]
    case .negativeWord:
      [
        "太差", "很差", "差劲", "垃圾", "太慢", "很慢", "太贵", "难用", "难吃", "难看", "烦", "糟糕", "恶心", "无语", "不满意", "不好用", "不好", "有问题",
        "什么玩意", "什么破", "terrible", "awful", "horrible",
        "bad", "poor", "slow", "useless", "annoying", "expensive", "unhappy", "not happy", "hate", "garbage", "rubbish",
        "crap",
      ]
    case .chasing:
      [
        "催", "怎么还没", "怎么还不", "还没发货", "还没到", "还没收到", "还没退", "还没处理", "还没到账", "没收到货", "什么时候能到", "什么时候发货", "什么时候能发",
        "什么时候到账", "什么时候处理", "什么时候能好", "多久能到",
        "还要等多久", "还要多久", "要等到什么时候", "尽快", "抓紧", "快点", "加急", "几天了", "都三天了", "都两天了", "一周了", "半个月了", "一个月了", "没动静", "没消息",
        "没有更新", "不更新", "没更新", "没人联系我", "进度怎么样",
        "where is my", "where's my", "any update", "any news", "still waiting", "how much longer",
        "when will it arrive", "when will my", "when will i get",
        "hurry", "as soon as possible", "asap", "chasing", "follow up on", "following up", "no update", "no updates",
        "hasn't shipped", "hasn't moved",
        "has not arrived", "hasn't arrived", "overdue", "not shipped",
      ]
    case .fault:
      [
        "打不开", "登不上", "登录不了", "登不了", "无法登录", "进不去", "闪退", "卡死", "死机", "黑屏", "白屏", "花屏", "没反应", "无法使用", "用不了", "不能用",
        "无法打开", "无法支付", "付不了", "支付失败", "提交失败", "加载不出",
        "加载失败", "收不到验证码", "没有验证码", "报错", "系统错误", "故障", "断网", "没网", "没信号", "连不上", "连接不上", "断断续续", "断开", "充不进", "充不了电",
        "开不了机", "不制冷", "不转了", "漏水", "异响", "沙沙声", "杂音", "发热", "发烫",
        "失灵", "不工作", "卡顿", "很卡", "一顿一顿", "掉线", "识别不了", "扫不出", "找不到入口", "显示异常", "数据丢失", "crash", "crashes", "crashing",
        "freezes", "frozen", "not working",
        "doesn't work", "does not work", "isn't working", "stopped working", "won't open", "won't load", "won't start",
        "won't turn on", "won't connect",
        "won't charge", "can't log in", "cannot log in", "can't login", "unable to log in", "logs me out", "logged out",
        "error message", "error code", "an error",
        "blank screen", "black screen", "bug", "glitch", "disconnects", "keeps dropping", "no signal", "outage",
        "is down", "overheats", "overheating",
        "broken", "payment failed", "payment fails", "fails to", "failed to load", "leaking", "stutter", "stutters",
        "cuts out", "crackling",
      ]
    case .suggestion:
      [
        "建议", "希望能", "希望可以", "希望你们", "希望增加", "希望有", "能不能增加", "能不能加", "能不能出", "可以增加", "可以加个", "要是能", "要是有", "如果能",
        "如果可以", "最好能", "最好有", "应该增加", "应该加", "改进", "优化一下",
        "it would be nice", "would be great if", "would be better if", "would be good if", "would be helpful",
        "i suggest", "suggestion", "you should add",
        "please add", "could you add", "i wish", "feature request", "it'd be nice", "would love to see",
        "should be able to", "improve the",
      ]
    case .praise:
      [
        "表扬", "好评", "点赞", "给个赞", "很满意", "非常满意", "挺满意", "太棒", "很棒", "真棒", "非常好", "服务很好", "态度很好", "态度真好", "很耐心", "真耐心",
        "很专业", "很贴心", "很靠谱", "很快就解决", "解决得很快", "感谢你们", "特别感谢", "太感谢", "非常感谢",
        "喜欢", "好用", "值得", "推荐给", "回购", "惊喜", "速度很快", "很划算", "物超所值", "excellent", "great service", "great job",
        "amazing", "love it", "love this",
        "love the", "very happy", "really happy", "well done", "fantastic", "brilliant", "perfect", "highly recommend",
        "so helpful", "very helpful",
        "really helpful", "super helpful", "thank you so much", "thanks so much", "impressed", "five stars",
        "works great", "best service", "awesome", "kudos",
      ]
    case .request:
      [
        "帮我办", "帮我改", "帮我取消", "帮我开", "帮我退", "帮我换", "帮我转", "帮我申请", "帮忙改", "帮忙取消", "帮忙开", "我要办", "我想办", "办理", "申请",
        "取消订单", "取消一下", "注销", "开通", "关闭", "解绑", "绑定", "改地址", "修改地址",
        "换地址", "改一下", "换货", "退货", "退款", "退一下", "开发票", "开票", "补发", "重发", "补开", "转人工", "人工客服", "预约", "挂失", "解冻", "提额",
        "改签", "续费", "升级套餐", "寄回", "拒收", "please cancel", "cancel my",
        "cancel the", "i'd like to cancel", "i want to cancel", "change my", "update my", "return this", "return it",
        "exchange", "refund", "replacement", "close my account",
        "open an account", "activate", "deactivate", "reset my", "unlock", "book a", "schedule", "sign me up",
        "talk to a human", "speak to someone", "real person",
        "send me a", "apply for", "transfer my", "please send", "please resend", "an invoice",
      ]
    case .lookup:
      [
        "查一下", "查下", "帮我查", "查询", "查看", "查不到", "余额", "账单", "明细", "快递到哪", "物流到哪", "到哪了", "到哪里了", "订单状态", "物流信息", "单号",
        "进度", "积分多少", "还有多少", "剩多少", "欠多少", "是否到账", "到账了吗", "有没有收到",
        "check my", "look up", "balance", "order status", "status of my", "tracking number", "track my", "my statement",
        "how much do i owe",
        "how many points", "check the status", "did you receive", "has my",
      ]
    case .question:
      [
        "怎么", "如何", "请问", "咨询", "什么意思", "为什么", "是什么", "多少", "哪里", "在哪", "哪个", "能不能", "可不可以", "可以吗", "是不是", "有没有",
        "需要什么", "多久", "几天", "几点", "区别", "吗", "how do", "how can", "how to",
        "how long", "how much", "what is", "what's", "what are", "where can", "where do", "can i", "could i", "do you",
        "does it", "is it possible",
        "is there", "are there", "which one", "why is", "why do", "when do", "what happens", "i'd like to know",
        "want to know", "wondering",
      ]
    case .supposition:
      ["如果", "要是", "万一", "假如", "的话", "会不会", "是否会", "万一坏", "if ", "in case", "what happens when", "would you"]
    case .event:
      [
        "了", "过", "没", "被", "一直", "直接", "又", "was ", "were ", "had ", "has ", "have ", "did", "didn't", "got ", "came ",
        "went ", "took ", "kept ", "after ", "never ", "since ",
      ]
    case .purchase:
      [
        "想买", "想购买", "打算买", "准备买", "要买", "怎么买", "怎么购买", "在哪买", "哪里买", "哪里能买", "有货吗", "有现货", "还有货", "什么时候补货", "什么时候上架",
        "什么时候有货", "拍下", "下单前", "买多少", "批发", "团购", "能便宜", "有优惠吗", "有活动吗", "有没有优惠",
        "想办一张", "想订", "in stock", "want to buy", "like to buy", "looking to buy", "thinking of buying",
        "where can i buy", "interested in buying",
        "place an order", "before i order", "before i buy", "back in stock", "any discount", "any deals", "pre-order",
        "preorder",
      ]
    case .competitor:
      [
        "别家", "别的平台", "其他平台", "别的品牌", "其他品牌", "同行", "竞品", "隔壁家", "另一家", "别的银行", "其他银行", "换一家", "人家家", "别人家",
        "other brands", "another brand", "competitor", "competitors", "other companies",
        "other providers", "another provider", "another bank", "other banks", "other shops", "another shop",
        "switch to", "switching to", "moving to another", "elsewhere",
      ]
    }
  }

  /// How much one cue weighs.
  var weight: Double {
    switch self {
    case .demand: 2
    case .chasing, .fault, .suggestion: 1.6
    case .experience, .praise: 1.4
    case .request: 1
    case .lookup: 0.9
    case .question: 0.6
    case .negativeWord: 0.4
    case .supposition, .purchase, .competitor, .event: 0
    }
  }

  /// Whether a denial just before the cue cancels it: 没坏, not broken.
  var canBeDenied: Bool {
    switch self {
    case .demand, .experience, .negativeWord, .praise, .fault, .purchase: true
    default: false
    }
  }
}
