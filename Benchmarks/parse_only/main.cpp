// Reads NDJSON with simdjson's DOM, one reused parser, line by line, and counts turns: the speed nothing that parses
// can pass.
#include <simdjson.h>

#include <cstdio>
#include <cstring>
#include <vector>

int main(int argc, char **argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: parse_only FILE\n");
    return 64;
  }
  std::FILE *file = std::fopen(argv[1], "rb");
  if (!file) {
    std::perror(argv[1]);
    return 66;
  }
  simdjson::dom::parser parser;
  std::vector<char> buffer(4 << 20);
  std::size_t held = 0, conversations = 0, turns = 0;
  for (;;) {
    // simdjson reads some bytes past the end of a line, so that many stay free behind the data.
    const std::size_t room = buffer.size() - held - simdjson::SIMDJSON_PADDING;
    const std::size_t got = std::fread(buffer.data() + held, 1, room, file);
    if (got == 0) break;
    held += got;
    std::size_t start = 0;
    while (const void *end = std::memchr(buffer.data() + start, '\n', held - start)) {
      const std::size_t length = static_cast<const char *>(end) - (buffer.data() + start);
      simdjson::dom::element record;
      simdjson::dom::array list;
      if (parser.parse(buffer.data() + start, length, false).get(record) || record["turns"].get(list)) {
        std::fprintf(stderr, "line %zu is no conversation\n", conversations + 1);
        return 65;
      }
      conversations += 1;
      turns += list.size();
      start += length + 1;
    }
    if (start == 0) {
      std::fprintf(stderr, "a line is longer than the buffer\n");
      return 65;
    }
    std::memmove(buffer.data(), buffer.data() + start, held - start);
    held -= start;
  }
  std::printf("{\"conversations\":%zu,\"turns\":%zu}\n", conversations, turns);
  return 0;
}
