import { type Choice, type ConsoleFacts, planOf, problemsOf, tokenInput } from "./choice.ts";
import type { Deployment, DeploymentForm } from "./deployment.ts";
import { Generated } from "./generated.tsx";
import { Options } from "./options.tsx";

/** One snippet, or a few that belong together, for machines. */
export function hostDeployment(
  choice: Choice,
  console: ConsoleFacts,
  { settings, isTried, onChange }: DeploymentForm,
): Deployment {
  const problems = problemsOf(choice);
  return {
    isWrong: Object.keys(problems).length > 0,
    tokenInput: () => tokenInput(choice),
    options: (
      <Options
        key={choice.kind}
        settings={settings}
        choice={choice}
        problems={isTried ? problems : {}}
        onChange={onChange}
      />
    ),
    generated(token, onStartOver) {
      const removeAfterSeconds =
        choice.removeAfterSeconds ?? settings?.removal.defaultAfterSeconds ?? null;
      const plan = planOf({ ...choice, removeAfterSeconds }, console, token.token);
      return <Generated {...{ choice, plan, token, onStartOver }} />;
    },
  };
}
