#pragma once
#include <lodge/audit.h>
#include <lodge/clock.h>

namespace lodge::core {

/// Audit as rows of the central store. [any thread]
class AuditLog final : public Audit {
 public:
  explicit AuditLog(const Clock& clock) : clock_(clock) {}
  void record(Transaction& transaction, const Actor& actor, const Act& act) override;

 private:
  const Clock& clock_;
};

}  // namespace lodge::core
