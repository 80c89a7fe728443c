import { shellWord } from "../../tokens/install-command.ts";
import type { Naming } from "../plan.ts";

/** Plain shell for every cloud: nothing but curl and uname. Off a cloud it costs one second. */
const instanceName = `\
# What the cloud calls this instance: AWS (IMDSv2, then IMDSv1), GCP, Azure; else the host name.
cloud=http://169.254.169.254
ask() {
  answer=$(curl -fs --noproxy '*' --connect-timeout 1 --max-time 2 "$@") || return 1
  case $answer in '' | [!A-Za-z0-9]* | *[!A-Za-z0-9._-]*) return 1 ;; esac
  printf '%s' "$answer"
}
instance_name() {
  if curl -s -o /dev/null --noproxy '*' --connect-timeout 1 --max-time 2 "$cloud/"; then
    session=$(curl -fs --noproxy '*' --max-time 2 -X PUT \\
      -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$cloud/latest/api/token") || session=none
    ask -H "X-aws-ec2-metadata-token: $session" "$cloud/latest/meta-data/instance-id" && return
    ask "$cloud/latest/meta-data/instance-id" && return
    ask -H 'Metadata-Flavor: Google' "$cloud/computeMetadata/v1/instance/name" && return
    ask -H 'Metadata: true' \\
      "$cloud/metadata/instance/compute/vmId?api-version=2021-02-01&format=text" && return
  fi
  uname -n
}`;

/** The shell that sets \`name\`; empty: the sensor names itself by instance id, else host name. */
export function nameScript(naming: Naming, ciJob = documentedCiJob): string {
  switch (naming.by) {
    case "instance":
      return "";
    case "instance_suffix":
      return `${instanceName}\nname=$(instance_name)${shellWord(naming.suffix)}`;
    case "hostname_time":
      return "name=$(uname -n | cut -d. -f1)-$(date -u +%Y%m%d%H%M%S)";
    case "ci_job":
      return `name=${ciJob}`;
    case "fixed":
      return `name=${shellWord(naming.name)}`;
  }
}

/** GitLab's variables; zero where a system does not set them. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: the shell expands it
const documentedCiJob = '"ci-${CI_PIPELINE_ID:-0}-${CI_JOB_ID:-0}"';
