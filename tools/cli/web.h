// What `tanshi serve` needs to know of networks: the address of the desk, TLS, and that nothing is
// sent in the clear beyond this machine unless somebody said so.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <CLI/App.hpp>

#include "absl/status/statusor.h"
#include "exchange/gateway/gateway.h"

namespace tanshi {

struct WebArguments {
  std::string web;        // empty: no gateway
  bool any_port = false;  // another than that of `web` will do
  std::string assets;
  std::string tls_certificate;
  std::string tls_key;
  std::vector<std::string> allowed_origins;
  bool is_insecure = false;
};

void add_web_arguments(CLI::App& command, WebArguments& arguments);

// The certificate and key that were given; null: none were.
// Errors: INVALID_ARGUMENT only one was given, a file cannot be read, or they are none that fit;
// FAILED_PRECONDITION none were, and `listen` or --web is open to the network.
[[nodiscard]] absl::StatusOr<std::shared_ptr<const TlsIdentity>> tls_identity(
    const WebArguments& arguments, const std::string& listen);

// The gateway, which forwards nothing yet, and a line that says where it is. null: none is wanted.
// `options`: what the arguments do not say.
[[nodiscard]] absl::StatusOr<std::unique_ptr<Gateway>> start_gateway(
    const WebArguments& arguments, std::shared_ptr<const TlsIdentity> tls, GatewayOptions options);

// Where browsers of others find the desk.
[[nodiscard]] std::string desk_url(const WebArguments& arguments, const Gateway& gateway);

}  // namespace tanshi
