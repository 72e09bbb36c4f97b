// Reads the fields of a request, as far as their form goes. Private to exchange/wire.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "exchange/base/checked_math.h"
#include "exchange/base/ids.h"
#include "exchange/policy/compliance.h"
#include "fmt/format.h"

namespace tanshi {

// Reads the fields of one message and keeps the first error; what it returns after an error is
// never used.
class ReadFields {
 public:
  explicit ReadFields(AccountId own) : own_(own) {}

  AccountId account(std::string_view name, std::int64_t value) {
    check_range(name, value, 1, raw_id(kMaxAccountId));
    return static_cast<AccountId>(value);
  }
  AccountId account_or_own(std::string_view name, std::int64_t value) {
    if (value == 0 && own_ != AccountId{}) return own_;
    return account(name, value);
  }
  AccountId account_or_none(std::string_view name, std::int64_t value) {
    return value == 0 ? AccountId{} : account(name, value);
  }
  InstrumentId instrument(std::string_view name, std::int64_t value) {
    check_range(name, value, 1, raw_id(kMaxInstrumentId));
    return static_cast<InstrumentId>(value);
  }
  SchemeId scheme(std::string_view name, std::int64_t value) {
    check_range(name, value, raw_id(kEmissionsScheme), raw_id(kMaxSchemeId));
    return static_cast<SchemeId>(value);
  }
  Year year(std::string_view name, std::int64_t value) {
    check_range(name, value, raw(kMinYear), raw(kMaxYear));
    return static_cast<Year>(value);
  }
  // An enum that must be set; its values are 1 .. last.
  template <class Enum>
  Enum required(std::string_view name, int value, Enum last) {
    check_range(name, value, 1, static_cast<std::int64_t>(last));
    return static_cast<Enum>(value);
  }
  template <class Enum>
  Enum optional(std::string_view name, int value, Enum last, Enum absent) {
    return value == 0 ? absent : required(name, value, last);
  }

  template <class Command>
  absl::StatusOr<Command> finish(const Command& command) {
    if (!error_.ok()) return std::move(error_);
    return command;
  }

 private:
  void check_range(std::string_view name, std::int64_t value, std::int64_t low, std::int64_t high) {
    if ((value >= low && value <= high) || !error_.ok()) return;
    error_ = absl::InvalidArgumentError(
        fmt::format("{} is {}; must be in [{}, {}]", name, value, low, high));
  }

  AccountId own_;
  absl::Status error_;
};

}  // namespace tanshi
