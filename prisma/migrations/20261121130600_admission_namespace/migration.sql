-- CreateIndex
CREATE INDEX "admission_decision_namespace_at_id_idx" ON "admission_decision"("namespace", "at", "id");
