#pragma once
#include "assembly/services.h"
#include "core/jobs/stored_jobs.h"
#include "loader/loader.h"
#include "pages/frame.h"
#include "pages/languages.h"
#include "print/pdf_paper.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace lodge::assembly {

/// A booking module that was started; lives as long as its House.
struct Module {
  std::string name;  ///< "rooms"
  std::unique_ptr<BookingModule> module;
};

/// The services, the pages' frame and the booking modules on top of them: the whole of Lodge but its doors and workers.
/// lodged opens doors to it; lodge asks its modules. [startup; then any thread]
class House {
 public:
  /// `rules` outlives it. A plugin that cannot be used is reported in the journal and left out.
  /// @throws CannotStart, Unavailable
  House(const ops::Config& config, Rules& rules);

  Services services;
  pages::CatalogueLanguages languages;
  loader::Opened plugins;
  pages::Frame frame;
  print::PdfPaper paper;
  core::StoredJobs jobs;
  std::vector<Module> modules;

 private:
  pages::FrameOptions frame_options();
  void start_modules(Rules& rules);
};

/// What a token of the API may be given: the names of the permissions that its routes ask for.
std::set<std::string> scopes(const House& house);

/// The file of the connector or channel of that name, which only its worker loads; nothing when it is not there.
std::optional<std::filesystem::path> file_of(const loader::Opened& plugins, PluginKind kind, std::string_view name);

}  // namespace lodge::assembly
