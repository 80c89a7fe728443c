import type { DeployPlan } from "../plan.ts";
import { downloadInstaller } from "./first-boot.ts";
import { nameScript } from "./naming.ts";
import { command, sensorOptions } from "./shell.ts";
import type { Snippet } from "./snippet.ts";
import { yamlBlock } from "./yaml.ts";

/** Unique for each job of a matrix and each attempt. */
const job = '"ci-$GITHUB_RUN_ID-$GITHUB_RUN_ATTEMPT-$GITHUB_JOB-$JOB_INDEX"';

/** A job whose machine is a sensor while it runs. The token is a secret of the repository. */
export function githubActions(plan: DeployPlan): Snippet {
  const name = nameScript(plan.naming, job);
  const installer = '"$RUNNER_TEMP/telovix-install.sh"';
  const start = `sudo --preserve-env=TELOVIX_TOKEN bash ${installer}`;
  const run = [
    ...(name ? [name] : []),
    downloadInstaller(plan, installer, "--retry 3"),
    command(start, sensorOptions(plan, name !== "")),
    "",
  ].join("\n");
  const text = `on: workflow_dispatch
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - name: Start the Telovix Sensor
        env:
          TELOVIX_TOKEN: \${{ secrets.TELOVIX_TOKEN }}
          JOB_INDEX: \${{ strategy.job-index }}
        run: ${yamlBlock(run, 10)}
      - name: Your steps
        run: echo "This machine is watched."
      - name: Stop the Telovix Sensor
        if: always()
        run: sudo telovix-sensor logout
`;
  return {
    files: [
      { name: "telovix.yml", language: "yaml", text, purpose: "In `.github/workflows/`" },
      {
        name: "telovix-token.txt",
        language: "text",
        text: `${plan.token}\n`,
        purpose: "The value of the secret `TELOVIX_TOKEN`",
      },
    ],
    notes: [
      "Settings > Secrets and variables > Actions > New repository secret, or `gh secret set TELOVIX_TOKEN <telovix-token.txt`.",
      "The last step also runs when the job fails or is cancelled; a runner that dies is removed after its silence when it is ephemeral.",
      "Jobs in a container have no systemd: take the container snippet there.",
    ],
  };
}
