#pragma once
#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace lodge::test {

/// What happens to a connection at a COMMIT.
enum class Break {
  none,
  before,      ///< the request never reaches the server
  after,       ///< the server has answered; the answer never reaches the client
  in_flight,   ///< the request is sent on and the client cut off at once, while the server is at it
  half_open,   ///< the request never reaches the server, which is not told that the client has gone
};

/// Stands between a client and a MariaDB server on Unix sockets and breaks connections at their commits, as
/// `decide` says, which is asked at each commit. One thread a connection.
class BreakingProxy {
 public:
  BreakingProxy(std::string listen, std::string server, std::function<Break()> decide);
  ~BreakingProxy();
  BreakingProxy(const BreakingProxy&) = delete;
  BreakingProxy& operator=(const BreakingProxy&) = delete;

  const std::string& socket() const { return listen_; }
  int broken() const { return broken_; }

 private:
  void accept_all();
  void carry(int client);
  bool carry_request(int client, int server);
  bool break_commit(Break how, int client, int server, const std::string& request);

  std::string listen_, server_;
  std::function<Break()> decide_;
  int listening_;
  std::atomic<int> broken_ = 0;
  std::mutex mutex_;
  std::vector<std::thread> carriers_;
  std::vector<int> open_;
  std::thread accepting_;
};

}  // namespace lodge::test
