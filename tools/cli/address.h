// What --listen and --connect take: HOST:PORT. gRPC takes more, and some of it for what nobody
// meant: without a port it is 443, and 65536 is 0.
#pragma once

#include <string>

namespace tanshi {

enum class Port { kAny, kGiven };  // whether port 0 may stand for any that is free

// What is wrong with an address; empty when nothing is.
[[nodiscard]] std::string address_problem(const std::string& address, Port port);

// The host as others reach it: where it stands for all of this machine's, the first that is of a
// network. REQUIRES: it is an address.
[[nodiscard]] std::string reachable_host(const std::string& address);

// Whether only this machine can reach the address. REQUIRES: it is one.
[[nodiscard]] bool is_loopback(const std::string& address);

}  // namespace tanshi
