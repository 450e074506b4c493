#include "kept_port.h"
#include "print/printer.h"

#include <lodge/errors.h>

#include <gmock/gmock.h>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <memory>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace lodge::print {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

/// A program of this test's, ended with it. What it writes goes to `output`.
class Program {
 public:
  Program(std::vector<std::string> words, const fs::path& output, const std::string& bus) {
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const std::string path = std::string("PATH=") + std::getenv("PATH"), address = "DBUS_SYSTEM_BUS_ADDRESS=" + bus;
    const std::array<char*, 3> environment{const_cast<char*>(path.c_str()), const_cast<char*>(address.c_str()), nullptr};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    EXPECT_EQ(posix_spawnp(&pid_, arguments[0], &actions, nullptr, arguments.data(), environment.data()), 0) << words[0];
    posix_spawn_file_actions_destroy(&actions);
  }
  Program(const Program&) = delete;
  ~Program() {
    if (pid_ == 0) return;
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
  }

 private:
  pid_t pid_ = 0;
};

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// CUPS' own virtual printer, which looks for a system bus and is given an empty one of its own.
class Printers : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directory(folder_ / "jobs");
    programs_.push_back(std::make_unique<Program>(std::vector<std::string>{"dbus-daemon", "--session", "--nofork", "--address=" + bus_}, folder_ / "bus.log", bus_));
    wait_until([&] { return fs::exists(folder_ / "bus"); });
  }
  void TearDown() override {
    programs_.clear();
    fs::remove_all(folder_);
  }

  /// Its address. It keeps what it is given, if it takes files of that format.
  std::string printer(const std::string& format) {
    const test::KeptPort kept;
    const auto& port = kept.number();
    const auto log = folder_ / "printer.log";
    programs_.push_back(std::make_unique<Program>(
        std::vector<std::string>{"ippeveprinter", "-k", "-r", "off", "-p", port, "-d", (folder_ / "jobs").string(), "-f", format, "Lodge"}, log, bus_));
    const auto address = "ipp://127.0.0.1:" + port + "/ipp/print";
    wait_until([&] { return std::system(("ipptool -q -T 1 " + address + " get-printer-attributes.test >/dev/null 2>&1").c_str()) == 0; });
    return address;
  }
  std::string printed() const {
    for (const auto& entry : fs::directory_iterator(folder_ / "jobs")) return text_of(entry.path());
    return "";
  }
  template <class Condition>
  void wait_until(Condition&& holds) {
    for (int i = 0; i < 200 && !holds(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    EXPECT_TRUE(holds()) << text_of(folder_ / "bus.log") << text_of(folder_ / "printer.log");
  }

  std::string pattern_ = (fs::temp_directory_path() / "lodge-printer-XXXXXX").string();
  const fs::path folder_ = mkdtemp(pattern_.data());
  const std::string bus_ = "unix:path=" + (folder_ / "bus").string();
  std::vector<std::unique_ptr<Program>> programs_;
};

const std::string kPdf = "%PDF-1.5\n" + std::string(300000, 'x');

TEST_F(Printers, GetTheWholeOfAPdf) {
  const auto address = printer("application/pdf");
  print_pdf(address, "Zoë's parents' evening", kPdf);
  wait_until([&] { return printed().size() == kPdf.size(); });
  EXPECT_EQ(printed(), kPdf);
}

TEST_F(Printers, ThatRefuseSayWhy) {
  const auto address = printer("image/pwg-raster");
  try {
    print_pdf(address, "Evening", kPdf);
    FAIL() << "it takes no PDF";
  } catch (const Unavailable& refused) {
    EXPECT_THAT(refused.what(), AllOf(HasSubstr(address), HasSubstr("document-format")));
  }
}

TEST(PrinterAddresses, ThatLeadNowhereAreRefused) {
  EXPECT_THROW(print_pdf("ipp://127.0.0.1:1/ipp/print", "Evening", kPdf), Unavailable);
  EXPECT_THROW(print_pdf("http://printer/", "Evening", kPdf), Unavailable);
  EXPECT_THROW(print_pdf("the one upstairs", "Evening", kPdf), Unavailable);
}

}  // namespace
}  // namespace lodge::print
