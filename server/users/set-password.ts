import { randomUUID } from "node:crypto";
import type { Tx } from "../context.ts";

/** Sets the password's hash, also of who had none. */
export async function setPassword(tx: Tx, userId: string, password: string): Promise<void> {
  const credential = { userId, providerId: "credential" };
  const { count } = await tx.account.updateMany({ where: credential, data: { password } });
  if (count > 0) return;
  await tx.account.create({
    data: { id: randomUUID(), accountId: userId, ...credential, password },
  });
}
