-- CreateIndex
CREATE INDEX "sensor_name_idx" ON "sensor"("name");

-- CreateIndex
CREATE INDEX "sensor_hostname_idx" ON "sensor"("hostname");
