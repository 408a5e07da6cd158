"""The 2,000 keywords: lexicons composed of openings and endings, the way grown word lists look.

`LEXICONS` maps a lexicon's name to its words; `KEYWORD_RULES` says what is done with them.
"""


def joined(openings, endings, space=""):
    """Every opening with every ending."""
    return [opening + space + ending for opening in openings.split("|") for ending in endings.split("|")]


ZH = {
    "greeting-zh": "您好|你好|上午好|下午好|晚上好|早上好|中午好|尊敬的客户|亲爱的会员|欢迎光临".split("|")
    + joined("很高兴|随时|专门|在线", "为您服务|为您解答|为您效劳|协助您|帮助您|接待您|为您办理|给您答复|为您跟进|听您吩咐"),
    "thanks-zh": joined("感谢您的|谢谢您的|多谢您的|非常感谢您的", "耐心等待|来电|理解|支持|配合|反馈|信任|咨询|包容|建议"),
    "closing-zh": joined(
        "祝您|衷心祝您|再次祝您|愿您|预祝您",
        "生活愉快|工作顺利|购物愉快|周末愉快|万事如意|心情愉快|一切顺利|阖家幸福|天天开心|节日快乐"),
    "courtesy-zh": joined("麻烦您|辛苦您|劳烦您|请您", "稍等|稍候|提供一下|核对一下|确认一下|查看一下|留意一下|保持畅通|耐心等候|放心")
    + joined("非常抱歉|实在抱歉|十分理解|非常理解|很抱歉", "给您带来不便|让您久等|让您担心|您的心情|您的着急|影响您使用|耽误您时间|您的顾虑"),
    "forbidden-zh": joined(
        "我不知道|我也没办法|这不归我管|不关我的事|你自己看|说了几遍了|听不懂吗|爱买不买|你急什么|我也没辙|我懒得查",
        "啊|呢|了吧|行不行|别问了|好吧|自己想|真是的|就这样|随你"),
    "promise-zh": joined(
        "保证|承诺|确保|百分百|绝对|肯定|包您|稳稳",
        "保本|不亏|赚钱|回本|收益翻倍|零风险|本金无忧|无风险|稳赚|拿回本金|高收益|不会跌|躺赚|年年分红"),
    "buck-zh": joined(
        "您去找快递|您找商家|您问平台|您联系厂家|您找售后|您打总部|您找银行|您问物业|您找门店",
        "自己问|自己处理|自己协商|去吵|解决吧|我们不负责|我管不了|别找我|跟我没关系|我这边不管"),
    "private-zh": joined(
        "加我微信|转我私人账户|扫我个人码|私下转账|线下付款|加我扣扣|走我私人渠道",
        "便宜点|优惠|马上办|给您返点|私聊|详谈|不走平台|更快|有折扣|给内部价"),
    "absolute-zh": joined(
        "全网|全国|行业|史上|宇宙|世界|市场|业内",
        "最低价|第一品牌|最好用|销量冠军|绝无仅有|独一无二|顶级品质|最强性能|无人能比|最优选择"),
    "disparage-zh": joined(
        "别家|他们家|隔壁店|竞品|其他平台|那个牌子|同行",
        "都是假货|全是骗子|质量垃圾|早晚倒闭|没人买|坑人|偷工减料|都是贴牌|服务差劲|价格虚高"),
    "threat-zh": joined(
        "再不还|今天不还|逾期不还|继续拖着|不接电话",
        "就上门找您|就报警抓您|让您坐牢|通知您单位|爆您通讯录|找您家人|冻结您账户|让您社死|发律师函给您单位|派人去您家|"
        "曝光您照片|让您上黑名单|后果自负|打您公司前台"),
    "secret-zh": joined(
        "把验证码|把银行卡密码|把支付密码|把身份证照片|把登录密码|把安全码",
        "发给我|告诉我|念给我|报一下给我|截图给我|发我微信|报给我听|私信我|写给我|传给我"),
    "complaint-zh": joined(
        "我要投诉到|我要举报到|我要曝光到|我已反映到|我会起诉到|准备投诉到|向上反映到|必须告到",
        "12315|12345|12378|消协|银保监|法院|黑猫平台|电视台|工信部|总部"),
    "safety-zh": joined(
        "手机|电池|充电宝|奶粉|面膜|药品|热水壶|电动车|插座|食品|玩具|冰箱",
        "起火了|鼓包了|爆炸了|让我过敏了|吃坏肚子了"),
    "intent-zh": joined(
        "想了解一下|打算买|考虑办|准备续|想升级|想开通|有意购买",
        "年度会员|家庭套餐|大额存单|稳健理财|重疾险|车险|新款手机|企业版|白金卡|宽带"),
    "pitch-zh": joined(
        "给您推荐|建议您配置|强烈建议买|现在入手|这款热销",
        "季享理财|月月盈|成长基金|混合基金|指数增强|分红险|万能账户|年金险|黄金定投|可转债基金"),
}

EN = {
    "greeting-en": "hello|good morning|good afternoon|good evening|hi there|greetings".split("|")
    + joined(
        "you are through to|this is the|welcome to the|you have reached the",
        "support team|care team|help desk|service desk|billing team|orders team|claims team|returns team", " "),
    "thanks-en": joined(
        "thank you for|thanks for|many thanks for",
        "your patience|waiting|your understanding|bearing with me|the details|confirming|your call|your feedback|"
        "your time|letting us know", " "),
    "closing-en": joined(
        "have a|enjoy your|wishing you a",
        "great day|lovely evening|good weekend|nice afternoon|pleasant trip|wonderful week|safe journey|"
        "happy holiday|restful night|productive day", " "),
    "courtesy-en": joined(
        "i am sorry for|we apologise for|my apologies for|i completely understand",
        "the delay|the trouble|the mix-up|the inconvenience|your frustration|your concern|the confusion|the wait", " ")
    + joined("could you please|would you kindly|may i please", "confirm|provide|hold|check|share|describe|verify", " "),
    "forbidden-en": joined(
        "not my problem|not my job|i don't care|calm down|read the manual|what do you want|stop asking|you people|"
        "use your brain",
        "okay|right|buddy|already|again|honestly|for once|for real|pal", " "),
    "promise-en": joined(
        "guaranteed|risk-free|foolproof|bulletproof|surefire|zero-risk|failsafe|rock-solid",
        "returns|profit|income|yield|gains|payout|growth|winnings|cash flow|investment", " "),
    "buck-en": joined(
        "ask the courier|call the shop|ask your bank|contact the maker|ask the landlord|phone head office|go to a store",
        "yourself|instead of me|on your own|not us|and leave us out|it is their mess|we wash our hands|since we won't",
        " "),
    "private-en": joined(
        "message me on my private|pay me on my personal|add me on my own|send cash to my personal|wire it to my private",
        "whatsapp|telegram|account|wallet|paypal|venmo|number|handle|email|card", " "),
    "absolute-en": joined(
        "the world's|the planet's|the industry's|the market's|history's|the internet's",
        "number one brand|lowest price|best quality|fastest service|only choice|safest product|strongest battery|"
        "finest maker|top seller|greatest deal", " "),
    "disparage-en": joined(
        "our competitors|the other shops|those other brands|everybody else",
        "sell fakes|are crooks|sell junk|will go bust|cut corners|rip people off|lie to buyers|copy our work|"
        "fail inspections|hide their fees", " "),
    "threat-en": joined(
        "pay today or|settle now or|answer us or|pay up or",
        "we visit your home|we tell your boss|we call your family|you go to jail|we post your photo|"
        "we freeze your account|we alert your neighbours|you lose your job|the police come|we ruin your credit|"
        "we message your contacts|we wait outside", " "),
    "secret-en": joined(
        "send me your|tell me your|read me your|text me your",
        "verification code|card pin|online password|security code|full card number|passport photo|banking login|"
        "one-time code|secret answer|recovery key", " "),
    "complaint-en": joined(
        "i will report you to|i am going to|i already wrote to|expect a letter from|you will hear from",
        "the ombudsman|trading standards|the regulator|consumer court|my solicitor|the newspapers|the data watchdog|"
        "small claims court|the tv station|the consumer council", " "),
    "safety-en": joined(
        "the battery|the charger|the kettle|the heater|the pram|the cream|the medicine|the toy",
        "caught fire|exploded|gave me a rash|burned my hand|made my child sick|swelled up", " "),
    "intent-en": joined(
        "i want to upgrade to|i am thinking of buying|how do i sign up for|i would like to try|can i order",
        "the family plan|the annual plan|the pro tier|the gold card|the new phone|car insurance|the fibre bundle|"
        "the savings bond|the starter kit|the travel pass", " "),
    "pitch-en": joined(
        "i recommend you buy|you should get|now is the time for|our clients love|put your money in",
        "the growth fund|the income note|the index plus fund|the bonus bond|the unit-linked plan|the gold saver|"
        "the tech basket|the dividend fund|the endowment|the crypto basket", " "),
}

KEYWORD_COUNT = 2000


def build():
    """All lexicons, filled up to exactly `KEYWORD_COUNT` different words."""
    lexicons = {**ZH, **EN}
    count = sum(len(words) for words in lexicons.values())
    assert count == len({word for words in lexicons.values() for word in words}), "a keyword stands twice"
    lexicons["brands"] = joined(
        "nova|orin|velta|kestrel|lumo|tarn|sabre|quill|ember|zephyr|marlo|finch|cobalt|juno|piko|aster|hollow|drift|"
        "ridge|cinder|maple|onyx|pearl|raven|sierra",
        "max|lite|studio|edge|prime|air|neo|ultra|go|home|active|mini|plus|view|sound", " ")[: KEYWORD_COUNT - count]
    assert sum(len(words) for words in lexicons.values()) == KEYWORD_COUNT
    return lexicons


LEXICONS = build()

# id, lexicons, role, effect, severity, title
FORBID = "violation"
TAG = "tag"
KEYWORD_RULES = [
    ("forbidden-wording-zh", ["forbidden-zh"], "agent", FORBID, "major", "服务忌语"),
    ("promise-zh", ["promise-zh"], "agent", FORBID, "critical", "承诺收益"),
    ("passing-the-buck-zh", ["buck-zh"], "agent", FORBID, "major", "推诿"),
    ("private-dealing-zh", ["private-zh"], "agent", FORBID, "critical", "私下交易"),
    ("superlatives-zh", ["absolute-zh"], "agent", FORBID, "minor", "极限词"),
    ("disparaging-zh", ["disparage-zh"], "agent", FORBID, "minor", "贬低竞品"),
    ("threat-zh", ["threat-zh"], "agent", FORBID, "critical", "催收威胁"),
    ("asking-secrets-zh", ["secret-zh"], "agent", FORBID, "critical", "索要敏感信息"),
    ("complaint-threat-zh", ["complaint-zh"], "customer", TAG, "major", "监管投诉"),
    ("product-safety-zh", ["safety-zh"], "customer", TAG, "critical", "产品安全"),
    ("purchase-intent-zh", ["intent-zh"], "customer", TAG, "minor", "购买意向"),
    ("forbidden-wording-en", ["forbidden-en"], "agent", FORBID, "major", "Forbidden wording"),
    ("promise-en", ["promise-en"], "agent", FORBID, "critical", "Promised returns"),
    ("passing-the-buck-en", ["buck-en"], "agent", FORBID, "major", "Passing the buck"),
    ("private-dealing-en", ["private-en"], "agent", FORBID, "critical", "Private dealing"),
    ("superlatives-en", ["absolute-en"], "agent", FORBID, "minor", "Superlatives"),
    ("disparaging-en", ["disparage-en"], "agent", FORBID, "minor", "Running down competitors"),
    ("threat-en", ["threat-en"], "agent", FORBID, "critical", "Threats in collection"),
    ("asking-secrets-en", ["secret-en"], "agent", FORBID, "critical", "Asking for secrets"),
    ("complaint-threat-en", ["complaint-en"], "customer", TAG, "major", "Regulator and press"),
    ("product-safety-en", ["safety-en"], "customer", TAG, "critical", "Product safety"),
    ("purchase-intent-en", ["intent-en"], "customer", TAG, "minor", "Intent to buy"),
    ("brand-mention", ["brands"], "customer", TAG, "minor", "Brand named by the customer"),
]

# id, lexicons, window, title
REQUIRE_RULES = [
    ("greeting", ["greeting-zh", "greeting-en"], "first 3 turns", "Greeting 开场白"),
    ("thanks", ["thanks-zh", "thanks-en"], "all", "Thanks 致谢"),
    ("courtesy", ["courtesy-zh", "courtesy-en"], "all", "Courtesy 礼貌用语"),
    ("closing", ["closing-zh", "closing-en"], "last 3 turns", "Closing 结束语"),
]

# id, pitch lexicon, phrases that warn, title
WARNED_RULES = [
    ("risk-warning-missing-zh", "pitch-zh", ["投资有风险", "过往业绩不代表未来表现", "风险揭示书请仔细阅读"], "推介未揭示风险"),
    ("risk-warning-missing-en", "pitch-en",
     ["capital is at risk", "past performance is no guide", "read the risk disclosure"], "Pitch without risk warning"),
]

# What cancels a hit of the keyword rules: warnings against the very words.
EXCLUDES = {
    "zh": ["(谨防|警惕|小心)[^，。！]{0,16}", "(宣称|号称|打着)[^，。！]{0,16}的?(旗号|幌子)"],
    "en": [r"\b(beware of|watch out for)\s[^,.!]{0,60}", r"\bscams? (offering|promising)\s[^,.!]{0,60}"],
}
