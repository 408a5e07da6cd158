/// A commented rulebook to begin with: it lints clean, its tests pass, and every part says what it is for.
public enum StarterBook {
  /// The trades a starter is written for.
  public enum Trade: String, Sendable, CaseIterable {
    /// Any service online.
    case online
    /// Shops.
    case ecommerce
    /// Banks, funds, insurers.
    case finance
  }

  /// The book as YAML.
  public static func yaml(trade: Trade, isChinese: Bool) -> String {
    let own = isChinese ? chinese(trade) : english(trade)
    return isChinese
      ? """
      # 一本可以直接使用、也可以逐条修改的规则书。
      #   检查：qa-cli rules lint my-book.yaml
      #   跑用例：qa-cli rules test my-book.yaml
      #   评分：qa-cli score 会话.csv --rules my-book.yaml
      # 算子说明：qa-cli rules explain；在编辑器里补全：qa-cli rules schema > rulebook.schema.json
      rulebook: my-book
      version: 1
      language: zh
      title: 我的质检规则

      lexicons:                      # 词库：多条规则可以共用；也可以写成 { file: 词库.tsv }
        greeting: [您好, 你好, 早上好, 下午好, 欢迎光临]
        closing: [再见, 祝您生活愉快, 感谢您的来电, 感谢您的咨询]

      rules:
        - id: opening
          title: 开场白缺失
          severity: minor            # critical 严重 | major 一般 | minor 轻微
          class: customer
          require:                   # require：没有说就是差错；forbid：说了就是差错
            keyword: { lexicon: greeting }
            role: agent
            in: first 2 turns        # 只看坐席的前两句
          tests:                     # 每条规则至少一个应命中、一个不应命中的例子
            - { expect: miss, talk: ["坐席: 您好，请问有什么可以帮您？"] }
            - { expect: hit, talk: ["客户: 在吗", "坐席: 什么事"] }

        - id: closing
          title: 结束语缺失
          severity: minor
          class: customer
          require: { keyword: { lexicon: closing }, role: agent, in: last 3 turns }
          tests:
            - { expect: miss, talk: ["坐席: 感谢您的咨询，再见"] }
            - { expect: hit, talk: ["坐席: 就这样吧"] }

        - id: forbidden-phrase
          title: 服务忌语
          severity: major
          class: customer
          forbid:
            keyword: { any: [不归我管, 自己看, 说几遍了, 爱买不买] }
            role: agent
            quotation: drop          # 引用客户的话不算
          message: 第 {turn} 句用了忌语“{text}”
          tests:
            - { expect: hit, at: [2], talk: ["客户: 怎么退", "坐席: 这个不归我管"] }
            - { expect: miss, talk: ["坐席: 您可以在页面上查看"] }

        - id: slow-first-response
          title: 首次响应超过 30 秒
          severity: minor
          class: customer
          forbid: { response_time: { metric: first, seconds: 30 } }   # 没有时间的会话：未知，不算差错
          message: 首次响应用了 {value} 秒
          tests:
            - { expect: hit, times: [0, 45], talk: ["客户: 在吗", "坐席: 您好"] }
            - { expect: miss, times: [0, 12], talk: ["客户: 在吗", "坐席: 您好"] }

      \(own.rules)
      scorecard:
        mode: deduct                 # 扣分制
        base: 100
        pass: 85
        bands: { 优: 95, 良: 85, 中: 70 }
        not_scorable: [customer_silent, bot_only, test, internal]   # 不可评分，单独统计
        sections:
          - id: wording
            title: 用语
            cap: 30                  # 这一模块最多扣 30 分
            items:
              - { rule: opening, deduct: 5 }
              - { rule: closing, deduct: 5 }
              - { rule: forbidden-phrase, deduct: 10, per: finding, max: 20 }
          - id: efficiency
            title: 时效
            items:
              - { rule: slow-first-response, deduct: 5 }
          - id: business
            title: 业务
            items:
      \(own.items)

      """
      : """
      # A rulebook to use as it is, and to change rule by rule.
      #   check:     qa-cli rules lint my-book.yaml
      #   run tests: qa-cli rules test my-book.yaml
      #   score:     qa-cli score chats.csv --rules my-book.yaml
      # Operators: qa-cli rules explain; completion in an editor: qa-cli rules schema > rulebook.schema.json
      rulebook: my-book
      version: 1
      language: en
      title: My quality rules

      lexicons:                      # words that rules share; { file: words.tsv } reads a file beside the book
        greeting: [hello, hi, good morning, good afternoon, good evening, welcome]
        closing: [goodbye, bye, have a nice day, thank you for contacting, thanks for contacting]

      rules:
        - id: opening
          title: No greeting
          severity: minor            # critical | major | minor
          class: customer
          require:                   # require: a finding if it is missing; forbid: a finding if it is there
            keyword: { lexicon: greeting }
            role: agent
            in: first 2 turns        # the agent's first two turns
          tests:                     # at least one that must hit and one that must not
            - { expect: miss, talk: ["Agent: Hello, how may I help you?"] }
            - { expect: hit, talk: ["Customer: anyone there?", "Agent: What is it"] }

        - id: closing
          title: No farewell
          severity: minor
          class: customer
          require: { keyword: { lexicon: closing }, role: agent, in: last 3 turns }
          tests:
            - { expect: miss, talk: ["Agent: Thank you for contacting us, have a nice day"] }
            - { expect: hit, talk: ["Agent: That is all"] }

        - id: forbidden-phrase
          title: Words we do not use
          severity: major
          class: customer
          forbid:
            keyword: { any: [not my problem, not my job, figure it out yourself, calm down] }
            role: agent
            quotation: drop          # quoting the customer does not count
          message: turn {turn} says “{text}”
          tests:
            - { expect: hit, at: [2], talk: ["Customer: it is broken", "Agent: That is not my problem"] }
            - { expect: miss, talk: ["Agent: That should be no problem at all"] }

        - id: slow-first-response
          title: First response after 30 seconds
          severity: minor
          class: customer
          forbid: { response_time: { metric: first, seconds: 30 } }   # without times: unknown, no finding
          message: the first response took {value} seconds
          tests:
            - { expect: hit, times: [0, 45], talk: ["Customer: hi", "Agent: Hello"] }
            - { expect: miss, times: [0, 12], talk: ["Customer: hi", "Agent: Hello"] }

      \(own.rules)
      scorecard:
        mode: deduct
        base: 100
        pass: 85
        bands: { excellent: 95, good: 85, fair: 70 }
        not_scorable: [customer_silent, bot_only, test, internal]   # counted apart
        sections:
          - id: wording
            title: Wording
            cap: 30                  # this section can lose at most 30
            items:
              - { rule: opening, deduct: 5 }
              - { rule: closing, deduct: 5 }
              - { rule: forbidden-phrase, deduct: 10, per: finding, max: 20 }
          - id: efficiency
            title: Efficiency
            items:
              - { rule: slow-first-response, deduct: 5 }
          - id: business
            title: Business
            items:
      \(own.items)

      """
  }

  private static func chinese(_ trade: Trade) -> (rules: String, items: String) {
    switch trade {
    case .online:
      (
        """
          - id: bare-refusal
            title: 单纯拒绝，没有给替代办法
            severity: major
            class: customer
            find:                      # 几个有名字的条件，用 when 组合
              refusal: { keyword: { any: [办不了, 没办法, 无法为您办理] }, role: agent }
              offer: { keyword: { any: [您可以, 建议您, 我帮您, 我为您] }, role: agent, around: { of: refusal, within: 2 turns } }
            when: refusal && !offer
            message: 第 {refusal.turn} 句只是拒绝
            tests:
              - { expect: hit, talk: ["客户: 能改地址吗", "坐席: 这个办不了"] }
              - { expect: miss, talk: ["客户: 能改地址吗", "坐席: 系统里办不了", "坐席: 我帮您联系仓库拦截"] }

        """, "        - { rule: bare-refusal, deduct: 10 }"
      )
    case .ecommerce:
      (
        """
          - id: overpromise-delivery
            title: 虚假时效承诺
            severity: major
            class: customer
            forbid:
              regex: { match: '(今天|明天|马上)(一定|肯定|保证)(发|到)' }
              role: agent
              negation: drop           # 不能保证…不算
            message: 第 {turn} 句承诺时效：{text}
            tests:
              - { expect: hit, talk: ["客户: 什么时候发", "坐席: 今天一定发"] }
              - { expect: miss, talk: ["客户: 什么时候发", "坐席: 预计今天发出"] }

          - id: compensation-over-limit
            title: 赔付超过权限
            severity: critical
            class: business
            find:
              pay: { keyword: { any: [赔, 补偿, 退您, 返您] }, role: agent, negation: drop }
              amount: { number: { kind: money, compare: '>', value: 200 }, role: agent, same: { of: pay, unit: sentence } }
            when: pay && amount
            message: 第 {amount.turn} 句承诺赔付 {amount.value} 元
            tests:
              - { expect: hit, talk: ["客户: 坏了", "坐席: 这边赔您三百块"] }
              - { expect: miss, talk: ["客户: 赔我五百块", "坐席: 最多补偿您50元"] }

        """,
        """
                - { rule: overpromise-delivery, deduct: 10 }
                - { rule: compensation-over-limit, deduct: 20 }
        """
      )
    case .finance:
      (
        """
          - id: promise-principal
            title: 承诺保本
            severity: critical
            class: compliance
            forbid:
              keyword: { any: [保本, 零风险, 稳赚不赔] }
              role: agent
              exclude: ['确保本(月|次|周|人|行)']   # 确保本月到账 不算，确保本金安全 算
              negation: drop           # 不能承诺保本 不算
            message: 第 {turn} 句承诺保本：{text}
            tests:
              - { expect: hit, talk: ["客户: 安全吗", "坐席: 放心，零风险"] }
              - { expect: hit, talk: ["坐席: 这个确保本金安全"] }
              - { expect: miss, talk: ["坐席: 我们会确保本月到账"] }
              - { expect: miss, talk: ["坐席: 我们不能承诺保本"] }

        """, "        - { rule: promise-principal, fatal: evaluation }   # 致命项：一票否决"
      )
    }
  }

  private static func english(_ trade: Trade) -> (rules: String, items: String) {
    switch trade {
    case .online:
      (
        """
          - id: bare-refusal
            title: A bare refusal without an alternative
            severity: major
            class: customer
            find:                      # named conditions, joined by when
              refusal: { keyword: { any: [we can't do that, not possible, can't be done] }, role: agent }
              offer: { keyword: { any: [you can, you could, I can, I will, instead] }, role: agent, around: { of: refusal, within: 2 turns } }
            when: refusal && !offer
            message: turn {refusal.turn} only refuses
            tests:
              - { expect: hit, talk: ["Customer: can you change the address?", "Agent: That is not possible."] }
              - { expect: miss, talk: ["Customer: can you change it?", "Agent: That is not possible.", "Agent: I can stop the parcel instead."] }

        """, "        - { rule: bare-refusal, deduct: 10 }"
      )
    case .ecommerce:
      (
        """
          - id: overpromise-delivery
            title: A delivery date is promised
            severity: major
            class: customer
            forbid:
              regex: { match: '(definitely|guaranteed?|promise).{0,20}(arrive|deliver|ship|today|tomorrow)' }
              role: agent
              negation: drop           # "we cannot guarantee" does not count
            message: turn {turn} promises “{text}”
            tests:
              - { expect: hit, talk: ["Customer: when?", "Agent: It will definitely arrive tomorrow."] }
              - { expect: miss, talk: ["Customer: when?", "Agent: It should arrive tomorrow."] }

          - id: compensation-over-limit
            title: Compensation above the limit
            severity: critical
            class: business
            find:
              pay: { keyword: { any: [compensate, refund, credit] }, role: agent, negation: drop }
              amount: { number: { kind: money, compare: '>', value: 200 }, role: agent, same: { of: pay, unit: sentence } }
            when: pay && amount
            message: turn {amount.turn} offers {amount.value}
            tests:
              - { expect: hit, talk: ["Customer: it broke", "Agent: We will refund you $300."] }
              - { expect: miss, talk: ["Customer: refund me $500", "Agent: I can credit you $20."] }

        """,
        """
                - { rule: overpromise-delivery, deduct: 10 }
                - { rule: compensation-over-limit, deduct: 20 }
        """
      )
    case .finance:
      (
        """
          - id: promise-return
            title: A return is promised
            severity: critical
            class: compliance
            forbid:
              keyword: { any: [guaranteed return, risk free, no risk, cannot lose] }
              role: agent
              negation: drop           # "there is no guaranteed return" does not count
            message: turn {turn} promises “{text}”
            tests:
              - { expect: hit, talk: ["Customer: is it safe?", "Agent: Absolutely, it is risk free."] }
              - { expect: miss, talk: ["Customer: is it risk free?", "Agent: No, the value can fall."] }

        """, "        - { rule: promise-return, fatal: evaluation }   # fails the conversation"
      )
    }
  }
}
