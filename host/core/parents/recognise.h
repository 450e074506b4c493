#pragma once
#include <lodge/directory.h>

#include <string>
#include <vector>

namespace lodge::core {

/// What a parent typed at the door.
struct TypedNames {
  std::string parent, child;
  std::string born_or_class;  ///< the child's date of birth, or the registration class
};

/// The contacts who may well have typed this: tied to a student of that name, of that birthday or class. Any one child of
/// theirs is enough. Slips are forgiven only where nobody is called exactly so. Sorted. [any thread]
std::vector<ContactId> recognise(const People& people, const TypedNames& typed, LocalDate today);

}  // namespace lodge::core
