#include "exchange/gateway/transport.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <boost/asio/ssl.hpp>

#include "fmt/format.h"

namespace tanshi {

namespace {

namespace ssl = boost::asio::ssl;
using boost::asio::ip::tcp;

class TlsTransport final : public Transport {
 public:
  TlsTransport(tcp::socket socket, std::shared_ptr<ssl::context> context)
      : context_(std::move(context)), stream_(std::move(socket), *context_) {}

  void handshake(Done done) override {
    stream_.async_handshake(ssl::stream_base::server,
                            [done = std::move(done)](auto error) { done(error, 0); });
  }

  void read_some(boost::asio::mutable_buffer into, Done done) override {
    stream_.async_read_some(into, std::move(done));
  }

  void write_some(boost::asio::const_buffer from, Done done) override {
    stream_.async_write_some(from, std::move(done));
  }

  // Every answer says how long it is, so nobody misses the end of TLS itself.
  void finish() override {
    boost::system::error_code ignored;  // the client may have gone
    static_cast<void>(stream_.next_layer().shutdown(tcp::socket::shutdown_send, ignored));
  }

  void close() override {
    boost::system::error_code ignored;
    static_cast<void>(stream_.next_layer().close(ignored));
  }

 private:
  const std::shared_ptr<ssl::context> context_;
  ssl::stream<tcp::socket> stream_;
};

// TLS 1.2 with forward secrecy and authenticated encryption, or 1.3.
std::shared_ptr<ssl::context> strict_context() {
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  SSL_CTX* const raw = context->native_handle();
  SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(raw, "ECDHE+AESGCM:ECDHE+CHACHA20");
  SSL_CTX_set_options(raw, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_mode(raw, SSL_MODE_RELEASE_BUFFERS);  // idle connections need less memory
  return context;
}

}  // namespace

absl::StatusOr<TransportMaker> tls_transports(const TlsIdentity& identity) {
  const auto context = strict_context();
  boost::system::error_code error;
  // A key with a password is refused, rather than the password asked for on the terminal.
  static_cast<void>(context->set_password_callback([](auto...) { return std::string(); }, error));
  const auto refused = [&](std::string_view what) {
    return absl::InvalidArgumentError(fmt::format("{}: {}", what, error.message()));
  };
  if (context->use_certificate_chain(boost::asio::buffer(identity.certificate_chain), error))
    return refused("the certificate is no PEM certificate chain");
  if (context->use_private_key(boost::asio::buffer(identity.private_key), ssl::context::pem, error))
    return refused("the key is no PEM private key of that certificate");
  return [context](tcp::socket socket) {
    return std::make_unique<TlsTransport>(std::move(socket), context);
  };
}

}  // namespace tanshi
