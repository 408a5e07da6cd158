import Testing
import Transcripts

@testable import QA

/// What each metric says of small talks, boundaries and reasons included.
@Suite struct MetricValueTests {
  static let responses: [MetricCase] = [
    .init("first_response_human", .duration(30_000), ["客户: 在吗", "坐席: 您好"], [0, 30]),
    .init("first_response_human", .duration(50_000), ["客户: 在吗", "机器人: 您好", "坐席: 您好"], [0, 1, 50]),
    .init("first_response_automatic", .duration(1_000), ["客户: 在吗", "机器人: 您好", "坐席: 您好"], [0, 1, 50]),
    .init("first_response_automatic", .duration(2_000), ["客户: 在吗", "系统: 已接入", "坐席: 您好"], [0, 2, 50]),
    .init("first_response", .duration(1_000), ["客户: 在吗", "机器人: 您好", "坐席: 您好"], [0, 1, 50]),
    .init(
      "first_response_human", .duration(40_000), ["客户: 在吗", "坐席: 您好，当前咨询人数较多，请稍等。", "坐席: 查到了"], [0, 1, 40]),
    .init(
      "first_response_automatic", .duration(1_000), ["客户: 在吗", "坐席: 您好，当前咨询人数较多，请稍等。", "坐席: 查到了"],
      [0, 1, 40]),
    .init("first_response_human", .never(.noReply), ["客户: 在吗", "机器人: 您好"], [0, 1]),
    .init("first_response_human", .never(.noReply), ["坐席: 您好", "客户: 在吗"], [0, 1]),
    .init("first_response_human", .notApplicable(.noCustomerMessage), ["坐席: 您好"], [0]),
    .init("first_response_human", .unknown(.noTimes), ["客户: 在吗", "坐席: 您好"]),
    .init("first_response_human", .unknown(.roleUnknown), ["客户: 在吗", "未知: 您好", "坐席: 您好"], [0, 1, 2]),
    .init(
      "first_response_human_from_question", .duration(10_000), ["客户: 你好", "坐席: 您好", "客户: 什么时候发货", "坐席: 明天"],
      [0, 5, 20, 30]),
    .init("first_response_human_from_question", .notApplicable(.noQuestion), ["客户: 你好", "坐席: 您好"], [0, 5]),
    .init(
      "response_time_average", .duration(12_500), ["客户: a", "客户: b", "坐席: c", "客户: d", "坐席: e"], [0, 20, 30, 40, 55]),
    .init(
      "customer_wait_average", .duration(22_500), ["客户: a", "客户: b", "坐席: c", "客户: d", "坐席: e"], [0, 20, 30, 40, 55]),
    .init("later_response_time_average", .duration(15_000), ["客户: a", "坐席: c", "客户: d", "坐席: e"], [0, 30, 40, 55]),
    .init("customer_response_time_average", .duration(10_000), ["客户: a", "坐席: c", "客户: d", "坐席: e"], [0, 30, 40, 55]),
    // A bot's answer ends the wait, unless a person was asked for.
    .init("customer_wait_max", .duration(5_000), ["客户: a", "机器人: b", "客户: c", "坐席: d"], [0, 1, 100, 105]),
    .init("customer_wait_max", .duration(105_000), ["客户: 转人工", "机器人: b", "客户: c", "坐席: d"], [0, 1, 100, 105]),
    .init("response_time_median", .duration(15_000), ["客户: a", "坐席: b", "客户: c", "坐席: d"], [0, 10, 20, 40]),
    .init("response_time_p90", .duration(20_000), ["客户: a", "坐席: b", "客户: c", "坐席: d"], [0, 10, 20, 40]),
    .init("response_time_average", .notApplicable(.noResponse), ["客户: a"], [0]),
  ]

  static let others: [MetricCase] = [
    .init("unanswered_messages", .count(0), ["客户: 几点到", "坐席: 明天", "客户: 好的谢谢"]),
    .init("unanswered_messages", .count(2), ["坐席: 明天", "客户: 几点", "系统: 客户正在输入", "客户: 在吗"]),
    .init("effective_response_rate", .share(0, of: 1), ["客户: 什么时候发货", "坐席: 您好，请稍等，正在为您查询"]),
    .init("effective_response_rate", .share(1, of: 1), ["客户: 什么时候发货", "坐席: 请稍等", "客户: 好", "坐席: 明天下午发出"]),
    .init("effective_response_rate", .share(1, of: 2), ["客户: 能退吗", "坐席: 可以退", "客户: 邮费谁出？", "坐席: 感谢您的咨询，祝您生活愉快"]),
    .init(
      "effective_response_rate", .share(1, of: 1),
      ["Customer: Can I return it?", "Agent: Sure, within 30 days of delivery."]),
    .init(
      "effective_response_rate", .share(0, of: 1),
      ["Customer: Can I return it?", "Agent: Thank you for contacting Acme. One moment please."]),
    .init("effective_response_rate", .share(1, of: 1), ["客户: 你们几点上班", "坐席: 工作时间为9点到18点"]),
    .init("effective_response_rate", .notApplicable(.noQuestion), ["客户: 你好", "坐席: 您好"]),
    .init("transfers", .count(1), ["客户: a", "坐席1: b", "坐席2: c"]),
    .init("transfers", .count(0), ["客户: a", "机器人: b", "坐席: c"]),
    .init("handed_over", .flag(true), ["客户: a", "机器人: b", "坐席: c"]),
    .init("handed_over", .flag(false), ["客户: a", "机器人: b"]),
    .init("handed_over", .notApplicable(.noBot), ["客户: a", "坐席: b"]),
    .init("bot_contained", .flag(true), ["客户: 营业时间", "机器人: 9点到18点", "客户: 谢谢"]),
    .init("bot_contained", .flag(false), ["客户: 转人工", "机器人: 没听懂"]),
    .init("bot_contained", .flag(true), ["客户: 人工费多少", "机器人: 100元"]),
    .init("bot_resolved", .flag(false), ["客户: 登录不了", "机器人: 请重启", "客户: 还是不行"]),
    .init("handover_honoured", .flag(true), ["客户: 转人工", "机器人: 好", "坐席: 您好"]),
    .init("handover_honoured", .flag(false), ["客户: I want to speak to a human", "机器人: Sorry?"]),
    .init("handover_honoured", .notApplicable(.noRequest), ["客户: 人工智能是什么", "机器人: 一门学科"]),
    .init("resolution_asked", .flag(true), ["客户: a", "坐席: 请问您的问题解决了吗"]),
    .init("resolution_asked", .flag(false), ["客户: a", "坐席: 还有其他问题吗"]),
    .init("further_help_offered", .flag(true), ["客户: a", "坐席: 还有其他问题吗"]),
    .init("resolution_confirmed", .flag(true), ["客户: a", "坐席: 问题解决了吗", "客户: 解决了"]),
    .init("resolution_confirmed", .flag(false), ["客户: a", "坐席: 问题解决了吗", "客户: 没有"]),
    .init("resolution_confirmed", .flag(true), ["客户: a", "坐席: 还有其他问题吗", "客户: 没有了谢谢"]),
    .init("resolution_confirmed", .flag(false), ["客户: 没解决", "坐席: 再试试"]),
    .init("ends_unresolved", .flag(true), ["客户: a", "坐席: 问题解决了吗", "客户: 没有"]),
    .init(
      "ends_unresolved", .flag(true),
      ["Customer: help", "Agent: Restart it.", "Customer: It still doesn't work", "Agent: Sorry."]),
    .init("ends_unresolved", .flag(false), ["客户: 还是不行", "坐席: 换个浏览器", "客户: 可以了，谢谢"]),
    .init("ends_unresolved", .flag(true), ["客户: 转人工", "机器人: 没听懂"]),
    .init("agent_talk_share", .share(4, of: 6), ["客户: 在吗", "坐席: 您好您好"]),
    .init("turns", .count(3), ["客户: a", "系统: b", "坐席: c"]),
    .init("handle_time", .duration(50_000), ["客户: a", "坐席: b", "客户: c"], [0, 10, 60]),
    .init("dead_air_time", .duration(61_000), ["客户: a", "坐席: b", "客户: c"], [0, 60, 121]),
    .init("dead_air_count", .count(1), ["客户: a", "坐席: b", "客户: c"], [0, 60, 121]),
    .init("longest_silence", .notApplicable(.oneTurn), ["客户: a"], [0]),
    .init("queue_wait", .notApplicable(.noQueue), ["客户: a", "坐席: b"], [0, 1]),
  ]

  @Test(arguments: responses + others) func isRight(_ example: MetricCase) throws {
    #expect(try Measured.value(example.metric, example.talk, times: example.times) == example.value)
  }

  @Test func internalNotesNeverCount() throws {
    var conversation = Talk.conversation(["客户: 在吗", "坐席: 内部备注", "坐席: 您好"], times: [0, 5, 40])
    conversation.turns[1].visibility = .internal
    let values = try Measured.metrics(conversation).contact.values
    #expect(values[try #require(Metrics.index(of: "first_response_human"))] == .duration(40_000))
    #expect(values[try #require(Metrics.index(of: "agent_turns"))] == .count(1))
  }

  /// Leg by leg: the second agent's clock starts with the message that waits for them.
  @Test func legsHaveTheirOwn() throws {
    let talk = ["客户: a", "坐席1: b", "客户: c", "系统: 转接中", "坐席2: d", "客户: e", "坐席2: f"]
    let metrics = try Measured.metrics(Talk.conversation(talk, times: [0, 10, 20, 25, 60, 70, 73]))
    let first = try #require(Metrics.index(of: "first_response_human"))
    let transfers = try #require(Metrics.index(of: "transfers"))
    #expect(metrics.legs.map(\.values[first]) == [.duration(10_000), .duration(40_000)])
    #expect(metrics.legs.map(\.agent) == ["坐席1", "坐席2"])
    #expect(metrics.contact.values[first] == .duration(10_000))
    #expect(metrics.legs.map(\.values[transfers]) == [.notApplicable(.otherLeg), .count(1)])
  }

  @Test func ticketsKeepHalfAnHour() throws {
    for (seconds, expected) in [(1800, true), (1801, false)] {
      let value = try Measured.value(
        "ticket_response_in_30m", ["客户: a", "坐席: b"], times: [0, seconds], channel: "工单")
      #expect(value == .flag(expected))
    }
    #expect(
      try Measured.value("ticket_response_in_30m", ["客户: a", "坐席: b"], times: [0, 5]) == .notApplicable(.noTicket))
  }

  @Test func phrasesCanBeAdded() throws {
    let talk = ["客户: 在吗", "坐席: 小二飞奔而来", "坐席: 有货"]
    let value = try Measured.value("first_response_human", talk, times: [0, 1, 30]) { settings in
      try ServiceFile.read("phrases: {auto_reply: [小二飞奔而来]}", name: "s.yaml", into: &settings)
    }
    #expect(value == .duration(30_000))
    #expect(try Measured.value("first_response_human", talk, times: [0, 1, 30]) == .duration(1_000))
  }

  /// A contact of very many turns, of one party or of both, ends.
  @Test(arguments: [["客户: 好的"], ["客户: 还在吗？", "坐席: 请稍等"], ["坐席1: a", "坐席2: b"], ["机器人: a", "客户: 好"]])
  func longContactsEnd(_ pattern: [String]) throws {
    let count = 20_000
    let talk = (0..<count).map { pattern[$0 % pattern.count] }
    let metrics = try Measured.metrics(Talk.conversation(talk, times: Array(0..<count)))
    #expect(metrics.contact.values[try #require(Metrics.index(of: "turns"))] == .count(count))
  }

  @Test func emptyContactsHaveReasons() throws {
    let values = try Measured.metrics(Conversation()).contact.values
    for (definition, value) in zip(Metrics.definitions, values) where definition.unit != .count {
      #expect(value.reason != nil, "\(definition.id)")
    }
  }

  /// Every reason that a talk of this file gives is one the definition names.
  @Test(arguments: responses + others) func reasonsAreNamed(_ example: MetricCase) throws {
    let values = try Measured.metrics(Talk.conversation(example.talk, times: example.times)).contact.values
    for (definition, value) in zip(Metrics.definitions, values) where definition.scope != .history {
      switch value {
      case .notApplicable(let reason): #expect(definition.notApplicable.contains(reason), "\(definition.id) \(reason)")
      case .unknown(let reason): #expect(definition.unknown.contains(reason), "\(definition.id) \(reason)")
      default: break
      }
    }
  }
}
