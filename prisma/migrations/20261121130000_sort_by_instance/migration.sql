CREATE INDEX sensor_enrolled_instance_idx ON sensor (coalesce(instance_id, ''), name) WHERE departed_at IS NULL;
