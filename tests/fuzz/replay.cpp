// Feeds a fuzzer's seeds to it without clang: as they are, cut short, and changed at random with its dictionary's words,
// the same in each run. LODGE_FUZZ_ROUNDS says how many changes (the nightly run fuzzes with clang instead).
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

const std::filesystem::path kHere = LODGE_SOURCE_DIR "/tests/fuzz";
const std::string kName = LODGE_FUZZER;

std::string read_whole(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> seeds() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(kHere / "seeds" / kName)) paths.push_back(entry.path());
  std::ranges::sort(paths);
  std::vector<std::string> all;
  for (const auto& path : paths) all.push_back(read_whole(path));
  return all;
}

/// The quoted words of the dictionary, \xNN read as the byte it names.
std::vector<std::string> words() {
  std::vector<std::string> all = {std::string(1, '\0'), "\xff", "\r\n", "\"", std::string(300, 'a')};
  std::ifstream file(kHere / (kName + ".dict"));
  for (std::string line; std::getline(file, line);) {
    const auto open = line.find('"'), close = line.rfind('"');
    if (line.starts_with('#') || open == close) continue;
    std::string word;
    for (auto at = open + 1; at < close; ++at) {
      if (line[at] == '\\' && line[at + 1] == 'x') {
        word += static_cast<char>(std::stoi(line.substr(at + 2, 2), nullptr, 16));
        at += 3;
      } else if (line[at] == '\\') {
        word += line[++at];
      } else {
        word += line[at];
      }
    }
    all.push_back(word);
  }
  return all;
}

void feed(const std::string& text) { LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()); }

class Changer {
 public:
  std::string changed(std::string text) {
    for (std::size_t times = 1 + below(4); times > 0; --times) change(text);
    return text;
  }
  std::size_t below(std::size_t bound) { return random_() % bound; }

 private:
  void change(std::string& text) {
    const auto at = below(text.size() + 1), length = std::min(below(16), text.size() - at);
    switch (below(5)) {
      case 0: text.insert(at, words_[below(words_.size())]); break;
      case 1: text.erase(at, length); break;
      case 2: text.replace(at, length, words_[below(words_.size())]); break;
      case 3: text.insert(at, text.substr(below(text.size() + 1), below(64))); break;
      default: if (at < text.size()) text[at] = static_cast<char>(below(256));
    }
  }
  std::vector<std::string> words_ = words();
  std::minstd_rand random_{20261122};
};

TEST(Replay, ComesThroughItsSeedsWholeAndCutShort) {
  const auto all = seeds();
  ASSERT_FALSE(all.empty());
  for (const auto& seed : all)
    for (std::size_t size = 0; size <= seed.size(); ++size) feed(seed.substr(0, size));
}

TEST(Replay, ComesThroughWhatIsMadeOfThem) {
  const auto all = seeds();
  const char* asked = std::getenv("LODGE_FUZZ_ROUNDS");
  const int rounds = asked != nullptr ? std::atoi(asked) : LODGE_ROUNDS;
  Changer changer;
  for (int i = 0; i < rounds; ++i) feed(changer.changed(all[changer.below(all.size())]));
}

}  // namespace
