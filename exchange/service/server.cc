#include "exchange/service/server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/service_type.h>
#include <grpcpp/resource_quota.h>

#include <mutex>
#include <utility>
#include <vector>

#include "exchange/service/ended_calls.h"
#include "exchange/service/exchange_parts.h"
#include "exchange/service/local_channel.h"
#include "exchange/service/services.h"
#include "exchange/service/unparsable.h"
#include "fmt/format.h"
#include "grpc/health/v1/health.pb.h"

namespace tanshi {

namespace {

// How often a client may ask whether we live.
constexpr int kPingFromClientMs = 5'000;
constexpr int kStreamsOfConnectionMax = 1'024;

void set_limits(const ServerOptions& options, grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(options.message_bytes_max);
  builder.SetMaxSendMessageSize(-1);
  // gRPC unpacks a message before it looks at its size, and a megabyte of gzip can hold a gigabyte.
  builder.AddChannelArgument(GRPC_ARG_ENABLE_PER_MESSAGE_DECOMPRESSION, 0);
  builder.SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_GZIP, false);
  builder.SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_DEFLATE, false);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kStreamsOfConnectionMax);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS,
                             static_cast<int>(options.ping_after.count()));
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS,
                             static_cast<int>(options.ping_answer_within.count()));
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                             kPingFromClientMs);
  // A second server on the same port is a mistake, not a way to share the load.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  grpc::ResourceQuota quota("tanshi");
  quota.Resize(options.memory_bytes_max);
  builder.SetResourceQuota(quota);
}

std::shared_ptr<grpc::ServerCredentials> credentials_of(const ServerOptions& options) {
  if (options.tls == nullptr) return grpc::InsecureServerCredentials();
  grpc::SslServerCredentialsOptions ssl;
  ssl.pem_key_cert_pairs.push_back({options.tls->private_key, options.tls->certificate_chain});
  return grpc::SslServerCredentials(ssl);
}

}  // namespace

struct Server::Impl {
  Impl(const ServerOptions& options, Sequencer& sequencer, const Identities& identities,
       SeatBroker* broker, SessionControl* session, Classroom* classroom)
      : feed(sequencer, options.feed),
        streams(options.streams_max),
        screens(classroom == nullptr ? nullptr : std::make_unique<Screens>(*classroom, sequencer)),
        parts{sequencer, identities, feed,          streams,       broker,
              session,   classroom,  screens.get(), options.house, options.version} {
    services.push_back(make_trading_service(parts));
    services.push_back(make_auction_service(parts));
    services.push_back(make_market_data_service(parts));
    services.push_back(make_registry_service(parts));
    services.push_back(make_agent_service(parts));
    services.push_back(make_session_service(parts));
    services.push_back(make_classroom_service(parts));
    services.push_back(make_operator_service(parts));
  }

  MarketFeed feed;
  OpenStreams streams;
  std::unique_ptr<Screens> screens;
  const ExchangeParts parts;
  std::vector<std::unique_ptr<grpc::Service>> services;
  std::unique_ptr<grpc::Server> server;
  int port = 0;
  std::shared_ptr<LocalChannel> local_channel;
  std::once_flag stopped;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Server::~Server() {
  stop(std::chrono::seconds(1));
}

absl::StatusOr<std::unique_ptr<Server>> Server::start(ServerOptions options, Sequencer& sequencer,
                                                      const Identities& identities,
                                                      SeatBroker* broker, SessionControl* session,
                                                      Classroom* classroom) {
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  // Links the descriptor in, for reflection to tell.
  static_cast<void>(grpc::health::v1::HealthCheckRequest::descriptor());

  auto impl = std::make_unique<Impl>(options, sequencer, identities, broker, session, classroom);
  grpc::ServerBuilder builder;
  set_limits(options, builder);
  std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>> interceptors;
  interceptors.push_back(make_unparsable_requests_explained());
  if (options.on_call_ended) {
    interceptors.push_back(make_ended_calls_told(std::move(options.on_call_ended)));
  }
  builder.experimental().SetInterceptorCreators(std::move(interceptors));
  builder.AddListeningPort(options.listen, credentials_of(options), &impl->port);
  for (const auto& service : impl->services) builder.RegisterService(service.get());
  impl->server = builder.BuildAndStart();
  if (impl->server == nullptr || impl->port == 0) {
    return absl::UnavailableError(fmt::format(
        "cannot listen on {}: the address is in use or not of this machine{}", options.listen,
        options.tls == nullptr ? "" : ", or the certificate or key is not valid"));
  }
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(-1);  // as to clients on the network
  impl->local_channel = std::make_shared<LocalChannel>(impl->server->InProcessChannel(arguments));
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

int Server::port() const {
  return impl_->port;
}

std::shared_ptr<LocalChannel> Server::local_channel() const {
  return impl_->local_channel;
}

std::size_t Server::open_streams() const {
  return impl_->streams.count();
}

void Server::stop(std::chrono::milliseconds grace) {
  std::call_once(impl_->stopped, [&] {
    impl_->local_channel->close();
    if (auto* health = impl_->server->GetHealthCheckService()) health->SetServingStatus(false);
    impl_->streams.end_all(absl::UnavailableError("the exchange is shutting down (shutting_down)"));
    impl_->server->Shutdown(std::chrono::system_clock::now() + grace);
    // Answers that wait for the disk are given before their calls' memory goes.
    impl_->parts.sequencer.flush();
  });
}

}  // namespace tanshi
