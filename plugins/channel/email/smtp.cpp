#include "smtp.h"

#include <lodge/errors.h>

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace lodge::email {
namespace {

/// What went over the wire about one message: enough to tell whose fault a refusal is.
struct Exchange {
  std::string_view unsent;
  std::string last_command, last_reply;
};

std::size_t give(char* into, std::size_t size, std::size_t count, void* exchange) {
  auto& unsent = static_cast<Exchange*>(exchange)->unsent;
  const auto given = std::min(size * count, unsent.size());
  std::memcpy(into, unsent.data(), given);
  unsent.remove_prefix(given);
  return given;
}

/// libcurl shows us each command and each reply. Neither is logged: commands carry addresses and the password.
int watch(CURL*, curl_infotype what, char* text, std::size_t size, void* exchange) {
  auto& seen = *static_cast<Exchange*>(exchange);
  const std::string_view said(text, size);
  if (what == CURLINFO_HEADER_OUT && !said.starts_with("QUIT")) seen.last_command = said.substr(0, 4);
  if (what == CURLINFO_HEADER_IN) seen.last_reply = said;
  return 0;
}

std::size_t discard(char*, std::size_t size, std::size_t count, void*) { return size * count; }

/// Whether the server spoke about the message and not about us.
bool refuses_message(const Exchange& exchange, long code) {
  const bool about_us = code == 530 || code == 534 || code == 535 || code == 538;  // RFC 4954: sign in first, or otherwise
  return code >= 500 && code < 600 && !about_us && (exchange.last_command == "RCPT" || exchange.last_command == "DATA");
}

/// Whether the server had the whole message and has not said what it did with it.
bool leaves_doubt(const Exchange& exchange, long code) { return exchange.last_command == "DATA" && exchange.unsent.empty() && code < 400; }

/// "250 2.0.0 Ok: queued as 4Xy" without its code and line's end.
std::string reference_in(std::string reply) {
  while (!reply.empty() && reply.back() <= ' ') reply.pop_back();
  return reply.size() > 4 ? reply.substr(4) : std::string();
}

std::string url_of(const EmailSettings& settings) {
  const bool numeric_v6 = settings.host.find(':') != std::string::npos;
  const auto host = numeric_v6 ? "[" + settings.host + "]" : settings.host;
  return (settings.tls == Tls::from_the_first_byte ? "smtps://" : "smtp://") + host + ":" + std::to_string(settings.port);
}

}  // namespace

struct Smtp::Handle {
  CURL* curl = curl_easy_init();
  Handle() = default;
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { curl_easy_cleanup(curl); }

  template <class T>
  void set(CURLoption option, T value) {
    LODGE_CHECK(curl_easy_setopt(curl, option, value) == CURLE_OK);
  }
  void set(CURLoption option, const std::string& value) { set(option, value.c_str()); }
  void aim(const EmailSettings& settings);
  void protect(const EmailSettings& settings);
};

void Smtp::Handle::aim(const EmailSettings& settings) {
  set(CURLOPT_URL, url_of(settings));
  set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(CURLOPT_NOPROXY, "*");  // the environment has no say
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_TIMEOUT_MS, settings.deadline.count());
  // The QUIT after a timeout obeys only this one, which counts whole seconds.
  set(CURLOPT_SERVER_RESPONSE_TIMEOUT, std::chrono::ceil<std::chrono::seconds>(settings.deadline).count());
  set(CURLOPT_UPLOAD, 1L);
  set(CURLOPT_READFUNCTION, &give);
  set(CURLOPT_HEADERFUNCTION, &discard);
  set(CURLOPT_WRITEFUNCTION, &discard);
  set(CURLOPT_VERBOSE, 1L);  // feeds `watch`, prints nothing
  set(CURLOPT_DEBUGFUNCTION, &watch);
  set(CURLOPT_MAIL_FROM, "<" + settings.from + ">");
  if (settings.user.empty()) return;
  set(CURLOPT_USERNAME, settings.user);
  set(CURLOPT_PASSWORD, settings.password);
}

void Smtp::Handle::protect(const EmailSettings& settings) {
  if (settings.tls == Tls::none) return;
  set(CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!settings.authority.empty()) set(CURLOPT_CAINFO, settings.authority);
}

Smtp::Smtp(const EmailSettings& settings) : handle_(std::make_unique<Handle>()) {
  LODGE_CHECK(handle_->curl != nullptr);
  handle_->aim(settings);
  handle_->protect(settings);
}

Smtp::~Smtp() = default;

std::expected<Receipt, Undeliverable> Smtp::send(const std::string& to, const std::string& message) {
  Exchange exchange{.unsent = message, .last_command = {}, .last_reply = {}};
  const std::unique_ptr<curl_slist, void (*)(curl_slist*)> recipients(
      curl_slist_append(nullptr, ("<" + to + ">").c_str()), &curl_slist_free_all);
  handle_->set(CURLOPT_MAIL_RCPT, recipients.get());
  handle_->set(CURLOPT_READDATA, &exchange);
  handle_->set(CURLOPT_DEBUGDATA, &exchange);

  const auto result = curl_easy_perform(handle_->curl);
  if (result == CURLE_OK) return Receipt{reference_in(exchange.last_reply)};
  long code = 0;
  curl_easy_getinfo(handle_->curl, CURLINFO_RESPONSE_CODE, &code);
  if (refuses_message(exchange, code)) {
    return std::unexpected(Undeliverable{"the mail server refuses it for good, with code " + std::to_string(code)});
  }
  const auto why = std::string("mail server: ") + curl_easy_strerror(result) + (code > 0 ? ", code " + std::to_string(code) : "");
  if (leaves_doubt(exchange, code)) throw InDoubt(why);
  throw Unavailable(why);
}

}  // namespace lodge::email
