// House rules that neither Biome nor dependency-cruiser can express, each with what to do instead.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

interface HouseRule {
  readonly says: string;
  /** Files that the rule looks at. */
  readonly in: RegExp;
  readonly except?: RegExp;
  /** 1-based lines that break the rule. */
  readonly find: (lines: string[]) => number[];
}

const product = /^(app|cli|components|server|sensor-agent)\/.*\.tsx?$/;
const tests = /\.test\.tsx?$|\/testing\//;
const comment = /^\s*(\/\/|\/?\*)/;

const matching = (pattern: RegExp) => (lines: string[]) =>
  lines.flatMap((line, index) => (pattern.test(line) && !comment.test(line) ? [index + 1] : []));

/** A transaction that writes is audited in it: the text up to its closing line says `appendAudit`. */
function unauditedTransactions(lines: string[]): number[] {
  return matching(/\$transaction\(async/)(lines).filter((start) => {
    const indent = /^\s*/.exec(lines[start - 1] ?? "")?.[0] ?? "";
    const rest = lines.slice(start);
    const end = rest.findIndex((line) => line.startsWith(`${indent}}`) || line === `${indent});`);
    return !/audit|readOnly/i.test(rest.slice(0, end + 1).join("\n"));
  });
}

const rules: HouseRule[] = [
  {
    says: "a file over 300 lines is two rooms: split it",
    in: /\.(tsx?|mjs|c|h|sh)$/,
    except: /vmlinux\.h$|\/generated\/|^cli\/api-types\.ts$/,
    find: (lines) => (lines.length > 301 ? [301] : []),
  },
  {
    says: "name the file by what is inside it",
    in: /(^|\/)(utils|helpers|common|misc|constants)\.[a-z]+$/,
    find: () => [1],
  },
  {
    says: "take the clock as a parameter (server/clock.ts, sensor-agent's clock.ts)",
    in: /^(server|sensor-agent)\/.*\.ts$/,
    except: new RegExp(`(^|/)clock\\.ts$|${tests.source}`),
    find: matching(/\bDate\.now\(\)|\bnew Date\(\)/),
  },
  {
    says: "repeat with a loop and clock.sleep(ms, signal), which stop() can end",
    in: product,
    except: new RegExp(`(^|/)clock\\.tsx?$|${tests.source}`),
    find: matching(/\bsetInterval\(/),
  },
  {
    says: "throw; only an entry file ends the process",
    in: product,
    except: /^(server\/(main|cli)|(cli|sensor-agent\/src)\/main)\.ts$/,
    find: matching(/\bprocess\.exit\(/),
  },
  {
    says: "import the server's router as a type only",
    in: /^(app|components)\/.*\.tsx?$/,
    find: matching(/^import (?!type\b).*server\/trpc\//),
  },
  {
    says: "write the audit entry inside the transaction (appendAudit)",
    in: /^server\/.*\.ts$/,
    except: tests,
    find: unauditedTransactions,
  },
  {
    says: "a test that is left out proves nothing: finish or delete it",
    in: /\.test\.tsx?$/,
    find: matching(/\b(it|test|describe)\.(only|skip|todo)\(/),
  },
];

const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { encoding: "utf8" });
const problems = listed.split("\n").flatMap((file) => {
  const active = rules.filter((rule) => rule.in.test(file) && !rule.except?.test(file));
  if (active.length === 0) return [];
  const lines = read(file).split("\n");
  return active.flatMap((rule) => rule.find(lines).map((at) => `${file}:${at} ${rule.says}`));
});

/** A file that is listed but deleted in the work tree is empty. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

for (const problem of problems) console.error(problem);
console.log(`House rules: ${problems.length} ${problems.length === 1 ? "problem" : "problems"}.`);
process.exitCode = problems.length > 0 ? 1 : 0;
