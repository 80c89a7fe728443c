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

/**
 * Adds them to a release that runs already; every other value that was given stays. Not
 * `--reuse-values`: that also keeps what the old chart had filled in, such as its image.
 */
export const upgradeCommand = `helm get values telovix-sensor --namespace telovix-system -o yaml |
  helm upgrade telovix-sensor telovix/telovix-sensor \\
    --namespace telovix-system \\
    -f - -f ${valuesFileName}`;
