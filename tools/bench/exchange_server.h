// The exchange as the load benchmark serves it: journal on disk, sequencer, every service.
#pragma once

#include <filesystem>
#include <string>

#include "exchange/base/ids.h"
#include "tools/bench/server_process.h"

namespace tanshi {

// The token of the holder of an account.
[[nodiscard]] std::string token_of(AccountId account);

// Runs until the parent wants the end, with a new journal in `directory` and `traders` accounts.
// Ends the process with a message if that cannot be.
LogPosition serve_exchange(const ParentPipe& parent, const std::filesystem::path& directory,
                           int traders);

}  // namespace tanshi
