interface DownloadParts {
  readonly contentType: string;
  /** What the file is called where it is saved. */
  readonly fileName: string;
  /** Made while they are sent, so that a file of any size takes the same memory. */
  readonly chunks: AsyncIterable<string>;
}

/** What a procedure answers with when that is a file and no JSON. */
export class Download {
  readonly parts: DownloadParts;
  constructor(parts: DownloadParts) {
    this.parts = parts;
  }
}
