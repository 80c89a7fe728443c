import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { systemClock } from "../clock.ts";
import { IssueLicense, issueLicense, signLicense } from "../license/issue.ts";
import { keyId, newKeyPair, readPrivateKey } from "../license/key.ts";
import { UploadLicense } from "../license/schema.ts";
import { distrustLicenseKey, listLicenseKeys, trustLicenseKey } from "../license/trust.ts";
import { uploadLicense } from "../license/upload.ts";
import { StartError } from "../start-error.ts";
import type { Terminal, With } from "./terminal.ts";

/** `license …`: what issuers do, and what whoever owns the machine decides on trust. */
export function addLicenseCommands(cli: Command, withIt: With, terminal: Terminal): void {
  const license = cli.command("license").description("licenses and the keys that sign them");
  addIssuing(license, withIt, terminal);
  license
    .command("upload <file>")
    .description("puts the license of a file in force")
    .action(async (file) => {
      const input = UploadLicense.parse({ license: await read(file) });
      await withIt(async ({ ctx }) => {
        const { customer, limit, expiresAt } = await uploadLicense(ctx, input);
        terminal.out(`${limit} nodes for ${customer} until ${expiresAt}.`);
      });
    });
  license
    .command("trust <file>")
    .description("accepts licenses of this public key, and prints the key's id")
    .action(async (file) => {
      const pem = await read(file);
      await withIt(async ({ ctx }) => terminal.out((await trustLicenseKey(ctx, pem)).id));
    });
  license
    .command("distrust <id>")
    .description("accepts licenses of this key no longer")
    .action((id) => withIt(({ ctx }) => distrustLicenseKey(ctx, id)));
  license
    .command("keys")
    .description("lists the keys whose licenses are accepted")
    .action(() =>
      withIt(async ({ ctx }) => {
        for (const { id, isOwn, trustedAt, trustedBy } of await listLicenseKeys(ctx))
          terminal.out(`${id} ${isOwn ? "own" : "trusted"} ${trustedAt} ${trustedBy}`);
      }),
    );
}

function addIssuing(license: Command, withIt: With, terminal: Terminal): void {
  license
    .command("keygen <folder>")
    .description("makes a key pair for issuing: license-key.pem and license-key.pub.pem")
    .action(async (folder) => terminal.out(await keygen(folder)));
  license
    .command("issue")
    .description("signs a license with this installation's own key, or with that of --key")
    .requiredOption("--nodes <number>", "max_protected_nodes")
    .requiredOption("--customer <name>")
    .requiredOption("--expires <day>", "its last day, YYYY-MM-DD (UTC)")
    .option("--starts <day>", "its first day; default: at once")
    .option("--installation <fingerprint>", "the one installation that takes it; default: any")
    .option("--key <file>", "private key of keygen; needs no installation")
    .option("--out <file>", "a new file instead of the terminal")
    .action(async ({ key, out, ...options }) => {
      const input = IssueLicense.parse(options);
      const done = (token: string) => (out ? write(out, `${token}\n`) : terminal.out(token));
      if (key) {
        const privateKey = readPrivateKey(await read(key));
        return done((await signLicense(privateKey, input, systemClock.now())).token);
      }
      return withIt(async ({ ctx }) => done((await issueLicense(ctx, input)).token));
    });
}

/** @returns the id of the new key. */
async function keygen(folder: string): Promise<string> {
  const { privateKey, publicKey } = newKeyPair();
  await mkdir(folder, { recursive: true }).catch(refuse(folder, "created"));
  await write(join(folder, "license-key.pem"), privateKey);
  const publicFile = join(folder, "license-key.pub.pem");
  await write(publicFile, publicKey);
  await chmod(publicFile, 0o644);
  return keyId(readPrivateKey(privateKey));
}

/** Never over a file that is there: it may hold a key. */
const write = (file: string, content: string) =>
  writeFile(file, content, { flag: "wx", mode: 0o600 }).catch(refuse(file, "created"));

const read = (file: string) => readFile(file, "utf8").catch(refuse(file, "read"));

const refuse = (path: string, verb: string) => (error: NodeJS.ErrnoException) => {
  throw new StartError(`${path} cannot be ${verb} (${error.code}).`);
};
