import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { SignedInUser } from "../components/shell/signed-in-user.ts";

/** Set by the process that serves these pages; Next bundles its own modules, so nothing else is shared. */
interface ConsoleBridge {
  me(headers: Headers): Promise<unknown>;
  doc(path: string): Promise<string | null>;
  singleSignOn(): Promise<string | null>;
}

const bridgeKey = Symbol.for("telovix.console");

function consoleBridge(): ConsoleBridge {
  const bridge: unknown = Reflect.get(globalThis, bridgeKey);
  if (typeof bridge === "object" && bridge && "me" in bridge) return bridge as ConsoleBridge;
  throw new Error("These pages are served by `npm start` or `npm run dev`, not by Next alone.");
}

/** Who is signed in, asked once a request; null: nobody. */
export const currentUser = cache(async (): Promise<SignedInUser | null> => {
  const asked = new Headers(await headers());
  const me = await consoleBridge().me(asked);
  return me ? SignedInUser.parse(me) : null;
});

/** What the button to the identity provider says; null: single sign-on is off. */
export const singleSignOnLabel = (): Promise<string | null> => consoleBridge().singleSignOn();

/** A page of the documentation, in Markdown; null: there is none of this path. */
export const documentation = cache(
  (path: string): Promise<string | null> => consoleBridge().doc(path),
);

type SearchParams = Record<string, string | string[] | undefined>;

/** What Next hands to every page. */
export interface PageProps {
  searchParams: Promise<SearchParams>;
}

/** For every page behind sign-in: sends away who is not signed in, and remembers where to. */
export async function requireUser(path: string, params: SearchParams = {}): Promise<SignedInUser> {
  const me = await currentUser();
  if (me) return me;
  const query = new URLSearchParams(
    Object.entries(params).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    ),
  ).toString();
  redirect(`/sign-in?next=${encodeURIComponent(query ? `${path}?${query}` : path)}`);
}
