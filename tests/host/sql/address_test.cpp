#include "sql/address.h"

#include <gtest/gtest.h>

namespace lodge {
namespace {

using namespace std::chrono_literals;

std::string problem(std::string_view text) {
  const auto address = DatabaseAddress::parse(text);
  return address ? "" : address.error();
}

TEST(DatabaseAddress, NamesAnSqliteFile) {
  const auto address = DatabaseAddress::parse("sqlite:/var/lib/lodge/lodge.db");
  ASSERT_TRUE(address);
  EXPECT_EQ(address->engine, Engine::sqlite);
  EXPECT_EQ(address->path, "/var/lib/lodge/lodge.db");
}

TEST(DatabaseAddress, TakesTimesWithTheirUnit) {
  const auto address = DatabaseAddress::parse("sqlite:/lodge.db;pool=3;lease_timeout=250ms;busy_timeout=7s");
  ASSERT_TRUE(address);
  EXPECT_EQ(address->pool, 3u);
  EXPECT_EQ(address->lease_timeout, 250ms);
  EXPECT_EQ(address->busy_timeout, 7s);
}

TEST(DatabaseAddress, NamesAMariadbSocket) {
  const auto address = DatabaseAddress::parse("mariadb:unix_socket=/run/mysqld/mysqld.sock;dbname=lodge;user=lodge;password_file=/run/p");
  ASSERT_TRUE(address);
  EXPECT_EQ(address->engine, Engine::mariadb);
  EXPECT_EQ(address->unix_socket, "/run/mysqld/mysqld.sock");
  EXPECT_EQ(address->schema, "lodge");
  EXPECT_EQ(address->password_file, "/run/p");
}

TEST(DatabaseAddress, NamesAMariadbHostWithItsAuthority) {
  const auto address = DatabaseAddress::parse("mariadb:host=db1;port=3307;tls_ca=/etc/lodge/ca.pem;dbname=lodge;user=lodge");
  ASSERT_TRUE(address);
  EXPECT_EQ(address->host, "db1");
  EXPECT_EQ(address->port, 3307);
  EXPECT_EQ(address->tls_ca, "/etc/lodge/ca.pem");
}

TEST(DatabaseAddress, RefusesAHostThatCouldNotBeChecked) {
  EXPECT_NE(problem("mariadb:host=db1;dbname=lodge;user=lodge").find("tls_ca"), std::string::npos);
}

TEST(DatabaseAddress, SaysWhatIsWrong) {
  EXPECT_NE(problem("postgres:lodge").find("sqlite: or mariadb:"), std::string::npos);
  EXPECT_NE(problem("sqlite:lodge.db").find("whole path"), std::string::npos);
  EXPECT_NE(problem("sqlite:/lodge.db;pool=none").find("pool"), std::string::npos);
  EXPECT_NE(problem("sqlite:/lodge.db;busy_timeout=5").find("busy_timeout"), std::string::npos);
  EXPECT_NE(problem("sqlite:/lodge.db;user=me").find("user"), std::string::npos);
  EXPECT_NE(problem("mariadb:unix_socket=/s;dbname=lodge").find("user"), std::string::npos);
  EXPECT_NE(problem("mariadb:unix_socket=/s;host=h;dbname=l;user=u").find("either"), std::string::npos);
  EXPECT_NE(problem("mariadb:unix_socket=/s;dbname=l;user=u;port=70000").find("port"), std::string::npos);
  EXPECT_NE(problem("mariadb:unix_socket=/s;dbname=l;user=u;colour=red").find("colour"), std::string::npos);
  EXPECT_NE(problem("mariadb:nonsense").find("key=value"), std::string::npos);
}

TEST(DatabaseAddress, RefusesWhatWouldEndAQuotedValue) {
  EXPECT_NE(problem("sqlite:/a\"b.db"), "");
  EXPECT_NE(problem("mariadb:unix_socket=/s;dbname=l' host='evil;user=u"), "");
}

}  // namespace
}  // namespace lodge
