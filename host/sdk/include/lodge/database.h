#pragma once
#include <lodge/id.h>
#include <lodge/interval.h>

#include <concepts>
#include <cstdint>
#include <expected>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace lodge {

/// One bound parameter or one fetched cell. Integers are 64-bit; binary data travels as base64 text.
using Cell = std::variant<std::nullptr_t, std::int64_t, std::string>;

/// An integer type whose every value a column of 64 bits holds: not an unsigned one of 64, which would turn negative there.
template <class T>
concept Storable = std::integral<T> && (std::is_signed_v<T> || sizeof(T) < sizeof(std::int64_t));

/// What a `?` in a statement is bound to.
class Bind {
 public:
  Bind(std::nullptr_t) : cell_(nullptr) {}
  template <Storable Integer>
  Bind(Integer value) : cell_(std::in_place_type<std::int64_t>, value) {}
  Bind(std::string text) : cell_(std::move(text)) {}
  Bind(std::string_view text) : cell_(std::string(text)) {}
  Bind(const char* text) : cell_(std::string(text)) {}
  Bind(Instant instant) : cell_(std::in_place_type<std::int64_t>, instant.time_since_epoch().count()) {}
  template <class Tag>
  Bind(const Id<Tag>& id) : cell_(id.text()) {}
  template <class T>
  Bind(const std::optional<T>& maybe) : cell_(maybe ? Bind(*maybe).cell_ : Cell(nullptr)) {}
  const Cell& cell() const { return cell_; }

 private:
  Cell cell_;
};

enum class ColumnType { integer, text };

/// The statement broke a UNIQUE or PRIMARY KEY. On both engines the statement alone is undone and the
/// transaction goes on, so the caller may look who holds the key and answer.
class __attribute__((visibility("default"))) DuplicateKey : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

namespace detail {
template <class T>
struct Column;  // how a C++ type is read from a Cell; see database_columns.h
}

/// Reads from one consistent connection. Lives for the length of the closure it is given to.
/// SQL is text that SQLite and MariaDB both understand, one statement, `?` for each parameter, no comments,
/// single quotes only. [the closure's thread]
class Reader {
 public:
  virtual ~Reader() = default;

  /// All rows, each a tuple of the named types: std::int64_t, bool, std::string, Instant, any Id, or
  /// std::optional of these for columns that may be NULL (NULL in another is a bug and ends the process).
  /// @throws Unavailable
  template <class... Columns>
  std::vector<std::tuple<Columns...>> rows(std::string_view sql, std::initializer_list<Bind> binds = {}) {
    return rows<Columns...>(sql, std::span<const Bind>(binds.begin(), binds.size()));
  }
  template <class... Columns>
  std::vector<std::tuple<Columns...>> rows(std::string_view sql, std::span<const Bind> binds) {
    static constexpr ColumnType kTypes[] = {detail::Column<Columns>::kType...};
    std::vector<std::tuple<Columns...>> result;
    fetch(sql, binds, kTypes, [&](std::span<const Cell> cells) {
      result.push_back(read<Columns...>(cells, std::index_sequence_for<Columns...>{}));
    });
    return result;
  }
  /// The first row, if there is one.
  template <class... Columns>
  std::optional<std::tuple<Columns...>> row(std::string_view sql, std::initializer_list<Bind> binds = {}) {
    auto all = rows<Columns...>(sql, binds);
    return all.empty() ? std::nullopt : std::optional(std::move(all.front()));
  }

 protected:
  virtual void fetch(std::string_view sql, std::span<const Bind> binds, std::span<const ColumnType> types,
                     const std::function<void(std::span<const Cell>)>& each_row) = 0;

 private:
  template <class... Columns, std::size_t... I>
  static std::tuple<Columns...> read(std::span<const Cell> cells, std::index_sequence<I...>) {
    return std::tuple<Columns...>(detail::Column<Columns>::read(cells[I])...);
  }
};

/// One write under way: all of it happens, or none.
class Transaction : public Reader {
 public:
  /// Runs an INSERT, UPDATE or DELETE; answers how many rows it matched.
  /// @throws DuplicateKey, Unavailable
  virtual std::int64_t execute(std::string_view sql, std::span<const Bind> binds) = 0;
  std::int64_t execute(std::string_view sql, std::initializer_list<Bind> binds = {}) {
    return execute(sql, std::span<const Bind>(binds.begin(), binds.size()));
  }
  /// Inserts many rows in bounded multi-row VALUES. `into` ends before VALUES ("insert into claim (resource,
  /// unit, atom)"); `values` holds columns × rows cells, row after row, sorted by key so that two writers
  /// meet in one order. All rows or none. @throws DuplicateKey, Unavailable
  virtual void insert_rows(std::string_view into, std::size_t columns, std::span<const Bind> values) = 0;
  /// Runs once the write is durable, on the thread that asked for the write; not at all if it is undone.
  virtual void after_commit(std::function<void()> then) = 0;
};

namespace detail {
template <class T>
struct IsExpected : std::false_type {};
template <class T, class E>
struct IsExpected<std::expected<T, E>> : std::true_type {};
}  // namespace detail

/// One store (the central one, or a site's vault). [any thread]
class Database {
 public:
  virtual ~Database() = default;

  /// Lends a pooled connection for reading; sees everything committed before it began.
  /// @throws Unavailable when none is free in time or the server is gone.
  template <class Closure>
  auto read(Closure&& closure) -> std::invoke_result_t<Closure, Reader&> {
    using Result = std::invoke_result_t<Closure, Reader&>;
    if constexpr (std::is_void_v<Result>) {
      run_read([&](Reader& reader) { closure(reader); });
    } else {
      std::optional<Result> result;
      run_read([&](Reader& reader) { result.emplace(closure(reader)); });
      return std::move(*result);
    }
  }

  /// Runs `closure` in one transaction and returns when it is durable. The closure MAY RUN MORE THAN ONCE
  /// (deadlock, busy, lost connection) and on another thread: it makes no outside call, asks no rule, and
  /// writes nothing but through its Transaction. If it throws, or returns a std::expected that holds an
  /// error, nothing was written. What returns normally was committed exactly once, even when the server's
  /// answer to the commit was lost.
  /// @throws Unavailable when it cannot be said to have happened; whatever the closure threw.
  template <class Closure>
  auto write(Closure&& closure) -> std::invoke_result_t<Closure, Transaction&> {
    using Result = std::invoke_result_t<Closure, Transaction&>;
    if constexpr (std::is_void_v<Result>) {
      run_write([&](Transaction& transaction) {
        closure(transaction);
        return true;
      });
    } else {
      std::optional<Result> result;
      run_write([&](Transaction& transaction) {
        result.emplace(closure(transaction));
        if constexpr (detail::IsExpected<Result>::value) return result->has_value();
        return true;
      });
      return std::move(*result);
    }
  }

 protected:
  virtual void run_read(const std::function<void(Reader&)>& closure) = 0;
  /// The closure answers whether to commit (true) or to undo (false).
  virtual void run_write(const std::function<bool(Transaction&)>& closure) = 0;
};

}  // namespace lodge

#include <lodge/database_columns.h>
