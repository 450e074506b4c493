#include "ops/config_keys.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace lodge::ops {
namespace {

using enum KeyType;

constexpr ConfigKey kKeys[] = {
    {"public_url", text, "http://127.0.0.1:8480", "The address that people type, as it stands in mails and calendar feeds, without a slash at its end."},
    {"listen", list, "127.0.0.1:8480", "Where Lodge listens: addresses with ports, separated by commas. Anything but loopback wants tls.certificate or http.proxies."},
    {"tls.certificate", path, "", "The server's certificate with its chain, as PEM. Empty: no TLS, which is allowed on loopback and behind a named proxy."},
    {"tls.key", secret, "", "The certificate's private key, as PEM."},
    {"http.host_names", list, "localhost, 127.0.0.1", "The names that this server answers to. A request for another is refused."},
    {"http.proxies", list, "", "The addresses of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed. Nobody else's are."},
    {"http.header_deadline", duration, "10s", "How long a client may take to send a request's headers."},
    {"http.body_deadline", duration, "30s", "How long a client may take to send a request's body."},
    {"http.send_deadline", duration, "30s", "How long a client may take to receive an answer."},
    {"http.idle_deadline", duration, "60s", "How long a connection may stay open without a request."},
    {"http.body_limit", size, "1MB", "The largest body of a request, unless its route says more."},
    {"http.connections", whole_number, "1100", "How many connections may be open at once."},
    {"http.connections_per_address", whole_number, "128", "How many connections one address may have open at once. A whole school may come from one."},
    {"http.metrics_token", secret, "", "A token that may read /metrics from another machine, as Authorization: Bearer. Empty: only this machine may."},
    {"http.stop_within", duration, "20s", "How long requests under way may take to finish when the service stops."},

    {"database", text, "sqlite:/var/lib/lodge/lodge.db", "The central store: bookings, by random ids. For example sqlite:/var/lib/lodge/lodge.db or mariadb:unix_socket=/run/mysqld/mysqld.sock;dbname=lodge;user=lodge;password_file=/etc/lodge/secrets/database."},
    {"vault", text, "sqlite:/var/lib/lodge/vault-{site}.db", "Each site's store of names and addresses. {site} stands for the site's code (lodge site list), and must be there when this host serves several. On MariaDB make the database first. Always another one than the central store."},
    {"key_file", secret, "/etc/lodge/secrets/vault.key", "The key that wraps every person's key. Keep a copy on paper: without it no name can be read again. It is in no backup."},

    {"folder.plugins", path, "/usr/lib/lodge/plugins", "Where the plugins (NAME.so) are."},
    {"folder.share", path, "/usr/share/lodge", "Where the files that come with Lodge are: migrations, pages, message catalogues, shipped rules. They are never edited."},
    {"languages", list, "cy, pl, ur", "The languages that parents may choose besides English, as BCP 47 tags. Welsh, Polish and Urdu come with Lodge; each still wants a native reader's review."},
    {"folder.school_rules", path, "/etc/lodge/rules.d", "Where the school's own rules are. One of the same name wins over the shipped one."},

    {"worker", path, "/usr/lib/lodge/lodge-worker", "The program that runs rules, connectors and channels, locked in."},
    {"workers.rules", whole_number, "2", "How many workers run rules. At least two, so that one that is killed delays nobody."},
    {"workers.channel", whole_number, "2", "How many workers send messages."},
    {"workers.rule_deadline", duration, "200ms", "How long a site's rules may think about one question before their worker is killed."},

    {"mail.smtp.host", text, "", "The school's mail server. Empty: e-mail waits in the outbox until one is named."},
    {"mail.smtp.port", whole_number, "587", "587 for STARTTLS, 465 for TLS from the first byte."},
    {"mail.smtp.tls", choice, "starttls", "starttls, tls, or none. None is accepted only for a mail server on this machine (127.0.0.1, ::1).", "starttls|tls|none"},
    {"mail.smtp.authority", path, "", "The certificate authority that signed the mail server's certificate, as PEM, if it is the school's own. Empty: those that Debian trusts."},
    {"mail.smtp.user", text, "", "The name to sign in with at the mail server. Empty: no sign-in."},
    {"mail.smtp.password", secret, "", "The password to sign in with at the mail server."},
    {"mail.smtp.deadline", duration, "60s", "How long the mail server may take for one message."},
    {"mail.from", text, "", "The address that mails come from, at the school's own domain."},
    {"mail.from_name", text, "Lodge", "The name that mails come from: the school's."},
    {"mail.reply_to", text, "", "Where answers go, such as the office's address. Empty: to mail.from."},
    {"mail.give_up_after", duration, "5 days", "How long a message that cannot be sent is tried again before it is shown to the office as failed."},
    {"mail.keep_sent_for", duration, "30 days", "How long the outbox remembers that a message was sent."},

    {"log.level", choice, "notice", "How much goes to the journal: error, warning, notice or info.", "error|warning|notice|info"},
};

/// How many letters must be changed, added or left out to make one of the other (Levenshtein).
std::size_t distance(std::string_view one, std::string_view other) {
  std::vector<std::size_t> row(other.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < one.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < other.size(); ++j) {
      const std::size_t changed = diagonal + (one[i] == other[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::span<const ConfigKey> config_keys() { return kKeys; }

const ConfigKey* find_config_key(std::string_view name) {
  const auto* found = std::ranges::find(kKeys, name, &ConfigKey::name);
  return found == std::end(kKeys) ? nullptr : found;
}

std::string_view nearest_config_key(std::string_view name) {
  return std::ranges::min_element(kKeys, {}, [&](const ConfigKey& key) { return distance(name, key.name); })->name;
}

}  // namespace lodge::ops
