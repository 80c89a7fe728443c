export interface InstallSource {
  /** Where install.sh is served. */
  installUrl: string;
  /** `sha256//…` of the Console's public key, when no public authority vouches for it. */
  pin: string | null;
}

/**
 * The command that turns a host into a sensor, to be run in a root shell.
 * A self-signed Console is pinned by its key: `-k` alone would trust anyone on the way.
 * The token goes by the environment, which only root reads of root's processes, while arguments are
 * in everyone's `ps`; `bash <(…) --token T` does the same where that does not matter.
 */
export function installCommand(source: InstallSource, token: string, clusterName?: string | null) {
  const pinned = source.pin ? ` -k --pinnedpubkey ${shellWord(source.pin)}` : "";
  const cluster = clusterName ? ` --cluster-name ${shellWord(clusterName)}` : "";
  const script = `curl -fsSL${pinned} ${shellWord(source.installUrl)}`;
  return `TELOVIX_TOKEN=${shellWord(token)} bash <(${script})${cluster}`;
}

/** Text as one word of a POSIX shell: as it is where no shell reads it as its own, else quoted. */
export function shellWord(text: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
