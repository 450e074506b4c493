#include "http/peer.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace lodge::http {
namespace {

using Poco::Net::IPAddress;

// ::ffff:10.0.0.1 is 10.0.0.1.
IPAddress plain(const IPAddress& address) {
  const auto text = address.toString();
  IPAddress mapped;
  const auto colon = text.rfind(':');
  const bool is_mapped = address.isIPv4Mapped() && colon != std::string::npos;
  return is_mapped && IPAddress::tryParse(text.substr(colon + 1), mapped) ? mapped : address;
}

std::string last_word(std::string& list) {
  const auto comma = list.rfind(',');
  auto word = comma == std::string::npos ? list : list.substr(comma + 1);
  list.resize(comma == std::string::npos ? 0 : comma);
  std::erase(word, ' ');
  return word;
}

std::string forwarded_for(const Head& head) {
  std::string list;
  for (const auto& field : head.fields) {
    if (same_word(field.name, "x-forwarded-for")) list.append(list.empty() ? "" : ",").append(field.value);
  }
  return list;
}

}  // namespace

Proxies::Proxies(const std::vector<std::string>& addresses) {
  for (const auto& text : addresses) {
    IPAddress address;
    if (!IPAddress::tryParse(text, address)) throw std::runtime_error("\"" + text + "\" is not a proxy's IP address");
    trusted_.push_back(plain(address));
  }
}

bool Proxies::trusts(const IPAddress& address) const {
  return std::ranges::find(trusted_, plain(address)) != trusted_.end();
}

Peer Proxies::resolve(const Head& head, const IPAddress& direct, bool tls) const {
  if (trusted_.empty() || !trusts(direct)) return {plain(direct).toString(), tls, direct.isLoopback()};
  Peer peer{plain(direct).toString(), tls || same_word(head.field("x-forwarded-proto"), "https"), false};
  // From the right: each trusted proxy wrote the address it saw; the first that is no proxy is the caller.
  for (auto list = forwarded_for(head); !list.empty();) {
    IPAddress address;
    if (!IPAddress::tryParse(last_word(list), address)) break;
    peer.address = plain(address).toString();
    if (!trusts(address)) break;
  }
  return peer;
}

}  // namespace lodge::http
