// Figures over all contacts of a customer. A contact by itself has no value; `ContactHistory` counts them at the end.

extension Metrics {
  /// Repeat contact.
  struct RepeatContact: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "repeat_contact", .init("重复来访率", "Repeat contact"),
        .init(
          "同一客户在 N 天内（默认 7 天，含正好 N 天）再次主动来访的会话占比。数据末尾不足 N 天的会话不计入，另行报告；外呼不算来访。",
          "The share of contacts after which the same customer comes again within N days (7 unless set; exactly N days is within). Contacts in the last N days of the data are not counted but reported; outbound contacts are none of the customer's."
        ), unit: .flag, scope: .history, source: "Repeat contact within N days",
        notApplicable: [.immature, .outbound], unknown: [.noCustomerId, .noTimes])
    }

    func value(in facts: ContactFacts) -> MetricValue { .notApplicable(.immature) }
  }

  /// First-contact resolution.
  struct FirstContactResolution: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "first_contact_resolution", .init("首次解决率", "First-contact resolution"),
        .init(
          "一件事的第一次来访（此前 N 天内没有来访）中，其后 N 天内没有再来访的占比。数据末尾不足 N 天的不计入。",
          "Of contacts that open a matter (none of the customer in the N days before), the share after which none comes in N days. The last N days of the data are not counted."
        ), unit: .flag, scope: .history, source: "FCR by absence of a repeat contact",
        notApplicable: [.immature, .followsAnother, .outbound], unknown: [.noCustomerId, .noTimes])
    }

    func value(in facts: ContactFacts) -> MetricValue { .notApplicable(.immature) }
  }

  /// Abandoned callers who were called back.
  struct AbandonedCalledBack: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "abandoned_called_back", .init("放弃来电回拨率", "Abandoned callers called back"),
        .init(
          "放弃排队的来电中被回拨的占比：记录注明已回拨（called_back），或其后 1 天内有对该客户的外呼。数据末尾不足 1 天且未回拨的不计入。",
          "The share of abandoned calls that were called back: the record says so (called_back), or an outbound contact to the customer follows within a day. Calls in the last day of the data are not counted unless called back."
        ), unit: .flag, scope: .history, source: "Abandoned → called back",
        notApplicable: [.noQueue, .notAbandoned, .immature], unknown: [.noCustomerId, .noTimes])
    }

    func value(in facts: ContactFacts) -> MetricValue { .notApplicable(.immature) }
  }

  /// Serious complaints that were followed up.
  struct ComplaintFollowedUp: Metric {
    var definition: MetricDefinition {
      MetricDefinition(
        "complaint_followed_up", .init("重点客诉 3 天回访率", "Serious complaints followed up"),
        .init(
          "重点客诉（serious_complaint，或标签含 重点客诉）在 3 天内（可改）回访的占比：记录注明已回访（followed_up，为时间时须在期限内），或其后有对该客户的外呼。期限未满且未回访的不计入。",
          "The share of serious complaints (serious_complaint, or a tag that says so) followed up within 3 days (can be set): the record says so (followed_up; a time must lie within), or an outbound contact follows in time. Complaints whose time is not over are not counted unless followed up."
        ), unit: .flag, scope: .history, source: "重点客诉问题3天回访率",
        notApplicable: [.noSeriousComplaint, .immature], unknown: [.noCustomerId, .noTimes])
    }

    func value(in facts: ContactFacts) -> MetricValue { .notApplicable(.immature) }
  }
}
