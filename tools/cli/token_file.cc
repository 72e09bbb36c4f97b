#include "tools/cli/token_file.h"

#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <set>
#include <string_view>
#include <system_error>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "tools/cli/run_folder.h"

namespace tanshi {
namespace {

// What new_token() makes.
bool is_token(std::string_view text) {
  return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// The tokens that are told, or none where something else is.
Tokens tokens_in(const nlohmann::json& json) {
  Tokens tokens;
  if (!json.is_object() || !json.contains("operator") || !json.contains("seats")) return tokens;
  const nlohmann::json& seats = json["seats"];
  if (!json["operator"].is_string() || !seats.is_object()) return tokens;
  tokens.of_operator = json["operator"];
  std::set<std::string> all = {tokens.of_operator};
  for (const auto& [seat, token] : seats.items()) {
    const std::string text = token.is_string() ? token : "";
    if (!is_token(text) || !all.insert(text).second) return {};
    tokens.of_seats[seat] = text;
  }
  return is_token(tokens.of_operator) ? tokens : Tokens{};
}

}  // namespace

absl::StatusOr<Tokens> read_tokens(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return Tokens{};
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return absl::PermissionDeniedError(fmt::format("{}: cannot be read", file.string()));
  const std::string text(std::istreambuf_iterator<char>(stream), {});
  Tokens tokens = tokens_in(nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false));
  if (tokens.of_operator.empty())
    return absl::InvalidArgumentError(fmt::format(
        "{}: not as `tanshi serve` left it; mend it, or remove it for new tokens", file.string()));
  return tokens;
}

absl::Status write_tokens(const std::filesystem::path& file, HostedExchange& exchange) {
  nlohmann::ordered_json tokens = {{"operator", exchange.operator_token()},
                                   {"seats", nlohmann::ordered_json::object()}};
  for (const HostedSession::SeatToken& seat : exchange.session().tokens())
    tokens["seats"][seat.seat] = seat.token;
  const mode_t open_to_all = umask(077);
  absl::Status written = write_file(file, tokens.dump(2) + "\n");
  umask(open_to_all);
  return written;
}

}  // namespace tanshi
