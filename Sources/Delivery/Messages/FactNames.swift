extension MessageLanguage {
  /// A fact as people read it: names and words of the tool's own in their language, everything else as it is.
  func fact(_ fact: Message.Fact) -> (name: String, value: String) {
    guard self == .zh else { return (fact.name, fact.value) }
    let value = fact.name == "class" ? Self.classes[fact.value] ?? fact.value : fact.value
    return (Self.names[fact.name] ?? fact.name, value)
  }

  private static let names = [
    "class": "类型", "observed": "实际会话数", "expected": "预期会话数", "exposure": "全部会话数", "customers": "客户数",
    "p": "p 值", "q": "q 值 (误发现率)", "channel": "渠道", "product": "产品", "region": "地区", "topic": "主题",
    "owner": "责任部门", "phrases": "典型说法", "fingerprint": "指纹", "rule": "规则", "conversation": "会话",
    "agent": "坐席", "turn": "第几条", "messages": "消息", "critical": "严重", "major": "一般", "minor": "轻微",
    "info": "通知", "resolved": "已恢复",
  ]

  private static let classes = [
    "spike": "突增", "sustained": "持续偏高", "new": "新主题", "rising": "缓慢上升", "global_volume": "整体咨询量上升",
    "severity": "负面占比上升", "keyword": "关键词",
  ]
}
