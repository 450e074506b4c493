#pragma once
#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace lodge::test {

/// A MariaDB server of our own: its data folder, its socket, no network, default durability. One for each test
/// program, started when first asked for and ended, by its process id, when the program ends.
/// LODGE_TEST_MARIADB_SOCKET names one that runs already, for a quick round.
class MariadbServer {
 public:
  /// @throws std::runtime_error with the end of the server's log when it does not start.
  static MariadbServer& shared();
  /// One for a single test, with options of its own.
  explicit MariadbServer(const std::vector<std::string>& options);
  ~MariadbServer();
  MariadbServer(const MariadbServer&) = delete;
  MariadbServer& operator=(const MariadbServer&) = delete;

  const std::string& socket() const { return socket_; }
  /// Needs no password on the socket.
  std::string user() const { return "root"; }
  pid_t pid() const { return pid_; }
  /// Runs one statement as root.
  void run(const std::string& statement);
  /// Runs several on one connection.
  void run_all(const std::vector<std::string>& statements);
  /// The first column of every row.
  std::vector<std::string> ask(const std::string& query);

 private:
  void install();
  void start(const std::vector<std::string>& options);
  void wait_until_ready();
  std::string end_of_log() const;

  std::filesystem::path folder_;
  std::string socket_;
  pid_t pid_ = 0;
};

}  // namespace lodge::test
