/** What the filter offers; entries with other actions are listed all the same. */
export const knownActions = [
  "api_key_created",
  "api_key_revoked",
  "password_changed",
  "password_reset",
  "sensor_decommissioned",
  "sensor_deleted",
  "sensor_enrolled",
  "sensor_enrollment_refused",
  "sensor_tags_changed",
  "settings_changed",
  "sign_in_refused",
  "signed_in",
  "token_created",
  "token_revoked",
  "user_created",
] as const;
