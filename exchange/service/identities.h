// Who may do what: every secret token names the operator, the regulator or the holder of one
// account.
//
// A caller shows its token as `authorization: Bearer TOKEN`. The operator may act for every
// account; a holder for its own only; the regulator is a holder who may also hold auctions, halt
// trading and change its rules; without a token only what is public may be read.
//
// Thread-safety: all members may be called from any thread.
#pragma once

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
  AccountId account{};  // the holder's; 0 for the operator

  [[nodiscard]] bool may_act_for(AccountId other) const { return is_operator || account == other; }
};

class Identities {
 public:
  // Makes `token` name the identity from now on. REQUIRES: the token is not empty and not in use.
  void grant_operator(std::string token);
  void grant_holder(std::string token, AccountId account);
  void grant_regulator(std::string token, AccountId account);

  [[nodiscard]] std::optional<Identity> find(std::string_view token) const;

 private:
  void grant(std::string token, Identity identity);

  mutable std::mutex mutex_;
  std::map<std::string, Identity, std::less<>> by_token_;
};

// 128 random bits from the operating system as 32 hexadecimal digits: a token nobody guesses.
[[nodiscard]] std::string new_token();

}  // namespace tanshi
