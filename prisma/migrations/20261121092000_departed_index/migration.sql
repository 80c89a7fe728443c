-- CreateIndex
CREATE INDEX "sensor_departed_at_id_idx" ON "sensor"("departed_at", "id");
