#pragma once
#include <Poco/Net/StreamSocket.h>
#include <Poco/Net/TCPServerConnection.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "http/deadlines.h"
#include "http/front.h"
#include "http/peer.h"
#include "http/seats.h"
#include "http/wire.h"

namespace lodge::http {

/// How long each part of an exchange may take, as a whole.
struct Patience {
  std::chrono::milliseconds head{10'000};
  std::chrono::milliseconds body{30'000};
  std::chrono::milliseconds idle{60'000};  ///< between two requests; less when others need the place
  std::chrono::milliseconds write{60'000};
};

/// What all connections of a server share. [any thread]
struct Hall {
  Hall(const FrontParts& parts, const StaticFiles& files);

  Front front;
  Proxies proxies;
  std::set<std::string, std::less<>> hosts;  ///< names that we answer to, in lower case
  Patience patience;
  bool tls = false;
  Seats seats;
  DeadlineKeeper keeper;
  std::atomic<bool> stopping{false};
  Counter& refused_heads;
  Counter& late;
  Counter& turned_away;
};

/// One client, from its first byte to the end of its connection, on one thread. POCO's part ends here: it accepts,
/// encrypts and gives the thread; the bytes are read by `find_head_end` and `parse_head`.
class Connection final : public Poco::Net::TCPServerConnection {
 public:
  Connection(const Poco::Net::StreamSocket& socket, Hall& hall, Seats::Seat seat);
  ~Connection() override;
  void run() override;

 private:
  enum class Next { again, close };

  Next serve_one();
  std::optional<Head> read_head();
  std::optional<std::string> read_body(std::size_t size);
  bool pass_over(std::uint64_t size);
  Next answer(const Head& head);
  Next answer_early(const Head& head, const Peer& peer, Exchange& exchange);
  Next answer_with_body(const Head& head, const Peer& peer, Exchange& exchange);
  Next refuse(int status, bool api = false, bool head_only = false);
  void send(Response response, const WireContext& context);
  void write(const WireResponse& wire);
  std::size_t receive(char* to, std::size_t room);
  void enter(Phase phase, std::chrono::milliseconds patience);
  void linger();

  Hall& hall_;
  Seats::Seat seat_;
  Deadline deadline_;
  Poco::Net::IPAddress direct_;
  std::unique_ptr<char[]> buffer_;
  std::size_t filled_ = 0;  ///< bytes that came
  std::size_t used_ = 0;    ///< of these, bytes that belong to the request at hand
  bool first_ = true;
};

}  // namespace lodge::http
