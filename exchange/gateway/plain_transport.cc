#include "exchange/gateway/transport.h"

namespace tanshi {

namespace {

using boost::asio::ip::tcp;

class PlainTransport final : public Transport {
 public:
  explicit PlainTransport(tcp::socket socket) : socket_(std::move(socket)) {}

  void handshake(Done done) override { done({}, 0); }

  void read_some(boost::asio::mutable_buffer into, Done done) override {
    socket_.async_read_some(into, std::move(done));
  }

  void write_some(boost::asio::const_buffer from, Done done) override {
    socket_.async_write_some(from, std::move(done));
  }

  void finish() override {
    boost::system::error_code ignored;  // the client may have gone
    static_cast<void>(socket_.shutdown(tcp::socket::shutdown_send, ignored));
  }

  void close() override {
    boost::system::error_code ignored;
    static_cast<void>(socket_.close(ignored));
  }

 private:
  tcp::socket socket_;
};

}  // namespace

TransportMaker plain_transports() {
  return [](tcp::socket socket) { return std::make_unique<PlainTransport>(std::move(socket)); };
}

}  // namespace tanshi
