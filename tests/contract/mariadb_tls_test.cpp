// A server reached over the network is checked: its authority and its name. SOCI has no option for it, and
// Connector/C 3.4 (Debian 13) connects to anybody without it.
#include "contract/mariadb_server.h"
#include "kept_port.h"

#include "sql/open.h"

#include <gtest/gtest.h>
#include <lodge/errors.h>
#include <lodge/id.h>
#include <mysql.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace lodge::test {
namespace {

namespace fs = std::filesystem;
using std::string;

class MariadbTls : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = fs::temp_directory_path() / ("lodge-tls-" + RawId::random().text());
    fs::create_directories(folder_);
    authority("ours");
    authority("other");
    certificate("right", "IP:127.0.0.1");
    certificate("wrong", "DNS:elsewhere.example");
    std::ofstream(folder_ / "password") << "not 'a secret\n";
    std::ofstream(folder_ / "good_password") << "correct horse\n";
  }
  static void TearDownTestSuite() { fs::remove_all(folder_); }

  static string in_folder(const string& name) { return (folder_ / name).string(); }
  static void openssl(const string& arguments) {
    ASSERT_EQ(std::system(("cd " + folder_.string() + " && openssl " + arguments + " >log 2>&1").c_str()), 0) << arguments;
  }
  static void authority(const string& name) {
    openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=" + name + " -keyout " + name + ".key -out " + name + ".pem");
  }
  static void certificate(const string& name, const string& who) {
    std::ofstream(folder_ / (name + ".ext")) << "subjectAltName=" << who << "\n";
    openssl("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=server -keyout " + name + ".key -out " + name + ".csr");
    openssl("x509 -req -days 2 -in " + name + ".csr -CA ours.pem -CAkey ours.key -CAcreateserial -extfile " + name + ".ext -out " + name + ".crt");
  }

  /// Starts a server with that certificate and answers what connecting to it says: "" when it works.
  string connect(const string& certificate_name, const string& ca, const string& password = "good_password") {
    const KeptPort kept;
    const auto& port = kept.number();
    MariadbServer server({"--bind-address=127.0.0.1", "--port=" + port, "--ssl-cert=" + in_folder(certificate_name + ".crt"), "--ssl-key=" + in_folder(certificate_name + ".key")});
    server.run("create user lodge@'%' identified by 'correct horse' require ssl");
    server.run("create database lodge");
    server.run("grant all on lodge.* to lodge@'%'");
    const auto address = DatabaseAddress::parse("mariadb:host=127.0.0.1;port=" + port + ";dbname=lodge;user=lodge;tls_ca=" + in_folder(ca) + ";password_file=" + in_folder(password));
    try {
      cipher_ = open_database(*address)->read([](Reader& r) { return std::get<1>(*r.row<string, string>("show status like 'Ssl_cipher'")); });
      return "";
    } catch (const Unavailable& unavailable) {
      return unavailable.what();
    }
  }

  static inline fs::path folder_;
  string cipher_;
};

TEST_F(MariadbTls, ConnectsToTheRightServer) {
  EXPECT_EQ(connect("right", "ours.pem"), "");
  EXPECT_NE(cipher_, "");
}

TEST_F(MariadbTls, RefusesAServerOfAnotherAuthority) { EXPECT_NE(connect("right", "other.pem"), ""); }

TEST_F(MariadbTls, RefusesAServerOfAnotherName) {
  if (mysql_get_client_version() >= 30400) GTEST_SKIP() << "Connector/C 3.4 does not ask local hosts for their name";
  EXPECT_NE(connect("wrong", "ours.pem"), "");
}

TEST_F(MariadbTls, SaysThatAnApostropheInThePasswordWillNotDo) {
  EXPECT_NE(connect("right", "ours.pem", "password").find("apostrophe"), string::npos);
}

}  // namespace
}  // namespace lodge::test
