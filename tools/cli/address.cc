#include "tools/cli/address.h"

#include <charconv>
#include <string_view>
#include <system_error>

namespace tanshi {
namespace {

bool is_host(std::string_view host) {
  const bool is_bracketed = host.starts_with('[') && host.ends_with(']');  // IPv6
  if (is_bracketed) host = host.substr(1, host.size() - 2);
  constexpr std::string_view kNameOrIpv4 =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
  constexpr std::string_view kIpv6 = "abcdefABCDEF0123456789:.";
  return !host.empty() &&
         host.find_first_not_of(is_bracketed ? kIpv6 : kNameOrIpv4) == std::string_view::npos;
}

bool is_port(std::string_view text, Port port) {
  int number = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() &&
         number >= (port == Port::kAny ? 0 : 1) && number <= 65'535;
}

}  // namespace

std::string address_problem(const std::string& address, Port port) {
  const std::string_view text = address;
  const std::size_t colon = text.rfind(':');
  if (colon != std::string_view::npos && is_host(text.substr(0, colon)) &&
      is_port(text.substr(colon + 1), port)) {
    return "";
  }
  return "must be HOST:PORT, such as 127.0.0.1:50051 or [::1]:50051";
}

bool is_loopback(const std::string& address) {
  const std::string_view host = std::string_view(address).substr(0, address.rfind(':'));
  constexpr std::string_view kDigitsAndDots = "0123456789.";
  const bool is_ipv4 = host.find_first_not_of(kDigitsAndDots) == std::string_view::npos;
  return host == "localhost" || host == "[::1]" || (is_ipv4 && host.starts_with("127."));
}

}  // namespace tanshi
