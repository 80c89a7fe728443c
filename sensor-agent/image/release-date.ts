/**
 * When a version was released, as the heading of its changes says; before that, 1970. From content
 * alone, so that two machines with the same sources build the same image.
 */
export function releaseDate(changes: string, version: string): Date {
  for (const [, name, day = ""] of changes.matchAll(/^## (\S+) \((\d{4}-\d{2}-\d{2})\)$/gm))
    if (name === version) return new Date(`${day}T00:00:00Z`);
  return new Date(0);
}
