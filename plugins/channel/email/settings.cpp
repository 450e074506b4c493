#include "settings.h"

#include "address.h"

#include <stdexcept>

namespace lodge::email {
namespace {

void demand(bool condition, const char* sentence) {
  if (!condition) throw std::invalid_argument(sentence);
}

/// A name that can neither end a URL's host nor begin something else.
bool is_host(const std::string& text) {
  return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:") == std::string::npos;
}

bool is_loopback(const std::string& host) { return host == "127.0.0.1" || host == "::1" || host == "localhost"; }

Tls tls_of(const std::string& text) {
  if (text == "starttls") return Tls::starttls;
  if (text == "tls") return Tls::from_the_first_byte;
  demand(text == "none", "mail.smtp.tls must be starttls, tls or none.");
  return Tls::none;
}

void check(const EmailSettings& settings) {
  demand(is_host(settings.host), "mail.smtp.host must be the name or address of the school's mail server.");
  demand(settings.port > 0 && settings.port < 65536, "mail.smtp.port must be a port, from 1 to 65535.");
  demand(settings.tls != Tls::none || is_loopback(settings.host),
         "mail.smtp.tls may be none only for a mail server on this machine: others could read every mail and its password.");
  demand(is_address(settings.from), "mail.from must be an e-mail address at the school's domain.");
  demand(settings.reply_to.empty() || is_address(settings.reply_to), "mail.reply_to must be an e-mail address, or empty.");
  demand(settings.deadline.count() > 0, "mail.smtp.deadline must be longer than nothing.");
}

}  // namespace

EmailSettings EmailSettings::read(const Value& settings) {
  EmailSettings read;
  read.host = settings.text_or("host");
  read.port = settings.integer_or("port", 587);
  read.tls = tls_of(settings.text_or("tls", "starttls"));
  read.authority = settings.text_or("authority");
  read.user = settings.text_or("user");
  read.password = settings.text_or("password");
  read.deadline = std::chrono::milliseconds(settings.integer_or("deadline_ms", 60'000));
  read.from = settings.text_or("from");
  read.from_name = settings.text_or("from_name");
  read.reply_to = settings.text_or("reply_to");
  check(read);
  return read;
}

}  // namespace lodge::email
