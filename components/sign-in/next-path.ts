/** Where to go after signing in: a path of this very site, whatever the address asked for. */
export function nextPath(asked: string | undefined): string {
  const base = "https://console.invalid";
  const url = asked?.startsWith("/") ? URL.parse(asked, base) : null;
  if (!url || url.origin !== base || url.pathname.startsWith("/sign-in")) return "/overview";
  // Rebuilt from its parts: "//host" and "/\host" would leave the site again.
  const path = url.pathname.replace(/^[/\\]+/, "/");
  return `${path}${url.search}${url.hash}`;
}
