// tokens.json, which `tanshi serve` leaves for those who hand out the seats. Who knows a seat's
// token acts for it, so the file is its owner's alone. It outlives the server: after a restart
// everyone's token still holds.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "scenarios/hosting/hosted_exchange.h"

namespace tanshi {

struct Tokens {
  std::string of_operator;                      // empty: none yet
  std::map<std::string, std::string> of_seats;  // by the seat's name
};

// Without a file: no tokens. Errors: INVALID_ARGUMENT it is not as write_tokens() left it;
// PERMISSION_DENIED it cannot be read.
[[nodiscard]] absl::StatusOr<Tokens> read_tokens(const std::filesystem::path& file);

// Errors: as write_file.
[[nodiscard]] absl::Status write_tokens(const std::filesystem::path& file,
                                        HostedExchange& exchange);

}  // namespace tanshi
