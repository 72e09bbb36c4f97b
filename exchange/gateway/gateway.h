// The browsers' door to the exchange: serves the desk and speaks gRPC-Web for the very services
// that gRPC clients call, which it does not know but forwards to.
//
// It has one thread of its own. What is asked of it costs neither the market's threads nor the
// services' anything but the calls that it lets through, and each of those is read no faster than
// its client reads.
//
// Thread-safety: all members may be called from any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "exchange/gateway/gateway_counts.h"
#include "exchange/gateway/site.h"
#include "exchange/service/server.h"

namespace tanshi {

class LocalChannel;

struct GatewayLimits {
  // A desk holds three connections: two streams, and one for its calls.
  std::size_t connections_max = 2'048;
  // A class of 200 may have one address, and all come at once: each desk then asks ten or twenty
  // times. Of IPv6 an address is what its first 64 bits say.
  std::size_t connections_of_address_max = 1'024;
  int requests_of_address_per_second = 1'000;
  int requests_of_address_burst = 5'000;
  std::size_t head_bytes_max = 16 << 10;
  std::size_t body_bytes_max = 1 << 20;
  std::chrono::milliseconds handshake_within{10'000};
  std::chrono::milliseconds request_within{10'000};  // from its first byte to its last
  std::chrono::milliseconds idle_for{60'000};        // between requests
  std::chrono::milliseconds write_stalls_for{20'000};
};

struct GatewayOptions {
  std::string listen = "127.0.0.1:0";      // port 0: any that is free
  std::shared_ptr<const TlsIdentity> tls;  // null: without encryption
  std::filesystem::path assets;            // the folder of the built desk; empty: no desk
  // Other origins than its own whose pages may call, such as http://127.0.0.1:5173.
  std::vector<std::string> allowed_origins;
  // Further paths to GET, and what makes them; run on the gateway's thread.
  std::map<std::string, Page, std::less<>> pages;
  GatewayLimits limits;
  // Where it counts what it does. Null: nobody asks.
  std::shared_ptr<GatewayCounts> counts;
  // Hears whom it turned away, and of calls that the exchange answered with UNAUTHENTICATED, on the
  // gateway's thread: the client's address and a word of kGatewayRefusals or "unauthenticated".
  std::function<void(std::string_view address, std::string_view reason)> on_refused;
};

class Gateway {
 public:
  // Serves from now on; until set_channel() every call ends with UNAVAILABLE.
  // Errors: those of Assets::load and tls_transports; UNAVAILABLE the address cannot be listened
  // on.
  [[nodiscard]] static absl::StatusOr<std::unique_ptr<Gateway>> start(GatewayOptions options);

  Gateway(const Gateway&) = delete;
  Gateway& operator=(const Gateway&) = delete;
  ~Gateway();  // stop()

  // The port that it listens on.
  [[nodiscard]] int port() const;

  // Where calls go from now on; null: nowhere. Calls under way end with UNAVAILABLE. A server that
  // stops ends its calls itself, in its own words.
  void set_channel(std::shared_ptr<LocalChannel> channel);

  // Closes every connection, and cancels its call. Blocks until that is done.
  void stop();

 private:
  struct Impl;
  explicit Gateway(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace tanshi
