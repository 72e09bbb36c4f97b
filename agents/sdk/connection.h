// How a client finds an exchange and says who it is.
#pragma once

#include <string>

namespace tanshi {

struct Connection {
  std::string address;  // "127.0.0.1:50051"
  std::string token;    // of a seat's or account's holder, or of the operator; empty: the public
  // PEM of the certificates to trust. Empty: without encryption.
  std::string root_certificates = {};
};

}  // namespace tanshi
