#pragma once
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

namespace lodge::test {

/// A port of 127.0.0.1 that nobody has at the moment.
inline int free_port() {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  const int one = ::socket(AF_INET, SOCK_STREAM, 0);
  ::bind(one, reinterpret_cast<const sockaddr*>(&address), size);
  ::getsockname(one, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(one);
  return ntohs(address.sin_port);
}

}  // namespace lodge::test
