/** What the environment says of proxies, in either spelling; read once. */
export const proxyEnvironment: Readonly<Record<string, string | undefined>> = Object.freeze(
  Object.fromEntries(
    ["https_proxy", "all_proxy", "http_proxy", "no_proxy"].map((name) => [
      name,
      process.env[name] || process.env[name.toUpperCase()],
    ]),
  ),
);
