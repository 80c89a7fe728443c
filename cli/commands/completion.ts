import { Argument, type Command } from "commander";
import type { World } from "../world.ts";

/** `telovix completion bash|zsh`: words for the shell, from the commands themselves. */
export function addCompletionCommand(program: Command, world: World): void {
  program
    .command("completion")
    .description("prints completions for a shell: source <(telovix completion bash)")
    .addArgument(new Argument("<shell>").choices(["bash", "zsh"]))
    .action((shell: "bash" | "zsh") => {
      const load = shell === "zsh" ? "autoload -Uz bashcompinit && bashcompinit\n" : "";
      world.stdout.write(load + script(program));
    });
}

/** bash's own; zsh runs it through bashcompinit. Names are ours, so nothing needs quoting. */
function script(program: Command): string {
  const cases = [program, ...program.commands.flatMap((each) => [each, ...each.commands])]
    .map((command) => `    "${path(command)}") words="${words(command)}" ;;`)
    .join("\n");
  return `_telovix() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path="" words="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) break ;; esac
    path="\${path:+$path }$word"
  done
  case "$path" in
${cases}
    *) return ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _telovix telovix
`;
}

function path(command: Command): string {
  const above = command.parent;
  return above ? `${path(above)} ${command.name()}`.trim() : "";
}

function words(command: Command): string {
  const commands = command.commands.map((each) => each.name());
  const options = command.options.map(({ long }) => long ?? "");
  return [...commands, ...options].join(" ");
}
