import { parse } from "yaml";
import { z } from "zod";
import type { SnippetFile } from "../snippets/snippet.ts";

/** A shell script in a snippet, and the shell that runs it. */
export interface ShellText {
  readonly shell: "sh" | "bash";
  readonly text: string;
}

const CloudConfig = z.object({
  write_files: z.array(
    z.object({ path: z.string(), permissions: z.string(), content: z.string() }),
  ),
  runcmd: z.array(z.array(z.string())),
});
const WorkflowStep = z.object({
  run: z.string(),
  if: z.string().optional(),
  env: z.record(z.string(), z.string()).default({}),
});
const Workflow = z.object({
  jobs: z.object({ build: z.object({ steps: z.array(WorkflowStep) }) }),
});
const GitLab = z.object({
  build: z.object({
    before_script: z.array(z.string()),
    script: z.array(z.string()),
    after_script: z.array(z.string()),
  }),
});
const Template = z.object({
  provisioners: z.array(z.object({ execute_command: z.string(), inline: z.array(z.string()) })),
});

export const cloudConfig = (text: string) => CloudConfig.parse(parse(text));
/** The steps, whose commands a runner gives to `bash -e`. */
export const workflowSteps = (text: string) => Workflow.parse(parse(text)).jobs.build.steps;
/** `script` goes on in the shell of `before_script`; `after_script` has one of its own. */
export function gitlabScripts(text: string): string[] {
  const { before_script, script, after_script } = GitLab.parse(parse(text)).build;
  return [[...before_script, ...script].join("\n"), after_script.join("\n")];
}
/** What Packer's shell provisioner runs with `sh -e`. */
export const packerInline = (json: string) =>
  Template.parse(JSON.parse(json)).provisioners.map(({ inline }) => inline.join("\n"));

/** All the shell in a file of a snippet, as what runs it would see it. */
export function shellTexts({ name, text }: SnippetFile): ShellText[] {
  const inShell = (shell: ShellText["shell"]) => (each: string) => ({ shell, text: each });
  if (name === "cloud-config.yaml")
    return cloudConfig(text)
      .write_files.map(({ content }) => content)
      .map(inShell("sh"));
  if (name === "telovix.yml")
    return workflowSteps(text)
      .map(({ run }) => run)
      .map(inShell("bash"));
  if (name === ".gitlab-ci.yml") return gitlabScripts(text).map(inShell("bash"));
  if (name === "telovix.pkr.json") return packerInline(text).map(inShell("sh"));
  if (name === "telovix.tf") return [inShell("sh")(heredoc(text))];
  if (name.endsWith(".sh")) return [inShell(text.startsWith("#!/bin/sh") ? "sh" : "bash")(text)];
  return [];
}

/** The user data in a Terraform configuration, its token still a template. */
function heredoc(text: string): string {
  const [, body] = /<<(?:[A-Z_]+)\n([\s\S]*\n)TELOVIX_USER_DATA\n/.exec(text) ?? [];
  if (body === undefined) throw new Error(`No here-document in ${text}`);
  return body.replaceAll("$${", "${").replaceAll("%%{", "%{");
}
