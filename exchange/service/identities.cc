#include "exchange/service/identities.h"

#include <sys/random.h>

#include <array>
#include <cstdint>
#include <utility>

#include "exchange/base/check.h"
#include "exchange/service/digest.h"

namespace tanshi {

void Identities::grant_operator(std::string token) {
  grant(std::move(token), {.is_operator = true});
}

void Identities::grant_holder(std::string token, AccountId account) {
  grant(std::move(token), {.account = account});
}

void Identities::grant_regulator(std::string token, AccountId account) {
  grant(std::move(token), {.is_regulator = true, .account = account});
}

void Identities::grant(std::string token, Identity identity) {
  TANSHI_CHECK(!token.empty());
  const std::lock_guard lock(mutex_);
  const bool is_new = by_token_.emplace(std::move(token), identity).second;
  TANSHI_CHECK(is_new);
}

std::optional<Identity> Identities::find(std::string_view token) const {
  const std::lock_guard lock(mutex_);
  if (const auto found = by_token_.find(token); found != by_token_.end()) return found->second;
  if (by_digest_.empty()) return std::nullopt;
  const auto found = by_digest_.find(sha256_of(token));
  if (found == by_digest_.end()) return std::nullopt;
  return found->second;
}

void Identities::grant_by_digest(std::string digest, const Identity& identity) {
  const std::lock_guard lock(mutex_);
  by_digest_.insert_or_assign(std::move(digest), identity);
}

void Identities::revoke_digest(std::string_view digest) {
  const std::lock_guard lock(mutex_);
  if (const auto found = by_digest_.find(digest); found != by_digest_.end()) {
    by_digest_.erase(found);
  }
}

std::string new_token() {
  std::array<std::uint8_t, 16> bytes;
  TANSHI_CHECK(getrandom(bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string token;
  for (const std::uint8_t byte : bytes) {
    token += kDigits[byte >> 4];
    token += kDigits[byte & 15];
  }
  return token;
}

}  // namespace tanshi
