#include "exchange/classroom/access_codes.h"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <utility>

#include "exchange/base/check.h"
#include "fmt/format.h"

namespace tanshi {

namespace {

bool is_good(const AccessCode& code, AccessCode::Clock::time_point now) {
  return code.uses_left > 0 && now < code.expires;
}

}  // namespace

// Bytes beyond the last whole alphabet are drawn anew, so that no character is likelier than
// another; the loop ends, as 230 of 256 bytes serve.
std::string new_code() {
  constexpr std::size_t kUsable = 256 / kCodeAlphabet.size() * kCodeAlphabet.size();
  std::string code;
  while (code.size() < kCodeLength) {
    std::array<std::uint8_t, 2 * kCodeLength> bytes;
    TANSHI_CHECK(getrandom(bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
    for (const std::uint8_t byte : bytes) {
      if (byte >= kUsable || code.size() == kCodeLength) continue;
      code += kCodeAlphabet[byte % kCodeAlphabet.size()];
    }
  }
  return code;
}

std::string shown_code(std::string_view code) {
  return fmt::format("{}-{}", code.substr(0, kCodeLength / 2), code.substr(kCodeLength / 2));
}

std::optional<std::string> read_code(std::string_view typed) {
  std::string code;
  for (char c : typed) {
    if (c == '-' || c == ' ') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (kCodeAlphabet.find(c) == std::string_view::npos) return std::nullopt;
    if (code.size() == kCodeLength) return std::nullopt;
    code += c;
  }
  if (code.size() != kCodeLength) return std::nullopt;
  return code;
}

absl::Status AccessCodes::add(AccessCode code, AccessCode::Clock::time_point now) {
  if (codes_.size() >= kMost) {
    std::erase_if(codes_, [now](const AccessCode& old) { return !is_good(old, now); });
  }
  if (codes_.size() >= kMost) {
    return absl::ResourceExhaustedError("1000 codes are good: revoke some first (codes_too_many)");
  }
  codes_.push_back(std::move(code));
  return absl::OkStatus();
}

bool AccessCodes::revoke(std::string_view code) {
  return std::erase_if(codes_, [&](const AccessCode& entry) { return entry.code == code; }) > 0;
}

AccessCode* AccessCodes::find(std::string_view code, AccessCode::Clock::time_point now) {
  const auto found = std::ranges::find(codes_, code, &AccessCode::code);
  return found == codes_.end() || !is_good(*found, now) ? nullptr : &*found;
}

std::vector<AccessCode> AccessCodes::good(AccessCode::Clock::time_point now) const {
  std::vector<AccessCode> good;
  std::ranges::copy_if(codes_, std::back_inserter(good),
                       [now](const AccessCode& code) { return is_good(code, now); });
  return good;
}

}  // namespace tanshi
