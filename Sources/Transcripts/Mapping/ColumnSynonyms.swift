/// The words by which exports name their columns, in Chinese and English.
enum ColumnSynonyms {
  /// The field of a column's name; case, spaces, underscores, hyphens and brackets at the end do not count.
  static func field(of name: String) -> Field? {
    let key = normalised(name)
    if let field = table[key] { return field }
    // Of a place in JSON the last name counts, unless it lies deep: statistics about agents are no agents.
    let places = (key.ranges(of: "[].").last.map { key[$0.upperBound...] } ?? key[...]).split(separator: ".")
    switch places.last {
    // A turn that is a list has the speaker first and the text second.
    case "#1"? where key.hasSuffix("[].#1"): return .role
    case "#2"? where key.hasSuffix("[].#2"): return .text
    case let last? where places.count <= 2: return table[String(last)]
    default: return nil
    }
  }

  static func normalised(_ name: String) -> String {
    var key = ""
    for scalar in name.unicodeScalars {
      switch scalar.value {
      case 0x20, 0x5F, 0x2D, 0x09, 0x3000, 0xFEFF, 0xA0, 0x22: continue
      // What stands in brackets is a remark: 时长(秒).
      case 0x28, 0xFF08: if !key.isEmpty { return key }
      case 0xFF01...0xFF5E: key += String(Character(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)).lowercased()
      default: key += String(Character(scalar)).lowercased()
      }
    }
    return key
  }

  private static let table: [String: Field] = {
    var table: [String: Field] = [:]
    for (field, names) in names { for name in names { table[normalised(name)] = field } }
    return table
  }()

  private static let names: [(Field, [String])] = [
    (
      .id,
      [
        "conversation_id", "conversationid", "conv_id", "convo_id", "dialog_id", "dialogue_id", "session_id", "chat_id",
        "call_id",
        "ticket_id", "contact_id", "thread_id", "case_id", "ticket_no", "ticket_number", "case_number", "id",
        "record_id", "review_id", "session", "sid", "ticket", "thread", "case",
        "interaction_id", "uuid", "会话ID", "会话编号", "会话号", "会话标识", "会话流水号", "对话ID", "对话编号", "通话ID",
        "通话编号", "通话流水号", "录音ID", "录音编号", "工单号", "工单编号", "工单ID", "聊天ID", "咨询ID", "咨询编号", "服务单号",
        "流水号", "編號", "會話ID", "會話編號", "對話ID", "工單編號", "评价ID", "评论ID", "编号",
      ]
    ),
    (
      .turnID,
      [
        "message_id", "msg_id", "msgid", "turn_id", "utterance_id", "sentence_id", "event_id", "comment_id", "消息ID",
        "消息编号", "语句ID", "訊息ID",
      ]
    ),
    (
      .time,
      [
        "time", "timestamp", "at", "sent_at", "send_time", "sendtime", "message_time", "msg_time", "msgtime",
        "created_at",
        "createdat", "create_time", "createtime", "created", "datetime", "date_time", "absolute_time", "absolutetime",
        "date_created",
        "entry_time", "occurred_at", "ts", "时间", "发送时间", "消息时间", "发言时间", "聊天时间", "创建时间", "消息发送时间",
        "對話時間", "時間", "發送時間", "说话时间", "评论时间", "评价时间", "发布时间", "posted_at", "published_at", "review_date", "提交时间",
      ]
    ),
    (.date, ["date", "日期", "发送日期", "day", "聊天日期"]),
    (
      .offset,
      [
        "offset_ms", "offset", "begin_time", "begintime", "begin_offset_millis", "start_ms", "start_offset",
        "offset_seconds", "start_seconds", "start_sec", "偏移",
      ]
    ),
    (.duration, ["duration_ms", "时长毫秒"]),
    (
      .role,
      [
        "role", "persona", "sender_type", "sendertype", "speaker_role", "speakertype", "speaker_type",
        "participant_role",
        "participantrole", "author_type", "from_type", "actor_type", "actortype", "party", "角色", "发送者类型", "发送方类型",
        "发送人类型",
        "发送者角色", "发言角色", "说话人角色", "消息来源", "发送方", "消息方向", "發送者類型", "说话人类型", "发言人类型", "用户类型",
      ]
    ),
    (
      .speaker,
      [
        "speaker", "sender", "from", "author", "sender_id", "speaker_id", "participant", "participant_id", "author_id",
        "from_id", "user_id_from", "fromuser", "from_user", "who", "发送者", "发送人", "发言人", "说话人", "发送账号", "发送者ID", "发送人ID",
        "發送者", "發送人", "消息发送人", "发言者", "账号",
      ]
    ),
    (
      .speakerName,
      [
        "speaker_name", "sender_name", "author_name", "display_name", "displayname", "nickname", "发送者昵称", "发送者姓名",
        "发送人姓名",
        "发送人昵称", "昵称", "姓名",
      ]
    ),
    (
      .text,
      [
        "text", "message", "body", "content", "msg", "utterance", "sentence", "transcript", "message_text",
        "message_body",
        "comment", "comments", "description", "note", "notes", "call_notes", "summary_text", "review_text", "review",
        "chat_transcript", "conversation", "dialogue",
        "dialog", "chat_content", "phrase", "内容", "消息内容", "消息", "聊天内容", "聊天记录", "会话内容", "对话内容", "对话记录", "会话记录", "正文",
        "文本", "发言内容", "语句", "话术", "通话内容", "通话文本", "转写文本", "转写内容", "识别文本", "识别结果", "问题描述", "工单内容", "备注", "小结", "通话小结",
        "服务小结",
        "评论内容", "评价内容", "评论", "評論", "內容", "訊息內容", "對話內容", "留言", "留言内容", "帖子内容", "微博正文",
      ]
    ),
    (
      .agent,
      [
        "agent", "agent_id", "agentid", "operator", "operator_id", "staff", "staff_id", "assignee", "assignee_id",
        "csr",
        "rep_id", "客服", "坐席", "坐席工号", "坐席ID", "客服工号", "客服ID", "客服账号", "工号", "坐席账号", "接待客服", "服务人员", "受理人", "处理人",
        "座席", "座席工号", "座席工號", "客服帳號", "接待人", "经办人",
      ]
    ),
    (.agentName, ["agent_name", "operator_name", "staff_name", "坐席姓名", "客服姓名", "客服昵称", "坐席昵称", "座席姓名", "客服名称"]),
    (
      .customer,
      [
        "customer", "customer_id", "customerid", "visitor", "visitor_id", "user", "user_id", "userid", "client_id",
        "buyer",
        "buyer_id", "customer_name", "客户", "客户ID", "客户编号", "客户昵称", "客户姓名", "用户", "用户ID", "用户昵称", "访客", "访客ID", "访客昵称",
        "买家", "买家昵称",
        "买家ID", "顾客", "客戶", "用戶", "會員", "会员", "会员ID", "会员昵称",
      ]
    ),
    (.kind, ["kind", "message_type", "msgtype", "msg_type", "content_type", "消息类型", "内容类型", "訊息類型"]),
    (.visibility, ["visibility", "可见性", "是否内部"]),
    (
      .startedAt,
      [
        "started_at", "start_time", "starttime", "start", "begin_at", "session_start", "conversation_start",
        "call_start", "opened_at", "开始时间",
        "会话开始时间", "通话开始时间", "接入时间", "进线时间", "呼叫时间", "開始時間", "会话时间", "通话时间", "咨询时间",
      ]
    ),
    (
      .endedAt,
      [
        "ended_at", "end_time", "endtime", "end", "finished_at", "closed_at", "session_end", "结束时间", "会话结束时间", "通话结束时间",
        "挂断时间", "結束時間",
      ]
    ),
    (.channel, ["channel", "media_type", "mediatype", "source_channel", "渠道", "来源渠道", "接入渠道", "通道", "渠道类型", "咨询渠道"]),
    (.language, ["language", "lang", "语言", "语种", "語言"]),
    (
      .queue,
      [
        "queue", "queue_name", "skill", "skill_group", "skillgroup", "group_name", "技能组", "队列", "技能組", "队列名称", "服务队列",
        "业务队列",
      ]
    ),
    (.subject, ["subject", "title", "headline", "标题", "主题", "工单标题", "標題"]),
    (.rating, ["rating", "stars", "score", "star", "review_rating", "star_rating", "评分", "星级", "评价星级", "打分", "評分"]),
    (.zone, ["tz", "timezone", "time_zone", "时区", "時區"]),
    (
      .metadata("queued_at"),
      [
        "queued_at", "queue_time", "enqueued_at", "enqueue_time", "queue_start", "queue_start_time", "queue_enter_time",
        "排队时间", "进入排队时间",
        "入队时间", "开始排队时间", "排队开始时间", "排隊時間", "進入排隊時間",
      ]
    ),
    (
      .metadata("answered_at"),
      [
        "answered_at", "answer_time", "accepted_at", "accept_time", "connected_at", "connect_time", "pickup_time",
        "应答时间", "接通时间",
        "接听时间", "接起时间", "人工接入时间", "人工应答时间", "坐席应答时间", "客服接入时间", "應答時間", "接聽時間", "接通時間",
      ]
    ),
    (
      .metadata("abandoned"),
      [
        "abandoned", "is_abandoned", "abandon", "abandon_flag", "是否放弃", "放弃", "是否呼损", "是否放弃排队", "是否排队放弃", "排队放弃",
        "是否放棄", "放棄",
      ]
    ),
    (
      .metadata("team"),
      [
        "team", "team_name", "agent_team", "班组", "团队", "小组", "客服组", "坐席组", "所属班组", "所属团队",
        "坐席班组", "客服分组", "department", "部门", "班組", "團隊", "組別", "部門",
      ]
    ),
    (
      .metadata("vendor"),
      [
        "vendor", "outsourcer", "bpo", "供应商", "外包商", "外包公司", "外包供应商", "服务商", "外包团队",
        "外包商名称", "vendor_name", "供應商", "外包廠商",
      ]
    ),
    (
      .metadata("site"),
      [
        "site", "location", "职场", "场地", "站点", "工作地", "中心", "职场名称", "工作地点", "坐席职场", "分中心",
        "work_site", "職場", "據點",
      ]
    ),
    (
      .metadata("tier"),
      [
        "tier", "customer_tier", "vip_level", "level", "客户等级", "会员等级", "等级", "VIP等级", "用户等级",
        "客户级别", "会员级别", "用户级别", "customer_level", "member_level", "membership", "客戶等級", "會員等級",
      ]
    ),
    (
      .metadata("region"),
      [
        "region", "area", "province", "地区", "区域", "大区", "省份", "地域", "客户地区", "所属区域", "所属大区", "customer_region",
        "地區", "區域",
      ]
    ),
    (
      .metadata("product"),
      [
        "product", "product_name", "sku", "item", "product_title", "产品", "商品", "商品名称", "产品名称", "产品线", "商品标题", "業務類型",
        "业务类型", "产品型号", "品类",
        "product_line", "產品", "產品名稱", "商品名稱",
      ]
    ),
    (.metadata("csat"), ["csat", "satisfaction", "csat_score", "满意度", "满意度评价", "满意度评分"]),
    (.metadata("organisation"), ["organisation", "organization", "org", "店铺", "店铺名称", "机构", "商家", "公司"]),
  ]
}
