#include "http/peer.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace lodge::http {
namespace {

using Poco::Net::IPAddress;

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

IPAddress plain_address(const IPAddress& address) {
  IPAddress older;
  const auto text = address.isIPv4Mapped() ? address.toString() : std::string();
  const auto last = text.substr(text.rfind(':') + 1);
  return IPAddress::tryParse(last, older) ? older : address;
}

Proxies::Proxies(const std::vector<std::string>& addresses) {
  for (const auto& text : addresses) {
    IPAddress address;
    if (!IPAddress::tryParse(text, address)) throw std::runtime_error("\"" + text + "\" is not a proxy's IP address");
    trusted_.push_back(plain_address(address));
  }
}

bool Proxies::trusts(const IPAddress& address) const {
  return std::ranges::find(trusted_, plain_address(address)) != trusted_.end();
}

Peer Proxies::resolve(const Head& head, const IPAddress& direct, bool tls) const {
  const auto nearest = plain_address(direct);
  if (trusted_.empty() || !trusts(nearest)) return {nearest.toString(), tls, nearest.isLoopback()};
  Peer peer{nearest.toString(), tls || same_word(head.field("x-forwarded-proto"), "https"), false};
  // From the right: each trusted proxy wrote the address it saw; the first that is no proxy is the caller.
  for (auto list = forwarded_for(head); !list.empty();) {
    IPAddress address;
    if (!IPAddress::tryParse(last_word(list), address)) break;
    peer.address = plain_address(address).toString();
    if (!trusts(address)) break;
  }
  return peer;
}

}  // namespace lodge::http
