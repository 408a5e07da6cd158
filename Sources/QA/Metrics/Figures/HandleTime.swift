internal import Transcripts

extension Metrics {
  /// Handle time (处理时长, AHT).
  struct HandleTime: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "handle_time", .init("处理时长", "Handle time"),
        .init(
          "坐席段：从坐席接入（没有时从第一条人工消息）到该段最后一条消息的结束；最后一段到会话结束时间。会话：各人工段之和，加话后处理（after_call_work_seconds）。",
          "Leg: from the agent joining, else their first message, to the end of the leg's last message; the last leg runs to the contact's end if it is given. Contact: the sum of its human legs and the after-call work."
        ), unit: .seconds, source: "AHT = talk or chat + hold + after-call work", notApplicable: [.noAgent],
        unknown: [.noTimes, .timesDisordered])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      if let leg = facts.leg { return time(ofLeg: leg, facts) }
      if facts.humanLegs.isEmpty { return .notApplicable(.noAgent) }
      var sum: Int64 = 0
      for leg in facts.humanLegs.indices {
        guard case .duration(let time) = time(ofLeg: leg, facts) else { return time(ofLeg: leg, facts) }
        sum += time
      }
      if let work = facts.settings.fields.value(.afterCallWork, in: facts.conversation)?.description,
        let seconds = Double(work), seconds >= 0, seconds < 1e9
      {
        sum += Int64((seconds * 1000).rounded())
      }
      return .duration(sum)
    }

    private func time(ofLeg leg: Int, _ facts: ContactFacts) -> MetricValue {
      guard let first = facts.firstPerson(ofLeg: leg) else { return .notApplicable(.noAgent) }
      let range = facts.humanLegs[leg].utterances
      let start = facts.joinTime(ofLeg: leg) ?? facts.messages[first].time
      var end = facts.messages[range.upperBound - 1].end
      for index in first..<range.upperBound where facts.messages[index].hasTime {
        end = max(end, facts.messages[index].end)
      }
      if range.upperBound == facts.messages.count, facts.conversation.endedAt != Turn.noTime {
        end = max(end, facts.conversation.endedAt)
      }
      guard facts.messages[range.upperBound - 1].hasTime else { return .unknown(.noTimes) }
      return facts.elapsed(start, end, inHours: false)
    }
  }

  /// How long the contact lasted.
  struct ContactDuration: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "contact_duration", .init("会话时长", "Contact duration"),
        .init(
          "从会话开始（没有时从第一条消息）到会话结束（没有时到最后一条消息的结束）。",
          "From the contact's start, else its first message, to its end, else the end of its last message."),
        unit: .seconds, scope: .conversation, source: "Contact record", notApplicable: [.noTurns, .otherLeg],
        unknown: [.noTimes, .timesDisordered])
    }

    func value(in facts: ContactFacts) -> MetricValue {
      guard let first = facts.messages.first, let last = facts.messages.last else { return .notApplicable(.noTurns) }
      let contact = facts.conversation
      var end = contact.endedAt
      if end == Turn.noTime, last.hasTime { end = facts.messages.lazy.map(\.end).max() ?? last.end }
      return facts.elapsed(contact.startedAt != Turn.noTime ? contact.startedAt : first.time, end, inHours: false)
    }
  }
}
