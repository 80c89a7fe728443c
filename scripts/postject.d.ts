declare module "postject" {
  /** Puts a resource into an executable, in place. */
  export function inject(
    file: string,
    resource: string,
    data: Buffer,
    options: { sentinelFuse: string },
  ): Promise<void>;
}
