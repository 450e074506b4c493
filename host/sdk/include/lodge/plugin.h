#pragma once
#include <lodge/booking.h>
#include <lodge/channel.h>
#include <lodge/mis.h>
#include <lodge/value.h>

#include <cstdint>
#include <memory>

namespace lodge {

/// Rises when any header under <lodge/> changes layout or meaning.
inline constexpr std::uint32_t kAbi = 6;

enum class PluginKind : std::uint32_t { mis_connector = 1, booking_module = 2, channel = 3 };

/// What a plugin exports as `lodge_plugin`, and nothing else. The first two members never change, so that any
/// host can read them of any plugin. The one `create` of its kind is set. It may throw std::exception with a
/// sentence for the technician; the host then goes on without the plugin and says so. [startup]
struct Plugin {
  std::uint32_t abi = kAbi;
  PluginKind kind;
  const char* name;     ///< "rooms": its folder's and its settings' name
  const char* version;  ///< "1.0"
  std::unique_ptr<BookingModule> (*create_booking)(const Kernel&) = nullptr;
  std::unique_ptr<MisConnector> (*create_mis)(const Value& settings) = nullptr;
  std::unique_ptr<Channel> (*create_channel)(const Value& settings) = nullptr;
};

}  // namespace lodge

/// At the end of plugin.cpp: LODGE_PLUGIN{.kind = …, .name = "rooms", …}; A constant, so that a host can read what it
/// is without running anything of it.
#define LODGE_PLUGIN \
  extern "C" __attribute__((visibility("default"))) const ::lodge::Plugin lodge_plugin; \
  constinit const ::lodge::Plugin lodge_plugin
