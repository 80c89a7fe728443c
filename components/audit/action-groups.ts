import { actionWords } from "../activity/words.ts";

/** What the filter offers, by what it is about; entries with other actions are listed all the same. */
export const actionGroups = [
  {
    title: "Sensors",
    actions: [
      "sensor_enrolled",
      "sensor_replaced",
      "sensor_revived",
      "sensor_tags_changed",
      "sensor_ephemeral_changed",
      "sensor_deleted",
      "sensor_decommissioned",
      "sensor_auto_removed",
      "node_deleted",
      "node_removal_held",
      "sensor_held",
      "sensor_released",
      "sensor_restored",
      "departed_purged",
      "conflict_accepted",
      "certificate_renewed",
      "removal_paused",
      "removal_resumed",
      "pool_expected_size_changed",
      "cluster_reported",
    ],
  },
  {
    title: "Enrollment",
    actions: [
      "token_created",
      "token_rotated",
      "token_revoked",
      "enrollment_refused",
      "attempts_dismissed",
      "attempts_restored",
    ],
  },
  {
    title: "Admission",
    actions: [
      "admission_rule_created",
      "admission_rule_changed",
      "admission_rule_enabled",
      "admission_rule_disabled",
      "admission_rule_deleted",
    ],
  },
  {
    title: "People and keys",
    actions: [
      "signed_in",
      "sign_in_refused",
      "user_invited",
      "invite_accepted",
      "invite_revoked",
      "user_created",
      "user_changed",
      "user_disabled",
      "user_enabled",
      "user_deleted",
      "sessions_ended",
      "two_factor_enabled",
      "two_factor_disabled",
      "two_factor_reset",
      "backup_codes_generated",
      "password_changed",
      "password_reset",
      "api_key_created",
      "api_key_revoked",
    ],
  },
  {
    title: "Console",
    actions: [
      "settings_changed",
      "single_sign_on_changed",
      "view_shared",
      "view_changed",
      "view_unshared",
      "view_deleted",
      "license_uploaded",
      "license_removed",
      "license_issued",
      "license_key_created",
      "license_key_trusted",
      "license_key_distrusted",
      "webhook_created",
      "webhook_changed",
      "webhook_deleted",
      "webhook_secret_rotated",
      "webhook_tested",
      "webhook_redelivered",
      "ca_created",
      "server_certificate_issued",
      "metrics_dropped",
      "audit_exported",
      "audit_verified",
      "audit_dropped",
    ],
  },
] as const satisfies readonly { title: string; actions: readonly string[] }[];

/** The groups with the actions whose words hold a text; groups without one are left out. */
export function findActions(text: string): { title: string; actions: string[] }[] {
  const wanted = text.trim().toLowerCase();
  return actionGroups
    .map(({ title, actions }) => ({
      title,
      actions: actions.filter((action) =>
        `${actionWords(action)} ${action}`.toLowerCase().includes(wanted),
      ),
    }))
    .filter(({ actions }) => actions.length > 0);
}
