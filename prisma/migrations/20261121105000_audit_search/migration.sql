-- CreateIndex
CREATE INDEX "audit_entry_at_seq_idx" ON "audit_entry"("at", "seq");

-- Below: what schema.prisma cannot say.

-- What people did, among a million enrollments of sensors.
CREATE INDEX "audit_entry_kind_seq_idx" ON "audit_entry" (split_part("actor", ':', 1), "seq");
