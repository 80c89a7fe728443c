-- timestamptz + interval is STABLE (a day's length depends on the time zone), so this is no more than
-- that itself; told so, PostgreSQL puts its body in the query instead of calling it for every sensor.
ALTER FUNCTION removal_due_at(boolean, int, timestamptz, timestamptz) STABLE;

-- Conflicts are looked for by every open page. What of the fleet has none is not read.
CREATE INDEX sensor_live_machine_idx ON sensor (machine_id) WHERE departed_at IS NULL AND machine_id IS NOT NULL;
CREATE INDEX sensor_clone_idx ON sensor (clone_seen_at) WHERE departed_at IS NULL AND clone_seen_at IS NOT NULL;
