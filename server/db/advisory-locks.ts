/**
 * The numbers of all advisory locks. PostgreSQL tells locks apart by nothing else: two features of
 * one number would wait for each other.
 */
export const advisoryLocks = {
  /** Processes that start at once migrate one after another. */
  migrate: 7_368_101,
  /** Consoles that start at once make one certificate authority. */
  authority: 7_368_102,
  /** Consoles that start at once make one server certificate. */
  serverCertificate: 7_368_103,
  /** One console of the installation drops what is old. */
  retention: 7_368_104,
  /** Consoles that start at once make one first administrator. */
  firstAdmin: 7_368_105,
  /** One console of the installation looks for sensors to remove at a time. */
  removal: 7_368_106,
  /** Commands that run at once make one key. */
  licenseKey: 7_368_107,
  /** With the watch as second key: one console of the installation looks at a time, for each watch. */
  alertWatch: 7_368_108,
  /** What keeps attempts is serialized, so that the hour's counts hold over all processes. */
  attempts: 7_368_109,
  /** One console of the installation samples the fleet at a time. */
  fleetSample: 7_368_130,
  /** Changes to who may do what run one after another, so that an administrator stays. */
  users: 7_368_121,
} as const;
