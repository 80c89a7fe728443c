import { shortDuration } from "../duration.ts";
import type { CauseRule, PreflightCode } from "./cause-facts.ts";

/** What each pre-flight code means, and what helps on the host. */
export const preflightCauses: CauseRule<PreflightCode> = {
  NotLinux: () => ({
    title: "Not a Linux host",
    fix: "The sensor runs on Linux only.",
  }),
  NotRoot: () => ({
    title: "The installer did not run as root",
    fix: "Run it as root, or with sudo.",
  }),
  NoSystemd: () => ({
    title: "No systemd",
    fix: "In a container or on a host without systemd, run the sensor itself and keep its identity in memory.",
    command: "telovix-sensor run --state mem:",
  }),
  KernelTooOld: ({ kernel }) => ({
    title: kernel ? `Kernel ${kernel} is older than 5.4` : "Kernel is older than 5.4",
    fix: "Update the kernel to 5.4 or later, then start the host again.",
    command: "uname -r",
  }),
  NoBtf: ({ kernel }) => ({
    title: kernel ? `No BTF on ${kernel}` : "Kernel has no BTF",
    fix: "Boot a kernel built with CONFIG_DEBUG_INFO_BTF; this file is there then.",
    command: "ls -l /sys/kernel/btf/vmlinux",
  }),
  NoBpffs: () => ({
    title: "No bpf file system",
    fix: "Mount it; a kernel that cannot was built without CONFIG_BPF_SYSCALL.",
    command: "mount -t bpf bpf /sys/fs/bpf",
  }),
  MissingTool: ({ detail }) => ({
    title: `${/^(?:MissingTool: )?([\w.+-]{1,32}) is missing/.exec(detail)?.[1] ?? "A tool"} is missing`,
    fix: "Install it from the distribution's packages and run the installer again.",
  }),
  UnknownArchitecture: () => ({
    title: "No sensor for this architecture",
    fix: "There are sensors for amd64 and arm64.",
  }),
  ClockOff: ({ detail }) => ({
    title: `Clock ${clockOff(detail)}`,
    fix: "Let the host keep its clock by NTP, or certificates look expired or not yet valid.",
    command: "timedatectl set-ntp true",
  }),
  DownloadFailed: () => ({
    title: "Download broke off",
    fix: "Run the installer again; if it stays, look for a proxy or firewall that cuts long transfers.",
  }),
  SensorPortUnreachable: ({ sensorPort }) => ({
    title: `Sensor port ${sensorPort} cannot be reached`,
    fix: `Open TCP ${sensorPort} from the host to the Console. No proxy may end its TLS.`,
  }),
  ServiceFailed: () => ({
    title: "The service did not start",
    fix: "Its log on the host says why.",
    command: "journalctl -u telovix-sensor -n 50",
  }),
};

const unitSeconds = new Map([
  ["s", 1],
  ["min", 60],
  ["h", 3600],
  ["d", 86_400],
]);

/** "11 min off", from "11 min off the Console's" or "off by 660 s". */
function clockOff(detail: string): string {
  const [, amount = "", unit = "s"] = /\b(\d{1,12}) ?(s|min|h|d)\b/.exec(detail) ?? [];
  const seconds = Number(amount) * (unitSeconds.get(unit) ?? 1);
  return seconds > 0 ? `${shortDuration(seconds)} off` : "is off";
}
