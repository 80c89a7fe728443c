/**
 * What images of this Console are called before the first slash. The port is always in it: a host
 * without port and dot would be taken for a folder of Docker Hub.
 */
export function registryOf(publicUrl: string): string {
  const { host, port } = new URL(publicUrl);
  return port === "" ? `${host}:443` : host;
}
