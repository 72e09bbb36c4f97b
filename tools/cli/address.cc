#include "tools/cli/address.h"

#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>

#include <array>
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

std::string reachable_host(const std::string& address) {
  std::string host = address.substr(0, address.rfind(':'));
  ifaddrs* all = nullptr;
  if ((host != "0.0.0.0" && host != "[::]") || getifaddrs(&all) != 0) return host;
  for (const ifaddrs* one = all; one != nullptr; one = one->ifa_next) {
    if (one->ifa_addr == nullptr || one->ifa_addr->sa_family != AF_INET) continue;
    if ((one->ifa_flags & IFF_LOOPBACK) != 0 || (one->ifa_flags & IFF_UP) == 0) continue;
    std::array<char, NI_MAXHOST> text{};
    const int error = getnameinfo(one->ifa_addr, sizeof(sockaddr_in), text.data(), text.size(),
                                  nullptr, 0, NI_NUMERICHOST);
    if (error != 0) continue;
    host = text.data();
    break;
  }
  freeifaddrs(all);
  return host;
}

bool is_loopback(const std::string& address) {
  const std::string_view host = std::string_view(address).substr(0, address.rfind(':'));
  constexpr std::string_view kDigitsAndDots = "0123456789.";
  const bool is_ipv4 = host.find_first_not_of(kDigitsAndDots) == std::string_view::npos;
  return host == "localhost" || host == "[::1]" || (is_ipv4 && host.starts_with("127."));
}

}  // namespace tanshi
