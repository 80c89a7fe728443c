interface WebhookValues {
  /** Where the API server reaches this Console. */
  consoleUrl: string;
  /** Base64 of the PEM that the API server trusts for it. */
  caBundle: string;
}

export const valuesFileName = "values-admission.yaml";

/** The chart's values that switch the webhook on; answers that do not come are ignored at first. */
export function webhookValues({ consoleUrl, caBundle }: WebhookValues): string {
  return `admission:
  enabled: true
  consoleUrl: "${consoleUrl}"
  caBundle: "${caBundle}"
  failurePolicy: "Ignore"   # Use "Fail" in production after validating
  excludeNamespaces:
    - kube-system
    - telovix-system
  timeoutSeconds: 10
`;
}

/** Adds them to a release that runs already; every other value stays. */
export const upgradeCommand = `helm upgrade telovix-sensor telovix/telovix-sensor \\
  --namespace telovix-system \\
  --reuse-values \\
  -f ${valuesFileName}`;
