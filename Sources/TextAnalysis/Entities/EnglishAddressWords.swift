/// Words that Western addresses are read by.
enum EnglishAddressWords {
  /// Words for streets.
  static let streets: Set<String> = [
    "street", "st", "avenue", "ave", "road", "rd", "boulevard", "blvd", "lane", "ln", "drive", "dr", "court", "ct",
    "way",
    "place", "pl", "terrace", "circle", "square", "parkway", "pkwy", "highway", "hwy", "crescent", "close", "gardens",
    "mews", "hill", "trail", "grove", "walk", "parade", "quay", "rise", "row", "nagar", "marg", "route", "broadway",
    "esplanade", "embankment", "wharf", "kingsway", "alley", "loop", "bypass", "turnpike", "colony", "layout",
    "enclave", "mall",
  ]
  /// Streets that are named without a word for street before them in English order: rue de Rivoli 33.
  static let foreign: Set<String> = [
    "rua", "rue", "calle", "via", "viale", "avenida", "jalan", "plaza", "piazza", "carrer", "ulica",
  ]
  static let directions: Set<String> = [
    "n", "s", "e", "w", "ne", "nw", "se", "sw", "north", "south", "east", "west",
  ]
  /// Words before the number of a flat or a floor.
  static let units: Set<String> = [
    "apt", "apartment", "suite", "unit", "flat", "floor", "room", "ste", "level", "lot", "plot", "block", "blk",
    "house", "no", "shop", "tower", "villa", "pg", "door",
  ]
  /// Words that end the names of estates.
  static let estates: Set<String> = [
    "garden", "gardens", "mall", "plaza", "market", "residency", "residences", "apartments", "habitat", "park",
    "estate",
    "nagar", "society", "heights", "house", "tower", "towers", "complex", "colony", "phase", "sector", "road", "street",
    "lane", "court", "villas", "city", "enclave", "layout", "vihar", "village", "point", "centre", "center", "building",
  ]
  /// Words for streets that stand in a town without a number: Bridge Street, Banbury.
  static let plainStreets: Set<String> = ["street", "road", "lane", "avenue", "crescent", "terrace", "drive"]
  /// States whose letters are a word as well.
  static let wordStates: Set<String> = [
    "on", "in", "or", "me", "hi", "ok", "id", "la", "ma", "pa", "de", "al", "act", "sa", "as", "co",
  ]
  /// Words that no street is named by.
  static let notStreets: Set<String> = [
    "the", "a", "an", "is", "was", "are", "my", "your", "by", "any", "no", "of", "and", "or", "to", "in", "it", "this",
    "that",
    "i", "you", "for", "way", "on", "at", "with", "as", "from", "down", "per", "off", "more", "times", "hour", "hours",
    "day",
    "days", "minute", "minutes", "min", "week", "weeks", "month", "months", "year", "years", "dollars", "items",
    "people",
    "percent", "mile", "miles", "km", "foot", "feet", "wheel", "star", "o'clock", "am", "pm", "lane", "close", "place",
    "court", "blocks", "kids", "cars", "drives", "still", "again", "step", "point", "piece", "pieces", "pack", "inch",
  ]
  /// States and provinces of the United States, Canada and Australia.
  static let states: Set<String> = Set(
    """
    al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn \
    tx ut vt va wa wv wi wy dc nsw vic qld sa act tas nt on bc ab qc ns
    """.split(separator: " ").map(String.init))
  /// Words for streets and houses that are other words as well, and count with a capital: 5 Ivy Cottages.
  static let houses: Set<String> = [
    "cottages", "villas", "brae", "wynd", "bend", "approach", "tce", "cres", "house", "view", "ridge", "glen", "croft",
    "mount", "fold", "extension", "lodge", "point", "vale", "chase", "heights", "apartments", "residency", "cross",
  ]
  /// Words for streets that are no other word, which a number said as words may precede.
  static let clearStreets: Set<String> = [
    "road", "street", "avenue", "lane", "crescent", "terrace", "boulevard", "rd", "ave",
  ]
  /// Words of numbers.
  static let spoken: Set<String> = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty",
    "sixty", "seventy", "eighty", "ninety", "hundred", "oh",
  ]
  /// Parts of a town with a number.
  static let numbered: Set<String> = ["sector", "phase", "stage", "bay", "block", "box", "lorong"]
}
