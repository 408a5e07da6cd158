// What the cells of one row say.

extension RowAssembler {
  /// Fills a turn from a row.
  mutating func fill(_ entry: inout ConversationBuilder.Entry, from row: RowBuffer) {
    let at = plan.at
    let agent = row.trimmed(at.agent)
    let customer = row.trimmed(at.customer)
    let agentName = row.trimmed(at.agentName)
    entry.speaker = row.trimmed(at.speaker)
    entry.name = row.trimmed(at.speakerName)
    entry.id = row.trimmed(at.turnID)
    entry.role = role(of: entry, row, agent: agent, agentName: agentName, customer: customer)
    // Where the speaker has no column of its own, the parties' columns name it.
    if entry.role == .agent {
      if entry.name.isEmpty { entry.name = agentName.isEmpty ? entry.speaker : agentName }
      if !agent.isEmpty { entry.speaker = agent }
    } else if entry.role == .customer, entry.speaker.isEmpty {
      entry.speaker = customer
    }
    entry.time = time(of: row)
    if at.offset >= 0, let value = Double(row.string(at.offset)), abs(value) < 9e12 {
      entry.offset = Int64((value * offsetScale).rounded())
    }
    if at.duration >= 0, let value = Double(row.string(at.duration)), value >= 0, value < 9e12 {
      entry.duration = Int64((value * offsetScale).rounded())
    }
    if at.end >= 0, let start = entry.offset, let value = Double(row.string(at.end)), value < 9e12 {
      let end = Int64((value * offsetScale).rounded())
      if end >= start { entry.duration = end - start }
    }
    if at.kind >= 0 { entry.kind = Self.kind(row.string(at.kind)) }
    if at.visibility >= 0 {
      if ["internal", "private", "agents", "内部", "是"].contains(row.string(at.visibility).lowercased()) {
        entry.visibility = .internal
      }
    }
  }

  private mutating func role(
    of entry: ConversationBuilder.Entry, _ row: RowBuffer, agent: ArraySlice<UInt8>, agentName: ArraySlice<UInt8>,
    customer: ArraySlice<UInt8>
  ) -> Role {
    var word: ArraySlice<UInt8> = []
    if plan.at.role >= 0 {
      word = row.trimmed(plan.at.role)
      let role = roles.role(ofWord: word)
      if role != .unknown { return role }
    }
    for name in [entry.speaker, entry.name, word] where !name.isEmpty {
      // The parties' own columns say who they are.
      if name == agent || name == agentName { return .agent }
      if name == customer { return .customer }
      let role = roles.role(ofName: name)
      if role != .unknown { return role }
    }
    let unknown = word.isEmpty ? (entry.speaker.isEmpty ? entry.name : entry.speaker) : word
    if !unknown.isEmpty { noteUnknown(unknown) }
    return .unknown
  }

  /// The time of a row; a problem of the row's conversation if it is none.
  mutating func time(of row: RowBuffer) -> Timestamp? {
    let column = plan.at.time >= 0 ? plan.at.time : plan.at.date
    guard column >= 0, column < row.cells.count else { return nil }
    let cell = row.cells[column]
    var day: Int64?
    let date = plan.at.date
    if plan.at.time >= 0, date >= 0, date < row.cells.count {
      let dateCell = row.cells[date]
      if let read = try? times.read(row.text(date), kind: dateCell.kind, value: dateCell.value) {
        day = Timestamp.split(read.reading).day
      }
    }
    return read(row.text(column), cell, times, "time", row, day: day)
  }

  private mutating func read(
    _ text: ArraySlice<UInt8>, _ cell: RowBuffer.Slot, _ column: TimeColumn, _ path: String, _ row: RowBuffer,
    day: Int64? = nil
  ) -> Timestamp? {
    do throws(TimeColumn.Failure) {
      return try column.read(text, kind: cell.kind, value: cell.value, day: day)
    } catch {
      let problem =
        error == .malformed
        ? RecordProblem(.badTime, path: path, detail: "not a time as in the rows before", byteOffset: row.byteOffset)
        : RecordProblem(.timeOutOfRange, path: path, detail: "not between 1971 and 2200", byteOffset: row.byteOffset)
      failing = problem
      return nil
    }
  }

  /// Takes one cell into the record's own fields.
  mutating func gather(_ column: Int, _ row: RowBuffer, _ builder: inout ConversationBuilder) {
    let cell = row.cells[column]
    if let name = plan.metadata.first(where: { $0.column == column })?.name {
      if builder.conversation.metadata[name] == nil {
        builder.conversation.metadata.append(name, queueValue(name, row, column, builder.zone))
      }
      return
    }
    let text = row.string(column)
    switch plan.columns.first(where: { $0.value == column })?.key {
    case .channel: builder.conversation.channel = text
    case .language: builder.conversation.language = text
    case .queue: builder.conversation.queue = text
    case .zone: builder.zone = ClockZone(name: text)
    case .agent: builder.conversation.metadata["agent"] = .string(text)
    case .agentName: builder.conversation.metadata["agent_name"] = .string(text)
    case .customer: builder.conversation.metadata["customer"] = .string(text)
    case .rating: builder.conversation.metadata["rating"] = Self.value(row, column)
    case .subject: builder.conversation.metadata["subject"] = .string(text)
    case .startedAt: builder.started = instant(row.text(column), cell, startTimes, "started_at", row, &builder)
    case .endedAt: builder.ended = instant(row.text(column), cell, endTimes, "ended_at", row, &builder)
    default: break
    }
  }

  /// The value of a field of the queue: a time as RFC 3339, `abandoned` as a truth value; any other as it is.
  private func queueValue(_ name: String, _ row: RowBuffer, _ column: Int, _ zone: ClockZone?) -> MetadataValue {
    if let times = queueTimes[column] {
      let cell = row.cells[column]
      guard let time = try? times.read(row.text(column), kind: cell.kind, value: cell.value) else {
        return Self.value(row, column)
      }
      var zone = zone ?? context.options.timeZone
      let instant = time.instant ?? zone?.instant(ofReading: time.reading)
      return .string(instant.map { Timestamp.record($0) + "Z" } ?? Timestamp.record(time.reading))
    }
    if name == "abandoned" {
      switch row.string(column).lowercased() {
      case "是", "yes", "y", "true", "1", "放弃", "已放弃", "放棄", "已放棄", "abandoned": return .bool(true)
      case "否", "no", "n", "false", "0", "未放弃", "未放棄": return .bool(false)
      default: break
      }
    }
    return Self.value(row, column)
  }

  private func instant(
    _ text: ArraySlice<UInt8>, _ cell: RowBuffer.Slot, _ column: TimeColumn, _ path: String, _ row: RowBuffer,
    _ builder: inout ConversationBuilder
  ) -> Timestamp? {
    if let time = try? column.read(text, kind: cell.kind, value: cell.value) { return time }
    builder.fail(
      RecordProblem(.badTime, path: path, detail: "not a time as in the rows before", byteOffset: row.byteOffset))
    return nil
  }

  /// A cell as a value: whole and decimal numbers that are written plainly are numbers.
  static func value(_ row: RowBuffer, _ column: Int) -> MetadataValue {
    let cell = row.cells[column]
    let text = row.string(column)
    if cell.kind == .bool { return .bool(text == "true") }
    if let whole = Int64(text), String(whole) == text, text.count < 16 { return .integer(whole) }
    if let number = Double(text), number.isFinite, "\(number)" == text { return .number(number) }
    return .string(text)
  }

  private static func kind(_ word: String) -> TurnKind {
    let word = word.lowercased()
    if ["event", "notice", "系统消息", "事件", "通知", "system"].contains(word) { return .event }
    if word.hasPrefix("application/"), word.contains(".event.") { return .event }
    if ["note", "备注", "comment"].contains(word) { return .note }
    let media = ["image", "picture", "file", "voice", "audio", "video", "card", "sticker", "attachment"]
    let zh = ["图片", "文件", "语音", "视频", "卡片", "表情", "附件", "链接卡片"]
    if media.contains(where: { word.hasPrefix($0) }) || zh.contains(word) { return .attachment }
    return .message
  }
}

extension RowAssembler {
  // MARK: One record a row

  /// Reads a row that is a whole record: a conversation, a note or a review.
  mutating func addRecord(_ row: RowBuffer, _ batch: inout RowBatch) {
    if let problem = row.problem { return batch.quarantined.append(quarantined(row, problem)) }
    let id = plan.has(.id) ? Self.plainID(row.trimmed(plan[.id])) : []
    let place = SourceReference(
      input: context.input, line: row.number, byteOffset: row.byteOffset, byteLength: row.byteLength)
    let name = id.isEmpty ? "\(stem)#\(row.number)" : String(decoding: id, as: UTF8.self)
    var builder = ConversationBuilder(id: name, source: place)
    if Self.isMangled(id) { builder.fail(Self.mangled) }
    for column in row.cells.indices where !row.isEmpty(column) { gather(column, row, &builder) }
    let body = row.text(plan[.text])
    batch.bytes += body.count
    failing = nil
    let time = time(of: row)
    if builder.started == nil { builder.started = time }
    if plan.shape == .conversation, var text {
      text.begin(day: builder.started.map { Timestamp.split($0.reading).day })
      for line in LineGrammar.lines(of: body) { text.read(line, into: &builder) }
      self.text = text
      if builder.conversation.turns.isEmpty, !body.trimmedSpace.isEmpty {
        builder.fail(
          RecordProblem(.badSyntax, path: "text", detail: "no line says who speaks"))
      }
    } else {
      var entry = ConversationBuilder.Entry()
      fill(&entry, from: row)
      if plan.shape == .note { entry.kind = .note }
      // Who publishes a review is the customer.
      if plan.shape == .review, entry.role == .unknown { entry.role = .customer }
      if builder.conversation.channel.isEmpty, plan.shape == .review { builder.conversation.channel = "review" }
      builder.add(entry, text: body.trimmedSpace)
    }
    if let failing { builder.fail(failing) }
    finish(&builder, raw: row.raw, &batch)
  }
}
