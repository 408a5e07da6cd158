/// The words of this toolkit for the fields of a record.
public enum FieldSynonyms {
  /// The word for a field that an export calls `name`, as `team` for 班组; `nil` if no field is called so.
  public static func word(of name: String) -> String? { ColumnSynonyms.field(of: name)?.word }
}
