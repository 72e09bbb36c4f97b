// Runs a fuzz target without libFuzzer: over every file of the given corpus, and over as many
// damaged copies of each as `kMutants` says, the same ones in every run.
//
//   NAME_fuzz CORPUS_DIRECTORY
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "exchange/base/random_stream.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace tanshi {
namespace {

constexpr int kMutants = 20'000;

void run(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

std::size_t place(RandomStream& random, std::size_t size) {
  return static_cast<std::size_t>(random.uniform_int(0, static_cast<std::int64_t>(size)));
}

// A few of: a byte set, a bit flipped, a piece cut out, a piece doubled.
std::string mutant(std::string bytes, RandomStream& random) {
  for (std::int64_t edits = random.uniform_int(1, 4); edits > 0 && !bytes.empty(); --edits) {
    const std::size_t at = place(random, bytes.size() - 1);
    const std::size_t size = std::min<std::size_t>(place(random, 8), bytes.size() - at);
    switch (random.uniform_int(0, 3)) {
      case 0:
        bytes[at] = static_cast<char>(random.uniform_int(0, 255));
        break;
      case 1:
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.uniform_int(0, 7)));
        break;
      case 2:
        bytes.erase(at, size);
        break;
      default:
        bytes.insert(at, bytes.substr(at, size));
        break;
    }
  }
  return bytes;
}

int run_corpus(const std::filesystem::path& directory) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(stream), {});
    run(bytes);
    RandomStream random(1, 0, 0);
    for (int i = 0; i < kMutants; ++i) run(mutant(bytes, random));
    std::printf("%s: whole and damaged in %d ways\n", file.filename().c_str(), kMutants);
  }
  return files.empty() ? 1 : 0;
}

}  // namespace
}  // namespace tanshi

int main(int argc, char** argv) {
  return argc == 2 ? tanshi::run_corpus(argv[1]) : 2;
}
