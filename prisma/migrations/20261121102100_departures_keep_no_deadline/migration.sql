-- Who departs has no deadline: nothing is to be computed for each of the ten thousand that a person
-- deletes at once.
CREATE OR REPLACE FUNCTION keep_removal_deadline() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM removal_deadline WHERE sensor_id = NEW.id;
  IF NEW.departed_at IS NULL THEN PERFORM ensure_removal_deadline(NEW.id); END IF;
  RETURN NULL;
END
$$;
