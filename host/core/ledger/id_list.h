#pragma once
#include <lodge/database.h>

#include <bit>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lodge::core::ledger {

/// How many ids one statement names; more are asked in several.
constexpr std::size_t kMostInOneStatement = 256;

/// `sql` with its `{ids}` as so many question marks, and those to bind. Their number is rounded up to a power of two
/// (the last id again), so that few statements differ.
template <class Tag>
class IdList {
 public:
  explicit IdList(std::span<const Id<Tag>> ids) : ids_(ids) {}
  std::string in(std::string_view sql) const {
    std::string marks = "?";
    for (std::size_t i = 1; i < count(); ++i) marks += ",?";
    std::string text(sql);
    return text.replace(text.find("{ids}"), 5, marks);
  }
  void bind_to(std::vector<Bind>& binds) const {
    for (std::size_t i = 0; i < count(); ++i) binds.emplace_back(ids_[std::min(i, ids_.size() - 1)]);
  }
  std::vector<Bind> binds() const {
    std::vector<Bind> binds;
    bind_to(binds);
    return binds;
  }

 private:
  std::size_t count() const { return std::bit_ceil(ids_.size()); }
  std::span<const Id<Tag>> ids_;
};

/// Calls `each` with pieces of `ids` that fit one statement.
template <class Tag, class Each>
void in_pieces(std::span<const Id<Tag>> ids, Each&& each) {
  while (!ids.empty()) {
    const auto piece = ids.first(std::min(ids.size(), kMostInOneStatement));
    each(piece);
    ids = ids.subspan(piece.size());
  }
}

}  // namespace lodge::core::ledger
