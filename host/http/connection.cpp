#include "http/connection.h"

#include <Poco/Exception.h>
#include <Poco/Net/SocketDefs.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <utility>

#include "core/log.h"
#include "http/gzip.h"

namespace lodge::http {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::size_t kWorthReading = 64U << 10U;        // a refused body up to this is read, so that the connection lives
constexpr std::size_t kStep = 64U << 10U;                // a body's memory grows with what came, not with what was promised
constexpr milliseconds kLinger{2'000};

/// Whether a head that may be broken further on asks for something under /api/.
bool asks_the_api(std::string_view bytes) { return bytes.substr(0, bytes.find('\r')).find(" /api/") != std::string_view::npos; }
bool is_for_the_api(const Head& head) { return head.path.starts_with("/api/"); }

}  // namespace

Hall::Hall(const FrontParts& parts, const StaticFiles& files)
    : front(parts, files),
      refused_heads(parts.metrics.counter("lodge_http_refused_heads_total", "Requests whose head was refused.")),
      late(parts.metrics.counter("lodge_http_late_requests_total", "Requests that did not arrive in time.")),
      turned_away(parts.metrics.counter("lodge_http_turned_away_total", "Connections closed at once: too many.")) {}

Connection::Connection(const Poco::Net::StreamSocket& socket, Hall& hall, Seats::Seat seat)
    : TCPServerConnection(socket),
      hall_(hall),
      seat_(std::move(seat)),
      deadline_(socket.impl()->sockfd(), seat_.address()),
      buffer_(new char[kMaxHead]) {
  hall_.keeper.keep(deadline_);
}

Connection::~Connection() { hall_.keeper.release(deadline_); }

void Connection::run() {
  try {
    direct_ = socket().peerAddress().host();
    while (serve_one() == Next::again) continue;
  } catch (const Poco::Exception&) {
    // The client went away, spoke no TLS, or was late: nobody is left to be told.
  } catch (const std::exception& fault) {
    core::log(core::Level::error, "HTTP-005", "A connection ended with a fault of Lodge's own.", {{"cause", fault.what()}});
  }
}

void Connection::enter(Phase phase, milliseconds patience) { deadline_.enter(phase, patience); }

std::size_t Connection::receive(char* to, std::size_t room) {
  const int count = socket().receiveBytes(to, static_cast<int>(std::min(room, kStep)));
  return count > 0 ? static_cast<std::size_t>(count) : 0;
}

Connection::Next Connection::serve_one() {
  const auto head = read_head();
  if (!head) return Next::close;
  const auto next = answer(*head);
  std::memmove(buffer_.get(), buffer_.get() + used_, filled_ - used_);
  filled_ -= used_;
  used_ = 0;
  first_ = false;
  return next;
}

std::optional<Head> Connection::read_head() {
  if (filled_ == 0) enter(Phase::idle, first_ ? hall_.patience.head : hall_.patience.idle);
  if (filled_ == 0 && hall_.stopping.load()) return std::nullopt;
  for (std::size_t known = 0;;) {
    if (filled_ > 0) {
      if (known == 0) enter(Phase::head, hall_.patience.head);
      const std::string_view bytes(buffer_.get(), filled_);
      const auto end = find_head_end(bytes, known);
      if (!end) return refuse(end.error()), std::nullopt;
      if (*end) {
        used_ = **end;
        auto head = parse_head(bytes.substr(0, used_));
        if (!head) refuse(head.error(), asks_the_api(bytes));
        return head ? std::optional(std::move(*head)) : std::nullopt;
      }
      known = filled_;
    }
    const auto count = receive(buffer_.get() + filled_, kMaxHead - filled_);
    if (count == 0) {
      if (filled_ > 0 && deadline_.passed()) refuse(408);
      return std::nullopt;
    }
    filled_ += count;
  }
}

/// A named proxy is taken to be asked by https: where it was not, browsers pass the header over (RFC 6797, 8.1).
Connection::Next Connection::refuse(int status, bool api, bool head_only) {
  (status == 408 ? hall_.late : hall_.refused_heads).add();
  send(api ? problem_answer(status) : plain_answer(status),
       {.https = hall_.tls || hall_.proxies.trusts(direct_), .keep_alive = false, .head_only = head_only});
  linger();
  return Next::close;
}

Connection::Next Connection::answer(const Head& head) {
  const auto peer = hall_.proxies.resolve(head, direct_, hall_.tls);
  const auto name = host_name(head.host);
  if (!name || !hall_.hosts.contains(*name)) return refuse(421, is_for_the_api(head), head.head_only);
  enter(Phase::handling, std::chrono::hours(24));
  const auto started = Clock::now();
  auto exchange = hall_.front.open(head, peer);
  const auto next = exchange.early ? answer_early(head, peer, exchange) : answer_with_body(head, peer, exchange);
  if (exchange.route != nullptr) exchange.route->figures.add(exchange.status, Clock::now() - started);
  return next;
}

Connection::Next Connection::answer_early(const Head& head, const Peer& peer, Exchange& exchange) {
  // Not a byte of a body may be taken for the next request: it is read, or the connection ends.
  const bool whole = head.content_length == 0 || (!head.expects_continue && pass_over(head.content_length));
  const bool keep = head.keep_alive && whole && !hall_.stopping.load() && !deadline_.passed();
  exchange.status = exchange.early->status;
  send(std::move(*exchange.early), {peer.https, keep, head.head_only, accepts_gzip(head.field("accept-encoding"))});
  if (!whole) linger();
  return keep ? Next::again : Next::close;
}

Connection::Next Connection::answer_with_body(const Head& head, const Peer& peer, Exchange& exchange) {
  const auto size = head.content_length;
  if (size > exchange.body_limit) {
    exchange.early = hall_.front.too_large(exchange);
    return answer_early(head, peer, exchange);
  }
  if (head.expects_continue && filled_ == used_) {
    enter(Phase::writing, hall_.patience.write);
    write({"HTTP/1.1 100 Continue\r\n\r\n", {}});
  }
  auto body = read_body(size);
  if (!body) return deadline_.passed() ? refuse(408, is_for_the_api(head)) : Next::close;
  enter(Phase::handling, std::chrono::hours(24));
  auto response = hall_.front.finish(exchange, *body);
  const bool keep = head.keep_alive && !hall_.stopping.load() && !deadline_.passed();
  exchange.status = response.status;
  send(std::move(response), {peer.https, keep, head.head_only, accepts_gzip(head.field("accept-encoding"))});
  return keep ? Next::again : Next::close;
}

std::optional<std::string> Connection::read_body(std::size_t size) {
  std::string body(buffer_.get() + used_, std::min(size, filled_ - used_));
  used_ += body.size();
  if (body.size() == size) return body;
  enter(Phase::body, hall_.patience.body);
  while (body.size() < size) {
    const auto had = body.size();
    body.resize(std::min(size, had + kStep));
    const auto count = receive(body.data() + had, body.size() - had);
    body.resize(had + count);
    if (count == 0) return std::nullopt;
  }
  return body;
}

bool Connection::pass_over(std::uint64_t size) {
  return size <= kWorthReading && read_body(size).has_value();
}

void Connection::send(Response response, const WireContext& context) {
  enter(Phase::writing, hall_.patience.write);
  write(to_wire(std::move(response), context));
}

void Connection::write(const WireResponse& wire) {
  if (wire.body.empty()) {
    socket().sendBytes(wire.head.data(), static_cast<int>(wire.head.size()));
    return;
  }
  if (hall_.tls) {
    const auto bytes = wire.head + wire.body;
    socket().sendBytes(bytes.data(), static_cast<int>(bytes.size()));
    return;
  }
  Poco::Net::SocketBufVec parts = {Poco::Net::Socket::makeBuffer(const_cast<char*>(wire.head.data()), wire.head.size()),
                                   Poco::Net::Socket::makeBuffer(const_cast<char*>(wire.body.data()), wire.body.size())};
  auto sent = static_cast<std::size_t>(std::max(0, socket().sendBytes(parts)));
  if (sent < wire.head.size()) {
    socket().sendBytes(wire.head.data() + sent, static_cast<int>(wire.head.size() - sent));
    sent = wire.head.size();
  }
  const auto of_body = sent - wire.head.size();
  if (of_body < wire.body.size()) {
    socket().sendBytes(wire.body.data() + of_body, static_cast<int>(wire.body.size() - of_body));
  }
}

void Connection::linger() {
  // Closing with unread bytes makes the kernel reset the connection, and the client may lose our answer.
  enter(Phase::body, kLinger);
  socket().shutdownSend();
  std::size_t read = 0;
  while (const auto count = receive(buffer_.get(), kMaxHead)) {
    if ((read += count) > (1U << 20U)) return;
  }
}

}  // namespace lodge::http
