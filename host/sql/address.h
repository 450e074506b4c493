#pragma once
#include <chrono>
#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

namespace lodge {

enum class Engine { sqlite, mariadb };

/// Where a store is and how to reach it, as the configuration writes it:
///   sqlite:/var/lib/lodge/lodge.db;pool=8
///   mariadb:unix_socket=/run/mysqld/mysqld.sock;dbname=lodge;user=lodge;password_file=/run/credentials/…
///   mariadb:host=db1;port=3306;tls_ca=/etc/lodge/ca.pem;dbname=lodge;user=lodge;password_file=…
/// The password is in a file, read at each connect, so that the address may be shown to anybody.
struct DatabaseAddress {
  Engine engine = Engine::sqlite;
  std::string path;  ///< SQLite: the file

  std::string unix_socket;  ///< MariaDB: a socket, or host and port with tls_ca
  std::string host;
  int port = 3306;
  std::string schema;
  std::string user;
  std::string password_file;
  std::string tls_ca;    ///< the certificate authority that signed the server's certificate; name and chain are checked
  std::string tls_cert;  ///< our own certificate and its key, where the server wants one
  std::string tls_key;

  std::size_t pool = 8;  ///< connections of each kind (reading, writing) at most
  std::chrono::milliseconds lease_timeout{5000};  ///< how long a caller waits for a free connection
  std::chrono::milliseconds busy_timeout{5000};   ///< how long a write waits for another process's lock

  /// The address, or a sentence that says what is wrong with the text.
  static std::expected<DatabaseAddress, std::string> parse(std::string_view text);
};

}  // namespace lodge
