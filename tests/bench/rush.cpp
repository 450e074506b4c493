// Families at the opening of a parents' evening, each as a browser would come: the letter's code or one that was sent
// before, whom to see, the times, the press that books, and the nearest free times when somebody was faster. One thread and one kept connection
// a family, each from a loopback address of its own. The first kAtOnce families want the earliest times there are, and press at one
// moment, when each of them has seen that they are free: so some always come too late.
//
// usage: rush PORT EVENING SECONDS APPOINTMENTS < CODES
// Each line is a letter's code, or "TICKET DIGITS": what the page gave that asked for a code, and the code that was mailed.
// Answers lines that tests/service/rush.py reads: "page KIND MICROSECONDS STATUS", "booked FAMILY STUDENT.TEACHER DESK.SLOT"
// for every appointment that was acknowledged, "lost FAMILY WHY HOW_MANY_NEAREST" for everyone who came too late,
// "done FAMILY APPOINTMENTS MICROSECONDS", and "fault FAMILY WORDS".
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <iostream>
#include <latch>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;

constexpr std::size_t kAtOnce = 16;

std::mutex output_mutex;

void tell(const std::string& lines) {
  const std::lock_guard lock(output_mutex);
  std::cout << lines;
}

long since(Clock::time_point began) { return std::chrono::duration_cast<microseconds>(Clock::now() - began).count(); }

/// What stands between `before` and `after`, from `at` on; `at` moves behind it. Empty when there is none.
std::string between(const std::string& text, std::string_view before, std::string_view after, std::size_t& at) {
  const auto from = text.find(before, at);
  const auto to = from == std::string::npos ? from : text.find(after, from + before.size());
  if (to == std::string::npos) {
    at = std::string::npos;
    return {};
  }
  at = to + after.size();
  return text.substr(from + before.size(), to - from - before.size());
}

std::vector<std::string> every(const std::string& text, std::string_view before, std::string_view after) {
  std::vector<std::string> all;
  for (std::size_t at = 0; at != std::string::npos;) {
    auto one = between(text, before, after, at);
    if (at != std::string::npos) all.push_back(std::move(one));
  }
  return all;
}

std::string first(const std::string& text, std::string_view before, std::string_view after) {
  std::size_t at = 0;
  return between(text, before, after, at);
}

struct Answer {
  int status = 0;
  std::string location, body;
};

class Browser {
 public:
  Browser(int port, std::size_t family) : port_(port), family_(family) {}
  Browser(const Browser&) = delete;
  Browser& operator=(const Browser&) = delete;
  ~Browser() { leave(); }

  Answer get(const char* kind, const std::string& path) { return timed(kind, "GET " + path + head() + "\r\n"); }
  Answer post(const char* kind, const std::string& path, const std::string& form) {
    return timed(kind, "POST " + path + head() + "Origin: http://127.0.0.1:" + std::to_string(port_) +
                           "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + std::to_string(form.size()) + "\r\n\r\n" + form);
  }
  void leave() {
    if (socket_ >= 0) close(socket_);
    socket_ = -1;
  }
  std::string figures;

 private:
  std::string head() const {
    auto text = " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port_) + "\r\nAccept-Encoding: gzip;q=0\r\n";
    std::string cookies;
    for (const auto& [name, value] : cookies_) cookies += (cookies.empty() ? "Cookie: " : "; ") + name + "=" + value;
    return cookies.empty() ? text : text + cookies + "\r\n";
  }

  Answer timed(const char* kind, const std::string& request) {
    const auto began = Clock::now();
    auto answer = exchange(request);
    figures += std::string("page ") + kind + " " + std::to_string(since(began)) + " " + std::to_string(answer.status) + "\n";
    return answer;
  }

  Answer exchange(const std::string& request) {
    if (socket_ < 0) connect_from_own_address();
    send_all(request);
    std::string held;
    std::size_t end = 0;
    while ((end = held.find("\r\n\r\n")) == std::string::npos) held += more();
    const auto answer_head = held.substr(0, end + 2);
    const auto length = std::stoul("0" + first(answer_head, "\r\nContent-Length: ", "\r\n"));
    while (held.size() < end + 4 + length) held += more();
    for (const auto& cookie : every(answer_head, "\r\nSet-Cookie: ", ";")) cookies_[cookie.substr(0, cookie.find('='))] = cookie.substr(cookie.find('=') + 1);
    Answer answer{std::stoi(answer_head.substr(9, 3)), first(answer_head, "\r\nLocation: ", "\r\n"), held.substr(end + 4)};
    if (answer_head.find("\r\nConnection: close") != std::string::npos) leave();
    return answer;
  }

  void connect_from_own_address() {
    socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in own{}, there{};
    own.sin_family = there.sin_family = AF_INET;
    own.sin_addr.s_addr = htonl(0x7f010000U + static_cast<std::uint32_t>(family_) + 1);  // 127.1.x.y
    there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    there.sin_port = htons(static_cast<std::uint16_t>(port_));
    const int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (bind(socket_, reinterpret_cast<sockaddr*>(&own), sizeof own) != 0 || connect(socket_, reinterpret_cast<sockaddr*>(&there), sizeof there) != 0) {
      throw std::runtime_error(std::string("no connection: ") + std::strerror(errno));
    }
  }

  void send_all(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) throw std::runtime_error("the server closed the connection");
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  std::string more() {
    char buffer[65536];
    const auto count = recv(socket_, buffer, sizeof buffer, 0);
    if (count <= 0) throw std::runtime_error("the server closed the connection");
    return {buffer, static_cast<std::size_t>(count)};
  }

  const int port_;
  const std::size_t family_;
  int socket_ = -1;
  std::map<std::string, std::string> cookies_;
};

class Family {
 public:
  /// `others`: with whom it presses at one moment; none: when it likes.
  Family(int port, std::string here, std::string code, std::size_t number, std::size_t wanted, std::latch* others)
      : others_(others), here_(std::move(here)), code_(std::move(code)), number_(number), wanted_(wanted), browser_(port, number), dice_(static_cast<std::uint32_t>(number) + 1) {}

  void come() {
    const auto began = Clock::now();
    try {
      sign_in();
      for (int round = 0; booked_.size() < wanted_ && round < 8; ++round) {
        if (!choose()) break;
      }
      must(browser_.get("booked", here_ + "/booked"), 200, "what is booked");
    } catch (const std::exception& fault) {
      browser_.figures += "fault " + std::to_string(number_) + " " + fault.what() + "\n";
    }
    browser_.leave();
    if (others_ != nullptr) others_->count_down();  // it went home before it had seen times
    tell(browser_.figures + "done " + std::to_string(number_) + " " + std::to_string(booked_.size()) + " " + std::to_string(since(began)) + "\n");
  }

 private:
  static void must(const Answer& answer, int status, const std::string& what) {
    if (answer.status != status) throw std::runtime_error(what + " was answered with " + std::to_string(answer.status));
  }
  std::string token(const Answer& page) {
    auto token = first(page.body, "name=\"form_token\" value=\"", "\"");
    return token.empty() ? token : "form_token=" + token;
  }

  void sign_in() {
    const auto blank = code_.find(' ');
    if (blank == std::string::npos) return with_letter();
    const auto ticket = code_.substr(0, blank), digits = code_.substr(blank + 1);
    const auto page = browser_.get("code", "/parents/code?ticket=" + ticket);
    must(page, 200, "the page of the code");
    const auto in = browser_.post("sign-in", "/parents/code", token(page) + "&then=&ticket=" + ticket + "&code=" + digits);
    must(in, 303, "the code that was sent");
  }

  void with_letter() {
    const auto page = browser_.get("letter", "/parents/letter?code=" + code_);
    must(page, 200, "the letter's page");
    const auto in = browser_.post("sign-in", "/parents/letter", token(page) + "&then=&code=" + code_);
    must(in, 303, "the letter's code");
  }

  /// Picks as many teachers as are missing and books a time with each. False when there is nobody left to pick.
  bool choose() {
    const auto page = browser_.get("choose", here_ + "?more=1");
    must(page, 200, "whom to see");
    auto open = every(page.body, "name=\"see\" value=\"", "\"");
    std::erase_if(open, [&](const std::string& whom) { return booked_.contains(whom) || refused_.contains(whom); });
    std::shuffle(open.begin(), open.end(), dice_);
    if (open.empty()) return false;
    open.resize(std::min(open.size(), wanted_ - booked_.size()));
    auto form = token(page) + "&how=hand";
    for (const auto& whom : open) form += "&see=" + whom;
    const auto there = browser_.post("find", here_ + "/find", form);
    must(there, 303, "whom to see");
    const auto times = browser_.get("times", there.location);
    if (times.status == 303) return true;
    must(times, 200, "the times");
    pick(times, open);
    return true;
  }

  /// One time for each, none too near to another; most want the early ones.
  void pick(const Answer& times, const std::vector<std::string>& whom) {
    std::map<std::string, std::string> picks;
    for (const auto& one : whom) {
      auto slots = every(times.body, "name=\"pick-" + one + "\" value=\"", "\"");
      std::erase_if(slots, [&](const std::string& slot) { return !suits(slot, picks); });
      if (slots.empty()) {
        refused_.insert(one);
        continue;
      }
      picks[one] = others_ != nullptr ? slots.front() : slots[std::min({dice_() % slots.size(), dice_() % slots.size(), dice_() % slots.size()})];
    }
    if (others_ != nullptr) std::exchange(others_, nullptr)->arrive_and_wait();
    if (picks.empty()) return;
    auto form = token(times) + "&idempotency_key=" + first(times.body, "name=\"idempotency_key\" value=\"", "\"");
    for (const auto& [one, slot] : picks) form += "&pick-" + one + "=" + slot;
    follow(browser_.post("book", here_ + "/book", form), std::move(picks));
  }

  static int number_of(const std::string& slot) { return std::stoi(slot.substr(slot.find('.') + 1)); }
  bool suits(const std::string& slot, const std::map<std::string, std::string>& picks) const {
    const auto near = [&](const auto& other) { return std::abs(number_of(other.second) - number_of(slot)) < 3; };
    return std::ranges::none_of(booked_, near) && std::ranges::none_of(picks, near);
  }

  /// Booked, or a basket that says what went and what is near: takes the nearest and books the basket.
  void follow(Answer answer, std::map<std::string, std::string> picks) {
    for (int round = 0; round < 20; ++round) {
      must(answer, 303, "booking");
      if (answer.location.find("/booked?done=booked") != std::string::npos) return acknowledge(picks);
      const auto basket = browser_.get("basket", answer.location);
      if (basket.status == 303 && picks.empty()) return;
      must(basket, 200, "the basket");
      std::string instead;
      for (const auto& gone : every(answer.location + "&", "gone=", "&")) {
        const auto nearest = lose(basket, gone, picks);
        if (instead.empty()) instead = nearest;
      }
      if (!instead.empty()) {
        const auto dot = instead.find('=');
        picks[instead.substr(0, dot)] = instead.substr(dot + 1);
        answer = browser_.post("hold", here_ + "/hold", token(basket) + "&pick-" + instead);
      } else if (picks.empty()) {
        return;
      } else {
        auto form = token(basket);
        for (const auto& held : every(basket.body, "name=\"held\" value=\"", "\"")) form += "&held=" + held;
        answer = browser_.post("book", here_ + "/book", form);
      }
    }
  }

  /// Notes who was faster; answers one of the nearest free times as "<whom>=<slot>".
  std::string lose(const Answer& basket, const std::string& gone, std::map<std::string, std::string>& picks) {
    const auto whom = gone.substr(0, gone.find('.', gone.find('.') + 1));
    const auto why = gone.substr(gone.rfind('.') + 1);
    const auto nearest = every(basket.body, "name=\"pick-" + whom + "\" value=\"", "\"");
    browser_.figures += "lost " + std::to_string(number_) + " " + why + " " + std::to_string(nearest.size()) + " " + gone + "\n";
    picks.erase(whom);
    if (nearest.empty() || why == "has_already") refused_.insert(whom);
    return nearest.empty() ? "" : whom + "=" + nearest[dice_() % nearest.size()];
  }

  void acknowledge(const std::map<std::string, std::string>& picks) {
    for (const auto& [whom, slot] : picks) {
      browser_.figures += "booked " + std::to_string(number_) + " " + whom + " " + slot + "\n";
      booked_[whom] = slot;
    }
  }

  std::latch* others_;  // until it has met them
  const std::string here_, code_;
  const std::size_t number_, wanted_;
  Browser browser_;
  std::mt19937 dice_;
  std::map<std::string, std::string> booked_;  // whom: slot
  std::set<std::string> refused_;
};

}  // namespace

int main(int count, char** words) {
  if (count != 5) return 2;
  const auto seconds = std::stod(words[3]);
  std::vector<std::string> codes;
  for (std::string code; std::getline(std::cin, code);) codes.push_back(code);
  std::latch at_once(static_cast<std::ptrdiff_t>(std::min(kAtOnce, codes.size())));
  const auto began = Clock::now() + std::chrono::milliseconds(200);
  std::vector<std::thread> families;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    families.emplace_back([&, i] {
      std::this_thread::sleep_until(began + std::chrono::duration_cast<Clock::duration>(
                                                std::chrono::duration<double>(seconds * static_cast<double>(i) / static_cast<double>(codes.size()))));
      Family(std::stoi(words[1]), std::string("/parents/evenings/") + words[2], codes[i], i, static_cast<std::size_t>(std::stoi(words[4])), i < kAtOnce ? &at_once : nullptr).come();
    });
  }
  for (auto& family : families) family.join();
}
