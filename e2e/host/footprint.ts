import type { Machine } from "./machine.ts";

/** What running systems change by themselves; nothing of ours lives there. */
const restless = "^(/var/log/journal|/var/lib/systemd|/run/systemd|/tmp/systemd-private)";

/** Every file of the host that stays, with size and mode where it is configuration, and units. */
export function footprint(host: Machine): Promise<string> {
  return host.sh(
    [
      `find / -xdev \\( -path /etc -o -path /usr/local \\) -prune -o -print | grep -Ev '${restless}' | sort`,
      "find /etc /usr/local -printf '%p %s %m\\n' | sort",
      "find /tmp /run -name '*telovix*' | sort",
      "ls /sys/fs/bpf",
      "systemctl list-unit-files --no-legend 'telovix*' | sort",
      "systemctl list-units --all --no-legend 'telovix*' | sort",
    ].join("; "),
  );
}
