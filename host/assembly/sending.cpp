#include "assembly/sending.h"

#include "core/log.h"
#include "core/parents/digits_notice.h"
#include "core/process_name.h"

namespace lodge::assembly {
namespace {

worker::PoolSettings channel_workers(const ops::Config& config, const std::filesystem::path& plugin) {
  auto settings = config.email_channel();
  if (!settings) throw CannotStart(settings.error());
  worker::PoolSettings pool;
  pool.program = config.text("worker");
  pool.role = "channel";
  pool.arguments = {"--plugin", plugin.string()};
  pool.settings = *std::move(settings);
  pool.workers = static_cast<int>(config.number("workers.channel"));
  return pool;
}

core::SenderOptions sender_options(const ops::Config& config) {
  core::SenderOptions options;
  options.threads = static_cast<std::size_t>(config.number("workers.channel")) + 2;
  options.patience = config.duration("mail.smtp.deadline") * 2 + std::chrono::seconds(30);
  options.after_loss = std::chrono::minutes(1);
  options.give_up_after = std::chrono::ceil<std::chrono::seconds>(config.duration("mail.give_up_after"));
  options.keep_for = std::chrono::ceil<std::chrono::seconds>(config.duration("mail.keep_sent_for"));
  return options;
}

core::ModuleNotices::LanguageOf language_of(House& house) {
  return [&house](SiteId, PersonId person) {
    const auto account = house.services.accounts.find(person);
    return account ? account->language : std::string();
  };
}

}  // namespace

Sending::Sending(const ops::Config& config, House& house)
    : notices_(house.services.directory, house.languages, house.frame, language_of(house), config.text("public_url")) {
  for (auto& [name, module] : house.modules) notices_.add(name, *module);
  notices_.add("parents", [&s = house.services](const QueuedMessage& message, const Say& say) {
    return core::digits_notice(s.keys, s.directory, s.stores.site_name(message.site), message, say);
  });
  const auto plugin = file_of(house.plugins, PluginKind::channel, "email");
  if (plugin && config.has("mail.smtp.host")) {
    start(config, house, *plugin);
  } else {
    core::log(core::Level::warning, "HOUSE-005", "Messages wait in the outbox: there is no plugin email.so, or no mail server is named.");
  }
}

Sending::~Sending() {
  if (sender_) sender_->stop();
}

void Sending::start(const ops::Config& config, House& house, const std::filesystem::path& plugin) {
  auto& s = house.services;
  workers_.emplace(channel_workers(config, plugin));
  sender_.emplace(s.stores.central(), s.clock, notices_, *workers_, s.doorbell, core::process_name(), sender_options(config));
  sender_->add_jobs(house.jobs);
  sender_->start();
}

std::optional<core::SenderFigures> Sending::figures() const {
  return sender_ ? std::optional(sender_->figures()) : std::nullopt;
}

}  // namespace lodge::assembly
