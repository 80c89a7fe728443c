/**
 * The address under which a user is stored and looked up. better-auth admits only hosts with a dot,
 * so `admin@localhost` stands as `admin@localhost.invalid` (RFC 2606: never anybody's address);
 * people see what they typed, which is kept as the user's name.
 */
export function storedEmail(email: string): string {
  const lower = email.trim().toLowerCase();
  return /@[^.@]+$/.test(lower) ? `${lower}.invalid` : lower;
}

/** The address as its owner typed it. */
export function shownEmail(stored: string): string {
  return stored.replace(/(@[^.@]+)\.invalid$/, "$1");
}
