// Who may do what: every secret token names the operator, the regulator, the holder of one account
// or an observer.
//
// A caller shows its token as `authorization: Bearer TOKEN`. The operator may act for every
// account; a holder for its own only; the regulator is a holder who may also hold auctions, halt
// trading and change its rules; an observer, and who has no token, may only see what is public.
//
// Participants of a class are known by the digests of their tokens, which can be kept: a token that
// nobody keeps cannot be stolen here.
//
// Thread-safety: all members may be called from any thread.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "exchange/base/ids.h"

namespace tanshi {

struct Identity {
  bool is_operator = false;
  bool is_regulator = false;
  bool is_observer = false;
  AccountId account{};           // the holder's; 0 for the operator and observers
  std::int64_t participant = 0;  // of a class; 0: none

  [[nodiscard]] bool may_act_for(AccountId other) const {
    return is_operator || (account == other && !is_observer);
  }
};

class Identities {
 public:
  // Makes `token` name the identity from now on. REQUIRES: the token is not empty and not in use.
  void grant_operator(std::string token);
  void grant_holder(std::string token, AccountId account);
  void grant_regulator(std::string token, AccountId account);

  // Makes every token with this digest (exchange/service/digest.h) name the identity, or no longer.
  void grant_by_digest(std::string digest, const Identity& identity);
  void revoke_digest(std::string_view digest);

  [[nodiscard]] std::optional<Identity> find(std::string_view token) const;

 private:
  void grant(std::string token, Identity identity);

  mutable std::mutex mutex_;
  std::map<std::string, Identity, std::less<>> by_token_;
  std::map<std::string, Identity, std::less<>> by_digest_;
};

// 128 random bits from the operating system as 32 hexadecimal digits: a token nobody guesses.
[[nodiscard]] std::string new_token();

}  // namespace tanshi
