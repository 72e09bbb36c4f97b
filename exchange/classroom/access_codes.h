// The codes with which a class is entered: short enough to be read out, good for a while and for
// some uses.
//
// A code is six characters of an alphabet without look-alikes, shown as "K7M-4QX" is, in two
// groups; when it is typed, case, hyphens and blanks do not matter.
//
// Thread-safety: none. The time is the caller's.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "tanshi/v1/classroom_service.pb.h"

namespace tanshi {

// Without 0 and O, 1 and I and L, 8 and B, 5 and S, 2 and Z, U and V.
inline constexpr std::string_view kCodeAlphabet = "34679ACDEFGHJKMNPQRTWXY";
inline constexpr std::size_t kCodeLength = 6;

struct AccessCode {
  using Clock = std::chrono::system_clock;  // outlives a restart

  std::string code;  // as read_code() gives it
  v1::Role role = v1::ROLE_TRADER;
  std::string seat;  // empty: any that is free
  std::int32_t uses_left = 0;
  Clock::time_point expires;
};

// Six characters of the alphabet, drawn by the operating system.
[[nodiscard]] std::string new_code();
// "ABCDEF" as "ABC-DEF".
[[nodiscard]] std::string shown_code(std::string_view code);
// What was typed, without what does not matter; nothing if it cannot be a code.
[[nodiscard]] std::optional<std::string> read_code(std::string_view typed);

class AccessCodes {
 public:
  static constexpr std::size_t kMost = 1'000;

  // Errors: RESOURCE_EXHAUSTED there are as many as there can be.
  [[nodiscard]] absl::Status add(AccessCode code, AccessCode::Clock::time_point now);

  // False: there is no such code.
  bool revoke(std::string_view code);

  // A code that can be used; null for all others alike.
  [[nodiscard]] AccessCode* find(std::string_view code, AccessCode::Clock::time_point now);

  // Those that are good, in the order in which they were made.
  [[nodiscard]] std::vector<AccessCode> good(AccessCode::Clock::time_point now) const;

 private:
  std::vector<AccessCode> codes_;
};

}  // namespace tanshi
