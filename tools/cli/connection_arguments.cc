#include "tools/cli/connection_arguments.h"

#include <cstddef>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include "scenarios/library/files.h"
#include "tools/cli/address.h"
#include "tools/cli/token_file.h"

namespace tanshi {
namespace {

constexpr const char* kTokenVariable = "TANSHI_TOKEN";
constexpr std::size_t kFileBytesMax = 1 << 20;

// Of tokens.json that of the seat or the operator, else all that is in the file.
absl::StatusOr<std::string> token_in(const std::string& file, const std::string& seat) {
  auto text = read_text(file, kFileBytesMax);
  if (!text.ok()) {
    return absl::InvalidArgumentError(
        fmt::format("--token-file {}: {}", file, std::string(text.status().message())));
  }
  if (!text->starts_with('{')) {
    text->erase(text->find_last_not_of(" \r\n\t") + 1);
    return text;
  }
  auto tokens = read_tokens(file);
  if (!tokens.ok()) return tokens.status();
  if (seat.empty()) return std::move(tokens->of_operator);
  const auto found = tokens->of_seats.find(seat);
  if (found != tokens->of_seats.end()) return found->second;
  return absl::InvalidArgumentError(
      fmt::format("--token-file {}: has no token of a seat \"{}\"", file, seat));
}

}  // namespace

void add_connection_arguments(CLI::App& command, ConnectionArguments& arguments,
                              const std::string& whose_token) {
  command.add_option("--connect", arguments.address, "The exchange")
      ->type_name("HOST:PORT")
      ->required()
      ->check([](const std::string& text) { return address_problem(text, Port::kGiven); });
  command.add_option("--token-file", arguments.token_file, whose_token)
      ->type_name("FILE")
      ->check(CLI::ExistingFile);
  command
      .add_option("--tls-ca", arguments.root_certificates,
                  "PEM file of the certificates to trust; without it nothing is encrypted")
      ->type_name("FILE")
      ->check(CLI::ExistingFile);
}

absl::StatusOr<Connection> connection_of(const ConnectionArguments& arguments,
                                         const std::string& seat) {
  Connection connection{.address = arguments.address, .token = {}};
  if (!arguments.token_file.empty()) {
    auto token = token_in(arguments.token_file, seat);
    if (!token.ok()) return token.status();
    connection.token = *std::move(token);
  } else if (const char* const token = std::getenv(kTokenVariable)) {
    connection.token = token;
  }
  if (!arguments.root_certificates.empty()) {
    auto pem = read_text(arguments.root_certificates, kFileBytesMax);
    if (!pem.ok()) return pem.status();
    connection.root_certificates = *std::move(pem);
  }
  return connection;
}

}  // namespace tanshi
