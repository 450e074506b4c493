// A connector that does as its settings say: pulls so many teachers, says the end so often, throws.
#include <lodge/errors.h>
#include <lodge/plugin.h>

namespace {

class Connector : public lodge::MisConnector {
 public:
  explicit Connector(const lodge::Value& settings) : settings_(settings) {}

  std::string probe() override { return "It answers " + settings_.text_or("password"); }
  void pull(lodge::RecordSink& sink) override {
    const auto teachers = settings_.integer_or("teachers");
    for (std::int64_t i = 1; i <= teachers; ++i) {
      sink.take(lodge::TeacherRecord{{"staff.csv", i + 1}, std::to_string(i), "Ms", "Ada", "Lovelace", ""});
    }
    if (settings_.boolean_or("throws")) throw lodge::Unavailable("the MIS hung up");
    for (std::int64_t i = 0; i < settings_.integer_or("ends", 1); ++i) sink.end({{{"teachers", teachers}}});
  }

 private:
  lodge::Value settings_;
};

std::unique_ptr<lodge::MisConnector> create(const lodge::Value& settings) { return std::make_unique<Connector>(settings); }

}  // namespace

LODGE_PLUGIN{.kind = lodge::PluginKind::mis_connector, .name = "wilful_connector", .version = "1.0", .create_mis = create};
