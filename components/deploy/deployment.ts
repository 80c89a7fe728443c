import type { ReactNode } from "react";
import type { Settings } from "../../server/settings/schema.ts";
import type { CreatedToken, CreateTokens } from "../../server/tokens/schema.ts";
import type { DeployChange } from "./deploy-params.ts";

/** What the wizard does between the choice of the place and the arrivals, for one kind of place. */
export interface Deployment {
  readonly isWrong: boolean;
  /** Only when nothing is wrong. */
  readonly tokenInput: () => CreateTokens;
  readonly options: ReactNode;
  readonly generated: (token: CreatedToken, onStartOver: () => void) => ReactNode;
}

/** What a form of options is given. */
export interface DeploymentForm {
  /** Undefined while they are not known. */
  readonly settings: Settings | undefined;
  /** What is wrong is said from the first try on. */
  readonly isTried: boolean;
  readonly onChange: (change: DeployChange) => void;
}
