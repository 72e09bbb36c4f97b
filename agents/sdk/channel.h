// Channels and contexts of gRPC for the clients of this folder.
#pragma once

#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "agents/sdk/connection.h"

namespace tanshi {

[[nodiscard]] inline std::shared_ptr<grpc::Channel> open_channel(const Connection& connection) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(-1);  // we trust the exchange that we chose
  if (connection.root_certificates.empty()) {
    return grpc::CreateCustomChannel(connection.address, grpc::InsecureChannelCredentials(),
                                     arguments);
  }
  grpc::SslCredentialsOptions ssl;
  ssl.pem_root_certs = connection.root_certificates;
  return grpc::CreateCustomChannel(connection.address, grpc::SslCredentials(ssl), arguments);
}

inline void add_token(const Connection& connection, grpc::ClientContext& context) {
  if (connection.token.empty()) return;
  // What no header can carry (gRPC would abort) is no token of any exchange: so let it say.
  const bool can_travel =
      std::ranges::all_of(connection.token, [](char c) { return c > ' ' && c <= '~'; });
  context.AddMetadata("authorization", "Bearer " + (can_travel ? connection.token : "?"));
}

// The codes of both are the same numbers.
[[nodiscard]] inline absl::Status from_grpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  return {static_cast<absl::StatusCode>(status.error_code()), status.error_message()};
}

}  // namespace tanshi
