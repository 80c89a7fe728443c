import type { DeployPlan } from "../plan.ts";
import { downloadInstaller } from "./first-boot.ts";
import { nameScript } from "./naming.ts";
import { command, sensorOptions } from "./shell.ts";
import type { Snippet } from "./snippet.ts";
import { yamlBlock } from "./yaml.ts";

/** A job on a runner with systemd (shell, instance or VM executor). The token is a CI/CD variable. */
export function gitlabCi(plan: DeployPlan): Snippet {
  const name = nameScript(plan.naming);
  const installer = '"$CI_PROJECT_DIR/.telovix-install.sh"';
  const start = `sudo --preserve-env=TELOVIX_TOKEN bash ${installer}`;
  const before = [
    ...(name ? [name] : []),
    downloadInstaller(plan, installer, "--retry 3"),
    command(start, sensorOptions(plan, name !== "")),
    "unset TELOVIX_TOKEN",
    "",
  ].join("\n");
  const text = `build:
  before_script:
    - ${yamlBlock(before, 6)}
  script:
    - echo "This machine is watched."
  after_script:
    - sudo telovix-sensor logout
`;
  return {
    files: [
      { name: ".gitlab-ci.yml", language: "yaml", text },
      {
        name: "telovix-token.txt",
        language: "text",
        text: `${plan.token}\n`,
        purpose: "The value of the variable `TELOVIX_TOKEN`",
      },
    ],
    notes: [
      "Settings > CI/CD > Variables: `TELOVIX_TOKEN`, masked and protected.",
      "`after_script` also runs when the job fails or is cancelled; a runner that dies is removed after its silence when it is ephemeral.",
      "For runners with systemd (shell and instance executors). Docker and Kubernetes executors have none: take the container snippet there.",
    ],
  };
}
