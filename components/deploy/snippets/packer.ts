import { shellWord } from "../../tokens/install-command.ts";
import type { DeployPlan } from "../plan.ts";
import { firstBootScript } from "./first-boot.ts";
import { hclString } from "./hcl.ts";
import { trust } from "./shell.ts";
import type { Snippet } from "./snippet.ts";
import { withTermination } from "./termination.ts";
import { userDataNote } from "./user-data.ts";

const binary = "/usr/local/bin/telovix-sensor";
/** Build users are rarely root. */
const asRoot = "chmod +x {{ .Path }}; sudo {{ .Vars }} sh -e {{ .Path }}";

/** The image gets the executable; who it is, a machine learns when it is launched. */
export function packer(plan: DeployPlan): Snippet {
  const inline = bake(plan);
  return withTermination(plan, {
    files: [
      {
        name: "telovix.pkr.hcl",
        language: "hcl",
        purpose: "Build time: the executable, and neither token nor identity",
        text: `build {
  sources = ["source.amazon-ebs.image"] # your own source

  provisioner "shell" {
    execute_command = ${hclString(asRoot)}
    inline = [
${inline.map((line) => `      ${hclString(line)},`).join("\n")}
    ]
  }
}
`,
      },
      {
        name: "telovix.pkr.json",
        language: "json",
        purpose: "The same for templates in JSON",
        text: `${JSON.stringify({ provisioners: [{ type: "shell", execute_command: asRoot, inline }] }, null, 2)}\n`,
      },
      {
        name: "user-data.sh",
        language: "sh",
        purpose: "Launch time: user data of the machines, with a fresh token for each batch",
        text: firstBootScript(plan),
      },
    ],
    notes: [
      "The token is for launching, not for building: everything that has the image would share it, and it expires.",
      userDataNote,
    ],
  });
}

function bake(plan: DeployPlan): string[] {
  const url = shellWord(`${plan.consoleUrl}/api/v1/sensor/download/`);
  const curl = ["curl -fsSL", ...trust(plan)].join(" ");
  return [
    "command -v curl >/dev/null || apt-get install -y curl",
    "case $(uname -m) in aarch64) arch=arm64 ;; *) arch=amd64 ;; esac",
    `${curl} --compressed -o ${binary} ${url}$arch`,
    `sum=$(${curl} ${url}$arch/sha256 | cut -d ' ' -f 1)`,
    `echo "$sum  ${binary}" | sha256sum -c`,
    `chmod 0755 ${binary}`,
    "mkdir -p /etc/telovix-sensor /var/lib/telovix-sensor",
    "chmod 0700 /var/lib/telovix-sensor",
  ];
}
