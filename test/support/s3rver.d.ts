declare module '@20minutes/s3rver' {
  type Context = { method: string; path: string; params: object; state: { vhost?: boolean }; mountPath?: string | undefined };
  /** A Koa application that speaks S3, checks every signature, and keeps its objects in `directory`. */
  class S3rver {
    constructor(options: { address: string; port: number; silent: boolean; directory: string; configureBuckets: { name: string }[] });
    middleware: ((c: Context, next: () => Promise<void>) => Promise<void>)[];
    run(): Promise<{ address: string; port: number }>;
    close(): Promise<void>;
  }

  // biome-ignore lint/style/noDefaultExport: the package has no other
  export { S3rver as default };
}
