#include "http/tls.h"

#include <Poco/Exception.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <list>

#include "host/http/house.h"
#include "http/watchdog.h"

namespace lodge::http {
namespace {

using Poco::Net::Context;
using std::chrono::milliseconds;
using std::chrono::seconds;

struct Tls : testing::Test, House {
  void SetUp() override {
    folder = std::filesystem::temp_directory_path() / ("lodge-tls-" + RawId::random().text());
    std::filesystem::create_directories(folder);
    make_certificate("one");
    router.add({.method = Method::get, .pattern = "/hello", .permission = kAnybody, .handler = [](const Request&) { return Response::html("hello"); }});
    router.add({.method = Method::get, .pattern = "/long", .permission = kAnybody, .handler = [](const Request&) { return Response::html(std::string(300'000, 'a')); }});
    config.certificate_file = folder / "certificate.pem";
    config.key_file = folder / "key.pem";
  }
  void TearDown() override {
    server.reset();
    std::filesystem::remove_all(folder);
  }
  void make_certificate(const std::string& name) {
    const auto command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=" + name + " -keyout " +
                         (folder / "key.pem").string() + " -out " + (folder / "certificate.pem").string() + " 2>/dev/null";
    ASSERT_EQ(std::system(command.c_str()), 0);
  }
  // What came back, after "subject|version|cipher|"; "" when there was no handshake.
  std::string get_with(int newest, const std::string& path = "/hello", const std::string& ciphers = "ALL:@SECLEVEL=0") {
    Context::Params params;
    params.verificationMode = Context::VERIFY_NONE;
    params.cipherList = ciphers;
    Context::Ptr context(new Context(Context::TLS_CLIENT_USE, params));
    SSL_CTX_set_min_proto_version(context->sslContext(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context->sslContext(), newest);
    try {
      Poco::Net::SecureStreamSocket socket(Poco::Net::SocketAddress("127.0.0.1", server->port()), context);
      const auto question = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.sendBytes(question.data(), static_cast<int>(question.size()));
      std::string answer = socket.peerCertificate().commonName() + "|";
      std::array<char, 4096> room;
      for (int count = 1; count > 0;) {
        count = socket.receiveBytes(room.data(), static_cast<int>(room.size()));
        answer.append(room.data(), static_cast<std::size_t>(std::max(0, count)));
      }
      return answer;
    } catch (const Poco::Exception&) {
      return {};
    }
  }
  std::filesystem::path folder;
};

TEST_F(Tls, IsSpokenInItsTwoNewestVersionsOnly) {
  open();
  EXPECT_TRUE(get_with(TLS1_3_VERSION).ends_with("hello"));
  EXPECT_TRUE(get_with(TLS1_2_VERSION).ends_with("hello"));
  EXPECT_EQ(get_with(TLS1_1_VERSION), "");
  EXPECT_EQ(get_with(TLS1_VERSION), "");
}

TEST_F(Tls, SpeaksOnlyCiphersWithForwardSecrecyAndAuthentication) {
  open();
  const auto speaks = [&](const std::string& cipher) { return get_with(TLS1_2_VERSION, "/hello", cipher + ":@SECLEVEL=0").ends_with("hello"); };
  for (const auto* good : {"ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305"}) EXPECT_TRUE(speaks(good)) << good;
  for (const auto* bad : {"ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384", "ECDHE-ECDSA-AES128-CCM", "AES128-GCM-SHA256", "AES256-SHA",
                          "AECDH-AES128-SHA", "eNULL"}) {
    EXPECT_FALSE(speaks(bad)) << bad;
  }
}

TEST_F(Tls, AsksBrowsersToStayWithIt) {
  open();
  EXPECT_TRUE(get_with(TLS1_3_VERSION).contains("Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n"));
}

TEST_F(Tls, CarriesLongBodies) {
  open();
  EXPECT_TRUE(get_with(TLS1_3_VERSION, "/long").ends_with(std::string(300'000, 'a')));
}

/// A browser that keeps its connection.
struct Browser {
  Browser(const std::string& from, std::uint16_t port) : socket(connected(from, port)) { socket.setReceiveTimeout(Poco::Timespan(5, 0)); }
  static Poco::Net::SecureStreamSocket connected(const std::string& from, std::uint16_t port) {
    Poco::Net::StreamSocket plain(Poco::Net::SocketAddress::IPv4);
    plain.impl()->bind(Poco::Net::SocketAddress(from, 0));
    plain.connect(Poco::Net::SocketAddress("127.0.0.1", port));
    return Poco::Net::SecureStreamSocket::attach(plain, new Context(Context::TLS_CLIENT_USE, unchecked()));
  }
  static Context::Params unchecked() {
    Context::Params params;
    params.verificationMode = Context::VERIFY_NONE;
    return params;
  }
  void ask(const std::string& path) {
    const auto question = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.sendBytes(question.data(), static_cast<int>(question.size()));
  }
  /// "" when the server has ended it.
  std::string answer() {
    std::array<char, 4096> room;
    try {
      return {room.data(), static_cast<std::size_t>(std::max(0, socket.receiveBytes(room.data(), static_cast<int>(room.size()))))};
    } catch (const Poco::Exception&) {
      return {};
    }
  }
  Poco::Net::SecureStreamSocket socket;
};

TEST_F(Tls, AtAnAddressThatHoldsAllItMayWhoeverIdlesGivesWayAndNobodyWhoWorks) {
  const auto school = address_that_others_use();
  if (school.empty()) GTEST_SKIP() << "this machine has no address but loopback";
  std::atomic<bool> inside = false, may_go = false;
  router.add({.method = Method::get, .pattern = "/slow", .permission = kAnybody, .handler = [&](const Request&) {
    inside = true;
    while (!may_go) std::this_thread::sleep_for(milliseconds(5));
    return Response::html("done");
  }});
  config.address = "0.0.0.0";
  config.connections_per_address = 3;
  open();
  Browser works(school, server->port());
  works.ask("/slow");
  while (!inside) std::this_thread::sleep_for(milliseconds(5));
  std::list<Browser> rest;
  for (int i = 0; i < 4; ++i) {
    rest.emplace_back(school, server->port()).ask("/hello");
    ASSERT_TRUE(rest.back().answer().ends_with("hello")) << i << " was refused while others idle";
    std::this_thread::sleep_for(milliseconds(100));  // from answering to idling, one after another
  }
  EXPECT_EQ(rest.front().answer(), "");
  may_go = true;
  EXPECT_TRUE(works.answer().ends_with("done"));
}

TEST_F(Tls, EndsAHandshakeThatTrickles) {
  config.patience.head = seconds(3);
  open();
  RawClient client(server->port());
  {
    client.send("\x16\x03\x01\x02");
    const Trickle trickle(client, "\x01");
    EXPECT_TRUE(comes_to(1));
    EXPECT_TRUE(comes_to(0));
  }
  EXPECT_TRUE(get_with(TLS1_3_VERSION).ends_with("hello"));
}

TEST_F(Tls, SurvivesPlainHttpOnItsPort) {
  open();
  ask(server->port(), "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_TRUE(get_with(TLS1_3_VERSION).ends_with("hello"));
}

TEST_F(Tls, TakesANewCertificateWithoutARestart) {
  open();
  EXPECT_TRUE(get_with(TLS1_3_VERSION).starts_with("one|"));
  make_certificate("two");
  server->reload_certificate();
  get_with(TLS1_3_VERSION);  // the connection that carries the wish out
  EXPECT_TRUE(get_with(TLS1_3_VERSION).starts_with("two|"));
  std::ofstream(folder / "certificate.pem") << "nonsense";
  server->reload_certificate();
  get_with(TLS1_3_VERSION);
  EXPECT_TRUE(get_with(TLS1_3_VERSION).starts_with("two|"));
}

TEST_F(Tls, NamesTheFileThatCannotBeUsed) {
  config.key_file = folder / "missing.pem";
  try {
    open();
    FAIL();
  } catch (const std::runtime_error& why) {
    EXPECT_TRUE(std::string(why.what()).contains("missing.pem")) << why.what();
  }
}

TEST_F(Tls, AnswersItself) {
  open();
  EXPECT_TRUE(answers_itself(*server, milliseconds(2000)));
  server->stop(milliseconds(100));
  EXPECT_FALSE(answers_itself(*server, milliseconds(500)));
}

/// Stands where systemd would.
struct Listening {
  explicit Listening(const std::filesystem::path& path, const char* period = "200000") : socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un where{};
    where.sun_family = AF_UNIX;
    path.string().copy(where.sun_path, sizeof where.sun_path - 1);
    EXPECT_EQ(::bind(socket, reinterpret_cast<sockaddr*>(&where), sizeof where), 0);
    const timeval patience{2, 0};
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setenv("NOTIFY_SOCKET", path.c_str(), 1);
    setenv("WATCHDOG_USEC", period, 1);
    unsetenv("WATCHDOG_PID");
  }
  ~Listening() {
    unsetenv("NOTIFY_SOCKET");
    unsetenv("WATCHDOG_USEC");
    ::close(socket);
  }
  std::string heard() const {
    std::array<char, 256> room;
    const auto count = ::recv(socket, room.data(), room.size(), 0);
    return count <= 0 ? std::string() : std::string(room.data(), static_cast<std::size_t>(count));
  }
  bool has_heard() const {
    std::array<char, 1> peeked;
    return ::recv(socket, peeked.data(), peeked.size(), MSG_PEEK | MSG_DONTWAIT) > 0;
  }
  int socket;
};

TEST_F(Tls, TellsSystemdThatItLivesOnlyWhileItAnswers) {
  open();
  const Listening systemd(folder / "notify");
  Notifier notifier({server.get()});
  EXPECT_EQ(systemd.heard(), "READY=1");
  EXPECT_EQ(systemd.heard(), "WATCHDOG=1");
  EXPECT_EQ(systemd.heard(), "WATCHDOG=1");
  server->stop(milliseconds(100));
  std::this_thread::sleep_for(milliseconds(300));
  notifier.stopping();
  auto last = systemd.heard();
  for (int i = 0; i < 4 && last == "WATCHDOG=1"; ++i) last = systemd.heard();  // sent before the stop
  EXPECT_EQ(last, "STOPPING=1");
}

TEST_F(Tls, TellsSystemdThatItLivesOnlyWhileItAnswersAtEachAddress) {
  open();
  auto plain = config;
  plain.certificate_file.clear();
  const auto all_parts = parts();
  Server second(plain, all_parts);
  second.start();
  const Listening systemd(folder / "notify", "1000000");
  Notifier notifier({server.get(), &second});
  EXPECT_EQ(systemd.heard(), "READY=1");
  EXPECT_EQ(systemd.heard(), "WATCHDOG=1");
  testing::internal::CaptureStderr();
  second.stop(milliseconds(100));
  std::this_thread::sleep_for(milliseconds(700));
  while (systemd.has_heard()) systemd.heard();  // sent before the stop, or as it was asked
  std::this_thread::sleep_for(milliseconds(1200));
  notifier.stopping();
  const auto journal = testing::internal::GetCapturedStderr();
  EXPECT_TRUE(journal.contains("HTTP-006") && journal.contains("address=\"127.0.0.1:" + std::to_string(second.port()) + "\"")) << journal;
  EXPECT_TRUE(answers_itself(*server, milliseconds(2000)));
  EXPECT_EQ(systemd.heard(), "STOPPING=1") << "in the second before, systemd was not told that it lives";
}

}  // namespace
}  // namespace lodge::http
