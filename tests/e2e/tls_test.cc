// An exchange with a certificate: who trusts it trades as ever, who does not, or speaks in the
// clear, does not get in; a key that is none is told at the start.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "agents/sdk/trading_client.h"
#include "tests/e2e/exchange_fixture.h"
#include "tests/testing/scratch_directory.h"

namespace tanshi {
namespace {

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

class TlsTest : public ExchangeTest {
 protected:
  // A key and a certificate of its own for 127.0.0.1, good for a day.
  std::shared_ptr<TlsIdentity> new_identity(const std::string& name) {
    const std::string key = (directory_.path() / (name + ".key")).string();
    const std::string certificate = (directory_.path() / (name + ".pem")).string();
    const std::string command = fmt::format(
        "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=tanshi "
        "-addext subjectAltName=IP:127.0.0.1 -keyout {} -out {} 2>/dev/null",
        key, certificate);
    EXPECT_EQ(std::system(command.c_str()), 0);
    return std::make_shared<TlsIdentity>(TlsIdentity{text_of(certificate), text_of(key)});
  }

  absl::StatusOr<v1::CommandResult> bid(const std::string& trusted) const {
    TradingClient client({.address = address(), .token = "buyer", .root_certificates = trusted});
    return client.execute(SubmitOrder{.account = kBuyer,
                                      .order = OrderId{1},
                                      .instrument = kBook,
                                      .limit = Price(60'00),
                                      .quantity = Tonnes(10)});
  }

  ScratchDirectory directory_;
};

TEST_F(TlsTest, OnlyWhoTrustsTheCertificateGetsIn) {
  const auto identity = new_identity("exchange");
  ServerOptions options;
  options.tls = identity;
  serve(options);

  const auto in_the_clear = bid("");
  const auto distrusting = bid(new_identity("other")->certificate_chain);
  const auto trusting = bid(identity->certificate_chain);

  EXPECT_EQ(in_the_clear.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(distrusting.status().code(), absl::StatusCode::kUnavailable);
  ASSERT_TRUE(trusting.ok()) << trusting.status();
  EXPECT_EQ(trusting->open_quantity_t(), 10);
}

TEST_F(TlsTest, AKeyThatIsNoneIsToldAtTheStart) {
  ServerOptions options;
  options.tls = std::make_shared<TlsIdentity>(TlsIdentity{"no certificate", "no key"});

  const auto refused = Server::start(options, sequencer, identities);

  EXPECT_EQ(refused.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(refused.status().message()),
              ::testing::HasSubstr("certificate or key is not valid"));
}

TEST_F(TlsTest, AnAddressInUseIsToldAtTheStart) {
  serve();
  ServerOptions options;
  options.listen = address();

  const auto second = Server::start(options, sequencer, identities);

  EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace tanshi
