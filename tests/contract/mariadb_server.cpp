#include "contract/mariadb_server.h"

#include <fcntl.h>
#include <lodge/id.h>
#include <mysql.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <vector>

namespace lodge::test {
namespace {

namespace fs = std::filesystem;

/// Starts a program with its output in `log`; it ends with us, should we die first.
pid_t spawn(const std::vector<std::string>& arguments, const fs::path& log) {
  std::vector<char*> argv;
  for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  const pid_t pid = ::fork();
  if (pid != 0) return pid;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  ::dup2(out, 1);
  ::dup2(out, 2);
  ::execvp(argv[0], argv.data());
  ::_exit(127);
}

struct CloseMysql {
  void operator()(MYSQL* mysql) const { mysql_close(mysql); }
};

std::unique_ptr<MYSQL, CloseMysql> connect(const std::string& socket) {
  std::unique_ptr<MYSQL, CloseMysql> mysql(mysql_init(nullptr));
  const bool good = mysql_real_connect(mysql.get(), nullptr, "root", nullptr, nullptr, 0, socket.c_str(), 0) != nullptr;
  return good ? std::move(mysql) : nullptr;
}

}  // namespace

MariadbServer& MariadbServer::shared() {
  static MariadbServer server({"--skip-networking"});
  return server;
}

MariadbServer::MariadbServer(const std::vector<std::string>& options) {
  if (const char* running = std::getenv("LODGE_TEST_MARIADB_SOCKET"); running && options == std::vector<std::string>{"--skip-networking"}) {
    socket_ = running;
    return;
  }
  folder_ = fs::temp_directory_path() / ("lodge-mariadb-" + RawId::random().text());
  fs::create_directories(folder_);
  socket_ = (folder_ / "s").string();
  install();
  start(options);
  wait_until_ready();
}

MariadbServer::~MariadbServer() {
  if (pid_ == 0) return;
  ::kill(pid_, SIGKILL);  // nothing in it is wanted any more
  ::waitpid(pid_, nullptr, 0);
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void MariadbServer::install() {
  std::vector<std::string> arguments = {"mariadb-install-db", "--no-defaults", "--datadir=" + (folder_ / "data").string(),
                                        "--tmpdir=" + folder_.string(),
                                        "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"};
  if (::geteuid() == 0) arguments.push_back("--user=root");
  int status = 0;
  ::waitpid(spawn(arguments, folder_ / "log"), &status, 0);
  if (status != 0) throw std::runtime_error("mariadb-install-db failed: " + end_of_log());
}

void MariadbServer::start(const std::vector<std::string>& options) {
  std::vector<std::string> arguments = {fs::exists("/usr/sbin/mariadbd") ? "/usr/sbin/mariadbd" : "mariadbd", "--no-defaults",
                                        "--datadir=" + (folder_ / "data").string(), "--socket=" + socket_,
                                        "--tmpdir=" + folder_.string(),  // a starting server empties a common one of others' tables
                                        "--pid-file=" + (folder_ / "pid").string(), "--skip-name-resolve",
                                        "--innodb-buffer-pool-size=64M", "--innodb-log-file-size=48M", "--max-connections=300",
                                        "--performance-schema=off"};
  if (::geteuid() == 0) arguments.push_back("--user=root");
  arguments.insert(arguments.end(), options.begin(), options.end());
  pid_ = spawn(arguments, folder_ / "log");
}

void MariadbServer::wait_until_ready() {
  for (int i = 0; i < 600; ++i) {
    if (connect(socket_)) return;
    if (::waitpid(pid_, nullptr, WNOHANG) != 0) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  throw std::runtime_error("mariadbd does not start: " + end_of_log());
}

std::string MariadbServer::end_of_log() const {
  std::ifstream in(folder_ / "log");
  std::ostringstream text;
  text << in.rdbuf();
  const auto all = text.str();
  return all.substr(all.size() > 2000 ? all.size() - 2000 : 0);
}

namespace {

std::vector<std::string> answers_of(MYSQL* mysql, const std::string& query) {
  if (!mysql || mysql_real_query(mysql, query.data(), query.size()) != 0) {
    throw std::runtime_error(query + ": " + (mysql ? mysql_error(mysql) : "no connection"));
  }
  std::vector<std::string> answers;
  const std::unique_ptr<MYSQL_RES, decltype(&mysql_free_result)> result(mysql_store_result(mysql), &mysql_free_result);
  if (!result) return answers;
  while (const auto row = mysql_fetch_row(result.get())) answers.emplace_back(row[0] ? row[0] : "");
  return answers;
}

}  // namespace

void MariadbServer::run(const std::string& statement) { run_all({statement}); }

void MariadbServer::run_all(const std::vector<std::string>& statements) {
  const auto mysql = connect(socket_);
  for (const auto& statement : statements) answers_of(mysql.get(), statement);
}

std::vector<std::string> MariadbServer::ask(const std::string& query) { return answers_of(connect(socket_).get(), query); }

}  // namespace lodge::test
