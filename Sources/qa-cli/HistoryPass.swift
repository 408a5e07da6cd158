internal import QA
internal import Transcripts

/// The pass before a scoring run that gathers findings by customer, for books with rules about other contacts.
enum HistoryPass {
  /// The index of a book's questions over all contacts, those the selection leaves out too; `nil` if there is nothing to
  /// ask, or if the inputs cannot be read twice.
  static func index(
    _ book: Rulebook, files: [InputFile], input: InputOptions, selection: SelectionOptions, jobs: Int, isStream: Bool
  ) throws -> ContactIndex? {
    guard let questions = HistoryQuestions(book) else { return nil }
    guard !isStream, files.allSatisfy({ !$0.isStandardInput }) else {
      Console.say(
        "note: rules about other contacts of a customer are unknown (history_absent): they need files that can be read twice"
      )
      return nil
    }
    var index = ContactIndex(questions)
    var pass = ParallelPass(files: files, input: input, selection: selection, jobs: jobs)
    pass.isPreliminary = true
    _ = try pass.run(
      makeJudge: {
        let evaluator = try Evaluator(book: book)
        return { questions.visits(of: &$0, by: evaluator) }
      }, take: { try index.add($0) })
    index.finish()
    return index
  }

  /// The indices of two books over the same contacts; a book without such rules costs no pass.
  static func indices(
    _ old: Rulebook, _ new: Rulebook, files: [InputFile], input: InputOptions, selection: SelectionOptions, jobs: Int
  ) throws -> Histories {
    Histories(
      old: try index(old, files: files, input: input, selection: selection, jobs: jobs, isStream: false),
      new: try index(new, files: files, input: input, selection: selection, jobs: jobs, isStream: false))
  }
}
