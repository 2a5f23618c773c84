// How fast Hyperscan looks for the same patterns over the same bytes: `hyperscan PATTERNS FILE`, a pattern a line, `i ` in front
// of one without case. Prints: patterns taken, matches (their ends), MB/s of CPU time, the best of five runs.
// g++ -O2 -o hyperscan hyperscan.cpp $(pkg-config --cflags --libs libhs)
#include <hs.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

static int count(unsigned, unsigned long long, unsigned long long, unsigned, void *context) {
  ++*static_cast<unsigned long long *>(context);
  return 0;
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  std::ifstream list(argv[1]);
  std::vector<std::string> sources;
  std::vector<unsigned> flags, ids;
  for (std::string line; std::getline(list, line);) {
    const unsigned flag = line[0] == 'i' ? HS_FLAG_CASELESS : 0;
    const std::string source = line.substr(2);
    hs_database_t *alone = nullptr;
    hs_compile_error_t *error = nullptr;
    if (hs_compile(source.c_str(), flag, HS_MODE_BLOCK, nullptr, &alone, &error) != HS_SUCCESS) {
      hs_free_compile_error(error);
      continue;
    }
    hs_free_database(alone);
    sources.push_back(source);
    flags.push_back(flag);
    ids.push_back(static_cast<unsigned>(ids.size()));
  }
  std::vector<const char *> expressions;
  for (const auto &source : sources) expressions.push_back(source.c_str());
  hs_database_t *database = nullptr;
  hs_compile_error_t *error = nullptr;
  if (hs_compile_multi(expressions.data(), flags.data(), ids.data(), static_cast<unsigned>(expressions.size()), HS_MODE_BLOCK, nullptr, &database, &error) != HS_SUCCESS) {
    std::fprintf(stderr, "%s (pattern %d)\n", error->message, error->expression);
    return 1;
  }
  hs_scratch_t *scratch = nullptr;
  hs_alloc_scratch(database, &scratch);
  std::ifstream file(argv[2], std::ios::binary);
  const std::vector<char> bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const size_t block = 1 << 20;
  double best = 1e9;
  unsigned long long matches = 0;
  for (int run = 0; run < 5; run++) {
    matches = 0;
    const std::clock_t begin = std::clock();
    for (size_t at = 0; at < bytes.size(); at += block) {
      hs_scan(database, bytes.data() + at, static_cast<unsigned>(std::min(block, bytes.size() - at)), 0, scratch, count, &matches);
    }
    best = std::min(best, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  std::printf("%zu %llu %.0f\n", sources.size(), matches, bytes.size() / 1e6 / best);
  return 0;
}
