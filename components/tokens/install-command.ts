export interface InstallSource {
  /** Where install.sh is served. */
  installUrl: string;
  /** `sha256//…` of the Console's public key, when no public authority vouches for it. */
  pin: string | null;
}

/**
 * The command that turns a host into a sensor, to be run as root.
 * A self-signed Console is pinned by its key: `-k` alone would trust anyone on the way.
 */
export function installCommand(source: InstallSource, token: string, clusterName?: string | null) {
  const pinned = source.pin ? ` -k --pinnedpubkey '${source.pin}'` : "";
  const cluster = clusterName ? ` --cluster-name "${clusterName}"` : "";
  return `bash <(curl -fsSL${pinned} ${source.installUrl}) --token "${token}"${cluster}`;
}
