/// English names by the words around them and by their capitals.
enum EnglishNames {
  private static let strongCues = CueTable([
    "my name is", "my name's", "name is", "full name is", "my full name is", "name:", "named", "speaking with",
    "speak with", "speaking to",
    "this is", "i'm", "i am", "i’m", "mr.", "mr", "mrs.", "mrs", "ms.", "ms", "miss", "dr.", "dear", "called",
    "signed,", "regards,", "sincerely,",
    "hi,", "hello,", "thanks,", "account holder is", "cardholder is", "on behalf of", "ask for", "under the name",
    "under the name of",
  ])
  /// Cues after which even lower-case words are a name.
  private static let nameCues: Set<String> = [
    "my name is", "my name's", "name is", "full name is", "my full name is", "name:", "under the name",
    "under the name of",
  ]

  /// Words that are no names although they may stand there with a capital.
  static let stopWords: Set<String> = [
    "a", "an", "the", "and", "or", "but", "not", "no", "yes", "so", "very", "really", "sorry", "sir", "madam", "maam",
    "customer", "team", "support",
    "here", "there", "calling", "looking", "trying", "having", "going", "just", "still", "also", "in", "on", "at",
    "with", "from", "for", "to", "of",
    "your", "my", "our", "his", "her", "their", "this", "that", "it", "is", "was", "are", "be", "been", "you", "i",
    "we", "they", "he", "she", "glad",
    "happy", "unable", "able", "sure", "afraid", "interested", "writing", "wondering", "currently", "all", "everyone",
    "friend", "agent", "service",
    "account", "order", "card", "number", "today", "tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday", "january",
    "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "unacceptable", "ridiculous",
    "correct", "wrong", "right", "good", "bad", "great", "terrible", "awful", "the", "what", "why", "how", "when",
    "where", "who", "please", "thank",
    "thanks", "hello", "hi", "hey", "ok", "okay", "well", "about", "regarding", "because", "if", "can", "could",
    "would", "will", "do", "does", "did",
    "have", "has", "had", "get", "got", "now", "new", "old", "more", "most", "some", "any", "each", "every", "out",
    "up", "down", "over", "again",
    "using", "as", "by", "me", "us", "them", "an", "disappointed", "upset", "angry", "frustrated", "confused",
    "worried", "trying", "being", "english",
    "american", "british", "chinese", "urgent", "important", "amazon", "google", "apple", "paypal", "visa", "ready",
    "done", "waiting", "back", "too",
    "only", "and", "manager", "bank", "one", "two", "three", "wrong", "different", "listed", "spelled", "valued",
    "valuable", "client", "guest",
    "passenger", "patient", "member", "user", "seller", "buyer", "owner", "holder", "incorrect", "misspelled",
    "required", "missing",
  ]

  /// Common first names, for people who write without capitals.
  private static let firstNames: Set<String> = [
    "aaron", "abigail", "adam", "ahmed", "alan", "albert", "alex", "alexander", "alexis", "ali", "alice",
    "amanda", "amber", "amy", "andrea", "andrew", "andy", "angela", "ann", "anna", "anthony", "arthur",
    "ashley", "austin", "barbara", "becky", "ben", "benjamin", "beth", "betty", "beverly", "bill", "billy",
    "bob", "bobby", "bradley", "brandon", "brenda", "brian", "brittany", "bruce", "bryan", "carl", "carlos",
    "carol", "carolyn", "catherine", "charles", "charlotte", "cheryl", "chris", "christian", "christina",
    "christine", "christopher", "cynthia", "dan", "daniel", "danielle", "dave", "david", "deborah", "debra",
    "denise", "dennis", "diana", "diane", "donald", "donna", "doris", "dorothy", "douglas", "dylan", "edward",
    "elijah", "elizabeth", "emily", "emma", "eric", "ethan", "eugene", "evelyn", "fatima", "frances", "frank",
    "gabriel", "gary", "george", "gerald", "gloria", "greg", "gregory", "hannah", "hans", "harold", "heather",
    "helen", "henry", "isabella", "ivan", "jack", "jacob", "jacqueline", "james", "janet", "janice", "jason",
    "jean", "jeff", "jeffrey", "jennifer", "jenny", "jeremy", "jerry", "jesse", "jessica", "jim", "joan",
    "joe", "john", "jonathan", "jordan", "jose", "joseph", "josh", "joshua", "joyce", "juan", "judith", "judy",
    "julia", "julie", "justin", "karen", "kate", "katherine", "kathleen", "kathryn", "katie", "kayla", "keith",
    "kelly", "kenji", "kenneth", "kevin", "kimberly", "kyle", "larry", "laura", "lauren", "lawrence", "linda",
    "lisa", "liz", "logan", "lori", "lucia", "luis", "madison", "margaret", "maria", "marilyn", "mark",
    "martha", "mary", "mason", "matt", "matthew", "megan", "melissa", "michael", "michelle", "miguel", "mike",
    "ming", "mohammed", "nancy", "natalie", "nathan", "nicholas", "nick", "nicole", "noah", "olga", "olivia",
    "pam", "pamela", "patricia", "patrick", "paul", "peter", "philip", "pierre", "priya", "rachel", "raj",
    "ralph", "randy", "raymond", "rebecca", "richard", "robert", "roger", "ronald", "roy", "russell", "ruth",
    "ryan", "sam", "samantha", "samuel", "sandra", "sara", "sarah", "scott", "sean", "sharon", "shirley",
    "sofia", "sophia", "stephanie", "stephen", "steve", "steven", "sue", "susan", "teresa", "terry", "theresa",
    "thomas", "tiffany", "timothy", "tom", "tony", "tyler", "victoria", "vincent", "virginia", "walter",
    "wayne", "wei", "william", "willie", "yuki", "zachary",
  ]

  /// The names of a turn.
  ///
  /// `original` gives the bytes of the original text of a folded range, with their capitals.
  static func entities(_ characters: TurnCharacters, original: (Range<Int>) -> ArraySlice<UInt8>) -> [Entity] {
    var found: [Entity] = []
    var index = 0
    while index < characters.count {
      guard !characters.isLetter(index - 1),
        let cue = strongCues.match(characters, at: index)
      else {
        index += 1
        continue
      }
      let after = index + cue.count
      guard !characters.isLetter(after) else {
        index += 1
        continue
      }
      let text = String(String.UnicodeScalarView(cue.compactMap(Unicode.Scalar.init)))
      if let name = words(characters, from: after, isNameCue: nameCues.contains(text), original) {
        found.append(Entity(.name, [characters.bytes(name)], value: normal(characters, name), isVerified: false))
        index = name.upperBound
      } else {
        index = after
      }
    }
    return found
  }

  private static func normal(_ characters: TurnCharacters, _ range: Range<Int>) -> [UInt8] {
    characters.values[range].compactMap { $0 < 0x80 ? UInt8($0) : nil }
  }

  /// Up to three words of a name after a cue.
  private static func words(
    _ characters: TurnCharacters, from start: Int, isNameCue: Bool, _ original: (Range<Int>) -> ArraySlice<UInt8>
  ) -> Range<Int>? {
    var index = start
    var first: Int?
    var end = start
    var count = 0
    while count < 3 {
      while index < characters.count,
        characters.values[index] == 0x20 || (count == 0 && [0x3A, 0x0A, 0x2E].contains(characters.values[index]))
      {
        index += 1
      }
      let word = index
      while index < characters.count,
        characters.isLetter(index)
          || (index > word && [0x27, 0x2019, 0x2D].contains(characters.values[index]) && characters.isLetter(index + 1))
          || (0xE0...0x17F).contains(characters.values[index])
      {
        index += 1
      }
      guard index > word, index - word <= 20 else { break }
      let text = String(String.UnicodeScalarView(characters.values[word..<index].compactMap(Unicode.Scalar.init)))
      let bytes = original(characters.bytes(word..<index))
      let isCapital = bytes.first.map { (0x41...0x5A).contains($0) || $0 == 0xC3 } ?? false
      let isShouted = bytes.count > 3 && bytes.allSatisfy { (0x41...0x5A).contains($0) }
      let isInitial = index - word == 1 && isCapital && count > 0
      let plain = text.hasSuffix("'s") || text.hasSuffix("’s") ? String(text.dropLast(2)) : text
      guard !stopWords.contains(plain),
        isCapital && !(isShouted && !isNameCue)
          || !isCapital
            && (count == 0 && firstNames.contains(plain) || isNameCue && text.count >= 2 && !text.hasSuffix("ing")),
        index - word >= 2 || isInitial
      else { break }
      if first == nil { first = word }
      end = index - (text.count - plain.count)
      count += 1
      // An initial's full stop belongs to the name: John F. Kennedy.
      if isInitial, index < characters.count, characters.values[index] == 0x2E { index += 1 }
      guard index < characters.count, characters.values[index] == 0x20 else { break }
      if plain.count != text.count { break }
    }
    return first.map { $0..<end }
  }
}
