#include "loader/peek.h"

#include <elf.h>

#include <cstring>
#include <fstream>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace lodge::loader {
namespace {

using Refusal = std::unexpected<std::string>;
constexpr std::string_view kEntry = "lodge_plugin";

// A file's bytes, of which only what lies inside is ever read.
class Image {
 public:
  explicit Image(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::error_code failed;
    const auto size = std::filesystem::file_size(file, failed);
    if (!failed) bytes_.resize(size);
    stream.read(bytes_.data(), static_cast<std::streamsize>(bytes_.size()));
    bytes_.resize(static_cast<std::size_t>(stream.gcount()));
  }

  template <class T>
  std::optional<T> at(std::uint64_t offset) const {
    if (offset > bytes_.size() || bytes_.size() - offset < sizeof(T)) return std::nullopt;
    T read;
    std::memcpy(&read, bytes_.data() + offset, sizeof(T));
    return read;
  }
  /// Up to, but without, the zero byte that ends it.
  std::string_view text(std::uint64_t offset) const {
    if (offset >= bytes_.size()) return {};
    const std::string_view rest(bytes_.data() + offset, bytes_.size() - offset);
    return rest.substr(0, rest.find('\0'));
  }

 private:
  std::vector<char> bytes_;
};

bool for_this_machine(const Elf64_Ehdr& head) {
#if defined(__x86_64__)
  constexpr auto kMachine = EM_X86_64;
#elif defined(__aarch64__)
  constexpr auto kMachine = EM_AARCH64;
#else
  const auto kMachine = head.e_machine;  // the loader will say
#endif
  return std::memcmp(head.e_ident, ELFMAG, SELFMAG) == 0 && head.e_ident[EI_CLASS] == ELFCLASS64 && head.e_type == ET_DYN &&
         head.e_machine == kMachine;
}

template <class T>
std::optional<T> entry_of_table(const Image& image, std::uint64_t table, std::uint64_t index) {
  if (table > ~std::uint64_t{0} - index * sizeof(T)) return std::nullopt;
  return image.at<T>(table + index * sizeof(T));
}

std::optional<Elf64_Shdr> section(const Image& image, const Elf64_Ehdr& head, std::uint64_t index) {
  return index < head.e_shnum ? entry_of_table<Elf64_Shdr>(image, head.e_shoff, index) : std::nullopt;
}

std::optional<Elf64_Sym> symbol_in(const Image& image, const Elf64_Shdr& symbols, const Elf64_Shdr& names) {
  for (std::uint64_t i = 0; i < symbols.sh_size / sizeof(Elf64_Sym); ++i) {
    const auto symbol = entry_of_table<Elf64_Sym>(image, symbols.sh_offset, i);
    if (!symbol) return std::nullopt;
    if (symbol->st_shndx != SHN_UNDEF && image.text(names.sh_offset + symbol->st_name) == kEntry) return symbol;
  }
  return std::nullopt;
}

std::optional<Elf64_Sym> find_entry(const Image& image, const Elf64_Ehdr& head) {
  for (std::uint64_t i = 0; i < head.e_shnum; ++i) {
    const auto symbols = section(image, head, i);
    if (!symbols || symbols->sh_type != SHT_DYNSYM) continue;
    const auto names = section(image, head, symbols->sh_link);
    return names ? symbol_in(image, *symbols, *names) : std::nullopt;
  }
  return std::nullopt;
}

// Where in the file the bytes lie that will be at `address`; nothing when they are made only at the start.
std::optional<std::uint64_t> offset_of(const Image& image, const Elf64_Ehdr& head, std::uint64_t address) {
  for (std::uint64_t i = 0; i < head.e_phnum; ++i) {
    const auto part = entry_of_table<Elf64_Phdr>(image, head.e_phoff, i);
    if (!part || part->p_type != PT_LOAD || address < part->p_vaddr || address - part->p_vaddr >= part->p_filesz) continue;
    return part->p_offset + (address - part->p_vaddr);
  }
  return std::nullopt;
}

}  // namespace

std::expected<EntryHead, std::string> peek(const std::filesystem::path& file) {
  const Image image(file);
  const auto head = image.at<Elf64_Ehdr>(0);
  if (!head || !for_this_machine(*head)) return Refusal("it is no library for this machine");
  const auto symbol = find_entry(image, *head);
  if (!symbol) return Refusal("it is not a plugin of Lodge: it has no entry \"lodge_plugin\"");
  const auto offset = offset_of(image, *head, symbol->st_value);
  const auto entry = offset ? image.at<EntryHead>(*offset) : std::nullopt;
  if (!entry || entry->abi == 0) return Refusal("its entry \"lodge_plugin\" is no constant; make it with LODGE_PLUGIN");
  return *entry;
}

}  // namespace lodge::loader
