/** Every refusal that the product makes: its HTTP status, a title, and what to do next. */
export const errorTable = {
  InvalidRequest: [422, "The request is not valid", "Correct the named field and send it again."],
  InvalidCsr: [
    422,
    "The certificate request is not valid",
    "Send a PEM PKCS#10 request with an EC P-256 key, signed by that key.",
  ],
  Unauthenticated: [401, "Sign in first", "Sign in, or send an API key as a Bearer token."],
  Forbidden: [403, "Your role does not allow this", "Ask an administrator."],
  NotFound: [404, "Not found", "Check the id; it may have been deleted."],
  MethodNotAllowed: [405, "Method not allowed", "See /api/v1/openapi.json."],
  UnsupportedMediaType: [
    415,
    "The body is not JSON",
    "Send JSON with the header content-type: application/json.",
  ],
  UrlTooLong: [414, "The URL is too long", "Ask for less at once, or send the set in a body."],
  IdempotencyKeyReused: [
    422,
    "The idempotency key belongs to another request",
    "Use a new key for each request; repeat one only with the very same request.",
  ],
  RequestInProgress: [
    409,
    "The same request is being answered now",
    "Wait for the time in Retry-After and send it again.",
  ],
  AnswerLost: [
    409,
    "It was done, but its answer was lost",
    "Look at what it made before you ask again with a new idempotency key.",
  ],
  LicenseInvalid: [
    422,
    "The license is not valid",
    "Upload the license file as it was issued for this installation.",
  ],
  AlreadyDecided: [409, "It was decided already", "Read the list again."],
  CountChanged: [409, "The matching set has changed", "Review the new count and confirm again."],
  ChangedMeanwhile: [
    409,
    "Somebody else changed it meanwhile",
    "Read it again and repeat your change on what is there now.",
  ],
  NameTaken: [409, "The name is taken", "Choose another name."],
  JobState: [409, "The job is not in a state for this", "Read the job again."],
  UndoExpired: [
    409,
    "It is too late to undo this job",
    "Restore its sensors under Departed, until retention purges them.",
  ],
  AlreadyRevoked: [409, "The token is already revoked", "Nothing is left to do."],
  RateLimited: [429, "Too many requests", "Wait for the time in Retry-After."],
  InvalidToken: [
    401,
    "The enrollment token is not known",
    "Copy the whole token, or generate a new one.",
  ],
  TokenExpired: [401, "The enrollment token has expired", "Generate a new token."],
  TokenRevoked: [401, "The enrollment token was revoked", "Generate a new token."],
  TokenExhausted: [
    401,
    "The enrollment token is used up",
    "Generate a new token, or one with more uses.",
  ],
  ClusterNameMismatch: [
    403,
    "The token belongs to another cluster",
    "Use the cluster name that the token was made for; a cluster that was made anew under its name needs a new token.",
  ],
  NameNotAllowed: [
    403,
    "The token does not admit this name",
    "Use a name that matches the token's pattern, or another token.",
  ],
  AddressNotAllowed: [
    403,
    "The token does not admit this address",
    "Enroll from a network on the token's list, or use another token.",
  ],
  NodeLimitExceeded: [
    403,
    "The license's node limit is reached",
    "Delete stale sensors or extend the license.",
  ],
  CertificateRequired: [
    401,
    "A client certificate is required",
    "Send the certificate of an enrolled sensor.",
  ],
  CertificateRefused: [
    401,
    "The client certificate is not accepted",
    "Enroll this sensor again with a new token.",
  ],
  SensorDeleted: [
    403,
    "The sensor was deleted in the Console",
    "Enroll again with a new token to bring it back.",
  ],
  LastAdmin: [
    409,
    "This is the last administrator who can sign in",
    "Make somebody else an administrator first.",
  ],
  ApiKeyExpired: [
    401,
    "The API key has expired",
    "Ask an administrator for a new key, under Settings > API keys.",
  ],
  InviteInvalid: [
    410,
    "The link is used up, revoked or too old",
    "Ask an administrator of this Console for a new one.",
  ],
  NotReady: [503, "Not ready yet", "Try again in a few seconds."],
  Internal: [
    500,
    "Something went wrong on our side",
    "Try again; if it stays, look up the request id in the log.",
  ],
} as const satisfies Record<string, readonly [status: number, title: string, help: string]>;

export type ErrorCode = keyof typeof errorTable;

/** Thrown by verbs; turned into an answer by one tRPC middleware and one HTTP mapper. */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** Seconds for `Retry-After`, where waiting helps. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, detail?: string, retryAfterSeconds?: number) {
    super(detail ?? errorTable[code][1]);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** RFC 9457 problem document. */
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail: string;
  help: string;
  requestId?: string;
}

export function problemDocument(error: AppError, requestId?: string): ProblemDocument {
  const [status, title, help] = errorTable[error.code];
  const document = { type: `urn:telovix:${error.code}`, title, status, code: error.code };
  return { ...document, detail: error.message, help, ...(requestId ? { requestId } : {}) };
}
