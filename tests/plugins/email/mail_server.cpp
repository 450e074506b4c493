#include "plugins/email/mail_server.h"

#include <lodge/json.h>

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/wait.h>
#include <strings.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace lodge::test {
namespace {

struct Child {
  pid_t process;
  int input, output;
};

Child start(std::vector<std::string> words) {
  int in[2], out[2];
  if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0) std::abort();
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const pid_t process = ::fork();
  if (process == 0) {
    ::dup2(in[0], STDIN_FILENO);
    ::dup2(out[1], STDOUT_FILENO);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  ::close(in[0]);
  ::close(out[1]);
  return {process, in[1], out[0]};
}

std::string first_line(int file) {
  std::string line;
  for (char c = 0; ::read(file, &c, 1) == 1 && c != '\n';) line += c;
  ::close(file);
  return line;
}

Value read_json(const std::filesystem::path& path) {
  std::ifstream file(path);
  const auto value = parse_json(std::string(std::istreambuf_iterator<char>(file), {}));
  EXPECT_TRUE(value) << value.error();
  return *value;
}

}  // namespace

MailServer::MailServer(std::vector<std::string> options) {
  std::string name = std::filesystem::temp_directory_path() / "lodge-mail-XXXXXX";
  folder_ = ::mkdtemp(name.data());
  if (const auto tls = std::ranges::find(options, "--tls"); tls != options.end()) tls_ = *std::next(tls);
  options.insert(options.begin(), {"/usr/bin/python3", LODGE_SOURCE_DIR "/tests/service/smtp_server.py", folder_.string()});
  const auto child = start(options);
  process_ = child.process;
  input_ = child.input;
  const auto said = parse_json(first_line(child.output));
  if (!said) return;  // the tests fail at connecting, with the server's own words on stderr
  port_ = said->integer_or("port");
  authority_ = said->text_or("authority");
}

MailServer::~MailServer() {
  ::close(input_);
  ::kill(process_, SIGTERM);
  ::waitpid(process_, nullptr, 0);
  std::filesystem::remove_all(folder_);
}

Value::Map MailServer::settings() const {
  return {{"host", "localhost"}, {"port", port_},          {"tls", tls_},
          {"authority", authority_}, {"from", "office@ashdown.example"}, {"from_name", "Ashdown School"},
          {"reply_to", "reception@ashdown.example"}, {"deadline_ms", 5000}};
}

std::vector<Value> MailServer::kept() const {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  std::vector<Value> all;
  std::ranges::transform(paths, std::back_inserter(all), read_json);
  return all;
}

OutgoingMessage an_outgoing_message() {
  return {.id = MessageId::random(),
          .recipient_name = "Mrs Małgorzata Zając",
          .address = "m.zajac@example.org",
          .language = "en",
          .subject = "Room H1 is yours: Thursday 12 November, 10:00 – 11:00",
          .text = "Dear Mrs Zając,\n\n.a line that begins with a dot\n..and two\n\n" + std::string(300, 'x') + "\n",
          .html = "<p>Dear Mrs Zając,</p>",
          .attachments = {{"Zając H1.ics", "text/calendar",
                           "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:PUBLISH\r\nSUMMARY:Zając\r\nEND:VCALENDAR\r\n"}}};
}

std::string header(const Value& kept, const char* name) {
  for (const auto& pair : *kept.at("headers").list()) {
    if (::strcasecmp(pair.list()->at(0).text()->c_str(), name) == 0) return *pair.list()->at(1).text();
  }
  return "(none)";
}

}  // namespace lodge::test
