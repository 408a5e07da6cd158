/// What words near a number say it is.
enum EntityCue: Sendable {
  case phone, card, identity, order, passport, ssn, company, version
}

/// Looks for the cue nearest to a number.
struct EntityCues: Sendable {
  private static let words = WordList<EntityCue>([
    (
      "手机,电话,号码,联系方式,致电,拨打,来电,回电,打给,联系我,微信,座机,固话,tel,phone,mobile,cell,call,reach,whatsapp,telephone,text me,vx,wx,分机,热线,callback",
      .phone
    ),
    (
      "卡号,银行卡,借记卡,信用卡,储蓄卡,账号,账户,帐号,帐户,户头,打款,转账,汇款,尾号,card,account,visa,mastercard,unionpay,amex,debit,credit,存折,工行,建行,农行,中行,招行,交行,这张卡,的卡,绑卡,卡是",
      .card
    ),
    ("身份证,证件,实名,身份号码,身份证号,id card,identity,national id", .identity),
    (
      "订单,单号,运单,快递,物流,流水,工单,编号,序列,条码,批次,货号,券码,时间戳,交易号,受理号,退款单,提货码,参考号,包裹号,追踪,发票,凭证,票号,合同号,保单号,商品id,商品号,tracking,order,ticket,ref,reference,invoice,serial,sku,timestamp,barcode,batch,case number,parcel,shipment,transaction,receipt,confirmation,waybill,epoch,商户号,会话id,会话号,取件码,日志,请求id,request id,trace",
      .order
    ),
    ("护照,通行证,回乡证,passport", .passport),
    ("ssn,social security", .ssn),
    ("信用代码,税号,统一社会,纳税人识别号,营业执照,credit code,tax id", .company),
    ("版本,固件,version,firmware,build", .version),
  ])

  /// The cue that ends nearest before `start`, else the first after `end`; both within one turn.
  ///
  /// - Parameter reach: how many bytes are looked at on either side.
  static func nearest(
    in text: [UInt8], turn: Range<Int>, around range: Range<Int>, reach: Int = 60
  ) -> EntityCue? {
    last(in: text, max(turn.lowerBound, range.lowerBound - reach)..<range.lowerBound)
      ?? first(in: text, range.upperBound..<min(turn.upperBound, range.upperBound + reach / 2))
  }

  /// The last cue in a range.
  static func last(in text: [UInt8], _ range: Range<Int>) -> EntityCue? {
    var found: EntityCue?
    var index = range.lowerBound
    while index < range.upperBound {
      if let match = words.match(in: text, at: index, end: range.upperBound) {
        found = match.value
        index += match.length
      } else {
        index += 1
      }
    }
    return found
  }

  private static func first(in text: [UInt8], _ range: Range<Int>) -> EntityCue? {
    for index in range {
      // What follows a full stop or a comma speaks of something else.
      if text[index] == 0x2C || text[index] == 0x2E || text[index] == 0x3B { return nil }
      if text[index] == 0xE3, index + 2 < range.upperBound, text[index + 1] == 0x80, text[index + 2] == 0x82 {
        return nil
      }
      if let match = words.match(in: text, at: index, end: range.upperBound) { return match.value }
    }
    return nil
  }
}
