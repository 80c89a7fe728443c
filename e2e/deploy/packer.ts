import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Packer on files in a folder of its own, without asking anybody for updates. */
async function packer(files: Record<string, string>, args: string[], input = ""): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "telovix-packer-"));
  try {
    for (const [name, text] of Object.entries(files))
      await writeFile(join(folder, name), text, { mode: 0o600 });
    const env = { ...process.env, CHECKPOINT_DISABLE: "1", PACKER_CONFIG_DIR: folder };
    const going = run("packer", args, { cwd: folder, env });
    going.child.stdin?.end(input);
    return (await going).stdout;
  } catch (error) {
    // Packer tells on standard output what is wrong.
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`packer ${args.join(" ")}: ${stdout}${stderr}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A machine that Packer reaches by SSH instead of launching one. */
export interface Builder {
  readonly address: string;
  readonly user: string;
  readonly privateKey: string;
}

const communicator = ({ address, user }: Builder) => ({
  communicator: "ssh",
  ssh_host: address,
  ssh_username: user,
  ssh_private_key_file: "key",
});

/** Builds with a template whose own source is not there: the null builder takes its place. */
export function buildHcl(hcl: string, builder: Builder): Promise<string> {
  const settings = Object.entries(communicator(builder)).map(
    ([key, value]) => `  ${key} = "${value}"\n`,
  );
  const source = `source "null" "image" {\n${settings.join("")}}\n`;
  const text = source + hcl.replace("source.amazon-ebs.image", "source.null.image");
  return packer({ "telovix.pkr.hcl": text, key: builder.privateKey }, ["build", "telovix.pkr.hcl"]);
}

export function buildJson(json: string, builder: Builder): Promise<string> {
  const builders = [{ type: "null", ...communicator(builder) }];
  const text = JSON.stringify({ ...JSON.parse(json), builders });
  return packer({ "telovix.json": text, key: builder.privateKey }, ["build", "telovix.json"]);
}

/**
 * What Terraform would give a cloud: variables and locals are one language in both, so that Packer
 * evaluates the attribute named in the configuration.
 */
export async function terraformValue(configuration: string, variables: string): Promise<string> {
  const [, expression = ""] =
    /^# {3}(?:user_data|metadata_startup_script|custom_data) = (.*)$/m.exec(configuration) ?? [];
  // Encoded, because Packer would not print a sensitive value.
  const encoding = expression.startsWith("base64encode(")
    ? expression
    : `base64encode(${expression})`;
  const files = { "telovix.pkr.hcl": configuration, "telovix.pkrvars.hcl": variables };
  const args = ["console", "-var-file=telovix.pkrvars.hcl", "telovix.pkr.hcl"];
  const encoded = await packer(files, args, `${encoding}\n`);
  return Buffer.from(encoded.trim(), "base64").toString("utf8");
}

/** What an expression is in a configuration: Terraform's locals and functions are Packer's too. */
export async function packerConsole(configuration: string, expression: string): Promise<string> {
  const files = { "telovix.pkr.hcl": configuration };
  return (await packer(files, ["console", "telovix.pkr.hcl"], `${expression}\n`)).trim();
}
