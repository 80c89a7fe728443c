/** Where the kernel shows what eBPF needs; the same inside a pod that mounts /sys. */
export const btfPath = "/sys/kernel/btf/vmlinux";
export const bpffsPath = "/sys/fs/bpf";
export const tracefsPath = "/sys/kernel/tracing";

/** Where telovix-loader pins its maps. */
export const pinDir = `${bpffsPath}/telovix-sensor`;
/** What an earlier run may have left there, by this version or by older ones. */
export const stalePinDirs = [pinDir, `${bpffsPath}/telovix`] as const;
