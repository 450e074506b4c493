#pragma once
#include <fcntl.h>
#include <gtest/gtest.h>
#include <lodge/errors.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "http/server.h"

namespace lodge::http {

struct English final : Say {
  std::string say(std::string_view sentence, With with) const override {
    std::string said(sentence);
    for (const auto& [name, value] : with) {
      const auto mark = "{" + std::string(name) + "}";
      if (const auto at = said.find(mark); at != std::string::npos) said.replace(at, mark.size(), value);
    }
    return said;
  }
  std::string say_many(std::string_view, std::string_view many, std::int64_t, With) const override { return std::string(many); }
  std::string language() const override { return "en"; }
  std::string own_name() const override { return "English"; }
  bool right_to_left() const override { return false; }
  std::string day(LocalDate) const override { return {}; }
  std::string short_day(LocalDate) const override { return {}; }
  std::string full_day(LocalDate) const override { return {}; }
  std::string time(std::chrono::minutes) const override { return {}; }
  std::string times(std::chrono::minutes, std::chrono::minutes) const override { return {}; }
};

struct OneLanguage final : core::Languages {
  const Say& choose(std::string_view, std::string_view) const override { return english; }
  std::vector<const Say*> all() const override { return {&english}; }
  English english;
};

/// "teacher-cookie" and "office-cookie" are signed in, "manager-cookie" without a second factor yet; "teacher-token" is a bearer token; "away" is an outage.
struct KnownPeople final : core::Identities {
  std::optional<core::Identity> of_cookie(std::string_view secret, Instant) override {
    if (secret == "away") throw Unavailable("the database");
    if (secret == "teacher-cookie") return person(Role::teacher, "teacher-form-token");
    if (secret == "office-cookie") return person(Role::office, "office-form-token");
    if (secret == "manager-cookie") {
      auto identity = person(Role::manager, "manager-form-token");
      identity.actor.roles = {};
      identity.must_enrol = true;
      return identity;
    }
    return std::nullopt;
  }
  std::optional<Actor> of_expired_cookie(std::string_view) override { return std::nullopt; }
  std::optional<core::Identity> of_bearer(std::string_view secret, Instant) override {
    if (secret != "teacher-token") return std::nullopt;
    auto identity = person(Role::teacher, "");
    identity.actor.by = Actor::By::token;
    return identity;
  }
  static core::Identity person(Role role, std::string form_token) {
    core::Identity identity;
    identity.actor.by = Actor::By::page;
    identity.actor.roles = {role};
    identity.form_token = std::move(form_token);
    identity.view_key = "view";
    return identity;
  }
};

struct RoleAccess final : Access {
  bool may(const Actor& actor, const Permission& permission) const override { return actor.roles.meets(permission.roles); }
  bool may(const Actor& actor, const Permission& permission, const Object&) const override { return may(actor, permission); }
};

struct WallClock final : Clock {
  Instant now() const override { return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now()); }
};

inline constexpr Permission kTeach{"rooms.book", {Role::teacher, Role::office}, {}};
inline constexpr Permission kOfficeOnly{"office.only", {Role::office}, {}};

/// A server on a free port of loopback, with people who are known and routes that the test adds before `open`.
struct House {
  House() {
    config.port = 0;
    config.patience.head = config.patience.body = std::chrono::milliseconds(600);
    config.patience.idle = std::chrono::seconds(20);
  }
  FrontParts parts() {
    return {router, people, access, languages, clock, metrics, nullptr,
            [](std::string_view visit) { return "token-of-" + std::string(visit); },
            [this]() { return not_ready; }, "metrics-secret"};
  }
  void open() {
    server = std::make_unique<Server>(config, parts());
    server->start();
  }
  /// Waits until so many connections are open, 10 s at most.
  bool comes_to(std::size_t connections) const {
    for (int i = 0; i < 1000 && server->open_connections() != connections; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return server->open_connections() == connections;
  }

  ServerConfig config;
  Router router;
  KnownPeople people;
  RoleAccess access;
  OneLanguage languages;
  WallClock clock;
  Metrics metrics;
  std::optional<std::string> not_ready;
  std::unique_ptr<Server> server;
};

/// A client that sends exactly the bytes it is told to.
class RawClient {
 public:
  /// `from` is an address of this machine.
  explicit RawClient(std::uint16_t port, const char* from = "127.0.0.1");
  ~RawClient();
  RawClient(RawClient&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}
  RawClient& operator=(RawClient&&) = delete;

  void send(std::string_view bytes);
  /// One whole response by its Content-Length; "" when the server closed without one. `body` is false after HEAD.
  std::string response(bool body = true);
  /// Everything until the server closes, or 5 s have passed.
  std::string rest();
  bool closed();  ///< within 5 s

 private:
  bool receive();
  int socket_;
  std::string seen_;
};

/// Sends a little again and again, for as long as it lives.
class Trickle {
 public:
  Trickle(RawClient& client, std::string bytes);

 private:
  std::jthread thread_;
};

/// One of this machine's, such as "192.0.2.2"; empty where there is none but loopback.
std::string address_that_others_use();

/// Sends `bytes` on a connection of its own and says all that came back until the server closed.
std::string ask(std::uint16_t port, std::string_view bytes);
/// A whole GET with "Connection: close"; `more` are further header lines.
std::string get(std::uint16_t port, std::string_view path, std::string_view more = {});
std::string post(std::uint16_t port, std::string_view path, std::string_view more, std::string_view body,
                 std::string_view type = "application/x-www-form-urlencoded");
int status_of(std::string_view response);
std::string header_of(std::string_view response, std::string_view name);
std::string body_of(std::string_view response);

}  // namespace lodge::http
