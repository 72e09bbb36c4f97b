// Counter-based random numbers: Philox 4x32-10 (Salmon et al., "Parallel random numbers: as easy
// as 1, 2, 3", SC 2011). A stream is named by (seed, owner, purpose), so adding an agent does not
// change what the others draw. Values, not references: copying a stream copies its position.
#pragma once

#include <array>
#include <cstdint>

namespace tanshi {

// The ten-round Philox block: 128 random bits of a 128-bit counter under a 64-bit key.
[[nodiscard]] std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                                      std::array<std::uint32_t, 2> key);

class RandomStream {
 public:
  // `owner` is an agent's seat number (0: the run itself); `purpose` keeps the streams of one
  // owner apart (baseline emissions, decisions, beliefs, ...).
  RandomStream(std::uint64_t seed, std::uint32_t owner, std::uint32_t purpose);

  [[nodiscard]] std::uint64_t next();

  // Uniform in [low, high], both included, without bias. REQUIRES: low <= high.
  [[nodiscard]] std::int64_t uniform_int(std::int64_t low, std::int64_t high);

  // Uniform in [0, 1), 53 bits.
  [[nodiscard]] double uniform();

  // Standard normal: Acklam's rational approximation of the inverse normal distribution
  // (relative error < 1.2e-9) of one uniform draw.
  [[nodiscard]] double normal();

 private:
  std::array<std::uint32_t, 2> key_;
  std::array<std::uint32_t, 4> counter_;
  std::array<std::uint32_t, 4> block_{};
  std::uint32_t used_ = 4;  // words of block_ already drawn
};

}  // namespace tanshi
