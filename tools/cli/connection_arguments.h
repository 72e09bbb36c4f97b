// What a command needs to know of the exchange that it calls. A token comes from a file or the
// environment, never from the command line, which everybody on the machine can read.
#pragma once

#include <string>

#include <CLI/App.hpp>

#include "absl/status/statusor.h"
#include "agents/sdk/connection.h"

namespace tanshi {

struct ConnectionArguments {
  std::string address;
  std::string token_file;
  std::string root_certificates;
};

// `whose_token`: what the help says of the token.
void add_connection_arguments(CLI::App& command, ConnectionArguments& arguments,
                              const std::string& whose_token);

// The connection, with the token of the seat; `seat` empty: the operator's. Where no file was given
// it is that of the environment's TANSHI_TOKEN; without that, none.
// Errors: a file cannot be read, or has no such token.
[[nodiscard]] absl::StatusOr<Connection> connection_of(const ConnectionArguments& arguments,
                                                       const std::string& seat = "");

}  // namespace tanshi
