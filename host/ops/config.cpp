#include "ops/config.h"

#include "core/units.h"
#include "ops/config_keys.h"
#include "ops/secrets.h"

#include <lodge/errors.h>

#include <Poco/AutoPtr.h>
#include <Poco/Exception.h>
#include <Poco/String.h>
#include <Poco/StringTokenizer.h>
#include <Poco/Util/LayeredConfiguration.h>
#include <Poco/Util/MapConfiguration.h>
#include <Poco/Util/PropertyFileConfiguration.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <optional>

namespace lodge::ops {
namespace {

using Poco::Util::AbstractConfiguration;
using Layer = Poco::AutoPtr<AbstractConfiguration>;
using Problem = std::optional<std::string>;

/// One layer and what to call it in a sentence.
struct Source {
  std::string called;
  Layer values;
};

std::string one_of(std::string_view choices) {
  return "one of " + Poco::replace(std::string(choices), std::string("|"), std::string(", "));
}

bool is_choice(const std::string& text, std::string_view choices) {
  return ("|" + std::string(choices) + "|").find("|" + text + "|") != std::string::npos;
}

/// What `text` should have been, if it is not that.
Problem wanted_instead(const ConfigKey& key, const std::string& text) {
  const auto unless = [](bool fine, std::string wanted) { return fine ? Problem() : Problem(std::move(wanted)); };
  switch (key.type) {
    case KeyType::whole_number: return unless(core::parse_whole_number(text).value_or(-1) >= 0, "a whole number");
    case KeyType::yes_no: return unless(core::parse_yes_no(text).has_value(), "yes or no");
    case KeyType::duration: return unless(core::parse_duration(text).has_value(), "a time with its unit, such as 300ms, 10s, 5min, 24h or 5 days");
    case KeyType::size: return unless(core::parse_size(text).has_value(), "a size with its unit, such as 64KB or 1MB");
    case KeyType::choice: return unless(is_choice(text, key.choices), one_of(key.choices));
    case KeyType::path: return unless(text.empty() || text.starts_with('/'), "a whole path, which begins with a slash");
    default: return std::nullopt;
  }
}

Problem problem_with(const std::string& name, const std::string& text) {
  const auto* key = find_config_key(name);
  if (key == nullptr) {
    return "there is no key \"" + name + "\" (the nearest is \"" + std::string(nearest_config_key(name)) + "\")";
  }
  const auto wanted = wanted_instead(*key, text);
  return wanted ? Problem(name + " must be " + *wanted + ", not \"" + text + "\"") : std::nullopt;
}

/// Calls `each` with the whole name of everything set in `layer`, below `prefix`.
void each_key(const AbstractConfiguration& layer, const std::string& prefix,
              const std::function<void(const std::string&)>& each) {
  AbstractConfiguration::Keys names;
  layer.keys(prefix, names);
  for (const auto& name : names) {
    const auto whole = prefix.empty() ? name : prefix + "." + name;
    if (layer.hasProperty(whole)) each(whole);
    each_key(layer, whole, each);
  }
}

Problem problem_in(const Source& source) {
  Problem first;
  each_key(*source.values, "", [&](const std::string& name) {
    if (!first) first = problem_with(name, source.values->getRawString(name));
  });
  return first ? Problem(source.called + ": " + *first + ".") : std::nullopt;
}

std::expected<Source, std::string> of_file(const std::string& path) {
  try {
    return Source{path, new Poco::Util::PropertyFileConfiguration(path)};
  } catch (const Poco::Exception&) {
    return std::unexpected(path + ": the file cannot be read.");
  }
}

std::expected<Source, std::string> of_overrides(std::span<const std::string> overrides) {
  Source source{"command line", new Poco::Util::MapConfiguration};
  for (const auto& override_ : overrides) {
    const auto equals = override_.find('=');
    if (equals == std::string::npos) return std::unexpected("command line: \"" + override_ + "\" is not of the form key=value.");
    source.values->setString(override_.substr(0, equals), override_.substr(equals + 1));
  }
  return source;
}

std::vector<std::string> files_of(const std::string& file) {
  std::vector<std::string> files = {file};
  std::error_code absent;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(file).parent_path() / "conf.d", absent)) {
    if (entry.path().extension() == ".conf") files.push_back(entry.path());
  }
  std::sort(files.begin() + 1, files.end());
  return files;
}

}  // namespace

std::expected<Config, std::string> Config::load(const std::string& file, std::span<const std::string> overrides) {
  std::vector<std::expected<Source, std::string>> sources;
  if (!file.empty()) std::ranges::transform(files_of(file), std::back_inserter(sources), of_file);
  sources.push_back(of_overrides(overrides));

  Poco::AutoPtr<Poco::Util::LayeredConfiguration> all(new Poco::Util::LayeredConfiguration);
  int priority = 0;
  for (const auto& source : sources) {
    if (!source) return std::unexpected(source.error());
    if (const auto problem = problem_in(*source)) return std::unexpected(*problem);
    all->add(source->values, --priority);  // POCO asks the lowest number first
  }

  Config config;
  for (const auto& key : config_keys()) {
    const std::string name(key.name);
    config.values_[name] = all->hasProperty(name) ? all->getRawString(name) : std::string(key.standard);
  }
  return config;
}

std::expected<Config, std::string> Config::standard(std::span<const std::string> overrides) { return load("", overrides); }

const std::string& Config::text(std::string_view key) const {
  const auto found = values_.find(key);
  LODGE_CHECK(found != values_.end());
  return found->second;
}

std::vector<std::string> Config::list(std::string_view key) const {
  using Poco::StringTokenizer;
  const StringTokenizer parts(text(key), ",", StringTokenizer::TOK_TRIM | StringTokenizer::TOK_IGNORE_EMPTY);
  return {parts.begin(), parts.end()};
}

std::int64_t Config::number(std::string_view key) const {
  const auto number = core::parse_whole_number(text(key));
  LODGE_CHECK(number.has_value());
  return *number;
}

bool Config::yes(std::string_view key) const {
  const auto yes = core::parse_yes_no(text(key));
  LODGE_CHECK(yes.has_value());
  return *yes;
}

std::chrono::milliseconds Config::duration(std::string_view key) const {
  const auto duration = core::parse_duration(text(key));
  LODGE_CHECK(duration.has_value());
  return *duration;
}

std::int64_t Config::size(std::string_view key) const {
  const auto size = core::parse_size(text(key));
  LODGE_CHECK(size.has_value());
  return *size;
}

std::expected<std::string, std::string> Config::secret(std::string_view key) const {
  if (!has(key)) return std::string();
  auto content = read_secret(text(key));
  return content ? content : std::unexpected(std::string(key) + ": " + content.error() + ".");
}

std::expected<std::string, std::string> Config::secret_path(std::string_view key) const {
  if (!has(key)) return std::string();
  auto path = secret_file(text(key));
  return path ? path : std::unexpected(std::string(key) + ": " + path.error() + ".");
}

std::expected<Value, std::string> Config::email_channel() const {
  auto password = secret("mail.smtp.password");
  if (!password) return std::unexpected(password.error());
  return Value(Value::Map{{"host", text("mail.smtp.host")},
                          {"port", number("mail.smtp.port")},
                          {"tls", text("mail.smtp.tls")},
                          {"authority", text("mail.smtp.authority")},
                          {"user", text("mail.smtp.user")},
                          {"password", *password},
                          {"deadline_ms", duration("mail.smtp.deadline").count()},
                          {"from", text("mail.from")},
                          {"from_name", text("mail.from_name")},
                          {"reply_to", text("mail.reply_to")}});
}

}  // namespace lodge::ops
