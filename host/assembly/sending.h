#pragma once
#include "assembly/house.h"
#include "core/outbox/sender.h"
#include "worker/pool.h"

#include <optional>

namespace lodge::assembly {

/// What takes messages out of the outbox: the e-mail channel's workers and the sender that feeds them. Without a mail
/// server in the configuration, or without the plugin, messages wait. Ends with its sender. [any thread once made]
class Sending {
 public:
  /// `house` outlives it. @throws CannotStart for mail settings that cannot be right
  Sending(const ops::Config& config, House& house);
  ~Sending();

  /// Nothing when messages wait.
  std::optional<core::SenderFigures> figures() const;

 private:
  void start(const ops::Config& config, House& house, const std::filesystem::path& plugin);

  core::ModuleNotices notices_;
  std::optional<worker::Pool> workers_;
  std::optional<core::Sender> sender_;
};

}  // namespace lodge::assembly
