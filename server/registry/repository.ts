/** A JSON document by which an image or a chart is known. */
export interface Manifest {
  readonly mediaType: string;
  readonly digest: string;
  readonly bytes: Buffer;
}

/** Content by its digest: a file of the build, or made by this Console. */
export type Blob = { readonly file: string } | { readonly bytes: Buffer };

/** What one name of the registry holds. It may change when the product is built again. */
export interface Repository {
  tags(): Promise<readonly string[]>;
  /** By tag or digest; null: there is none. */
  manifest(reference: string): Promise<Manifest | null>;
  blob(digest: string): Promise<Blob | null>;
}
