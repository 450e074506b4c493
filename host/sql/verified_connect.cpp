#include "sql/verified_connect.h"

#include <dlfcn.h>
#include <lodge/errors.h>
#include <mysql.h>

namespace lodge::sql {
namespace {

thread_local bool verify_server = false;

using RealConnect = decltype(&mysql_real_connect);

}  // namespace

VerifiedConnect::VerifiedConnect(bool verify) { verify_server = verify; }
VerifiedConnect::~VerifiedConnect() { verify_server = false; }

}  // namespace lodge::sql

/// Found by libsoci_mysql before Connector/C's function of this name, as the program's own symbols come first.
extern "C" __attribute__((visibility("default"))) MYSQL* mysql_real_connect(MYSQL* mysql, const char* host, const char* user,
                                                                          const char* password, const char* schema, unsigned int port,
                                                                          const char* unix_socket, unsigned long flags) {
  static const auto real = reinterpret_cast<lodge::sql::RealConnect>(dlsym(RTLD_NEXT, "mysql_real_connect"));
  LODGE_CHECK(real != nullptr);
  my_bool verify = 1;
  if (lodge::sql::verify_server) mysql_options(mysql, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verify);
  return real(mysql, host, user, password, schema, port, unix_socket, flags);
}
