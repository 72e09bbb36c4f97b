// A connection's bytes, in the clear or over TLS. One read and one write may be under way; what is
// under way when it is closed is called back with an error.
//
// Thread-safety: used by the gateway's thread alone.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <utility>  // Asio 1.74 forgets it

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>

#include "absl/status/statusor.h"
#include "exchange/service/server.h"

namespace tanshi {

class Transport {
 public:
  using Done = std::function<void(boost::system::error_code, std::size_t)>;
  virtual ~Transport() = default;

  // Before all else.
  virtual void handshake(Done done) = 0;
  virtual void read_some(boost::asio::mutable_buffer into, Done done) = 0;
  virtual void write_some(boost::asio::const_buffer from, Done done) = 0;

  // Tells the client that nothing more will be sent. REQUIRES: no write is under way.
  virtual void finish() = 0;
  virtual void close() = 0;
};

// Makes the transport of a connection that was accepted.
using TransportMaker = std::function<std::unique_ptr<Transport>(boost::asio::ip::tcp::socket)>;

[[nodiscard]] TransportMaker plain_transports();

// Errors: INVALID_ARGUMENT the certificate or the key is none, or they do not belong together.
[[nodiscard]] absl::StatusOr<TransportMaker> tls_transports(const TlsIdentity& identity);

}  // namespace tanshi
