-- The activity feed shows what people did and what befell permanent sensors one by one; both are
-- few among the events of a fleet that comes and goes.
CREATE INDEX audit_entry_human_idx ON audit_entry (at, seq) WHERE actor LIKE 'user:%' OR actor LIKE 'api-key:%';
CREATE INDEX sensor_event_permanent_idx ON sensor_event (at, id) WHERE NOT ephemeral;
