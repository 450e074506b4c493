#pragma once
#include <filesystem>
#include <string>
#include <sys/types.h>

namespace lodge::test {

/// A MariaDB server of our own: its data folder, its socket, no network, default durability. One for each test
/// program, started when first asked for and ended, by its process id, when the program ends.
/// LODGE_TEST_MARIADB_SOCKET names one that runs already, for a quick round.
class MariadbServer {
 public:
  /// @throws std::runtime_error with the end of the server's log when it does not start.
  static MariadbServer& shared();
  ~MariadbServer();
  MariadbServer(const MariadbServer&) = delete;
  MariadbServer& operator=(const MariadbServer&) = delete;

  const std::string& socket() const { return socket_; }
  /// The server's log goes to the folder; the user root needs no password on this socket.
  std::string user() const { return "root"; }
  pid_t pid() const { return pid_; }
  /// Runs one statement as root.
  void run(const std::string& statement);

 private:
  MariadbServer();
  void install();
  void start();
  void wait_until_ready();
  std::string end_of_log() const;

  std::filesystem::path folder_;
  std::string socket_;
  pid_t pid_ = 0;
};

}  // namespace lodge::test
