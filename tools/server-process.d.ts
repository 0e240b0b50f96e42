export interface ServerProcess {
  /** `http://127.0.0.1:PORT`, without a slash at its end. */
  url: string;
  pid: number;
  /** What it wrote until now, both streams. */
  output(): string;
  /** SIGTERM, or the signal given; resolves when it has ended. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
/** Starts the server as `npm start` does, on a free port and a data folder of its own, and waits until it answers. */
export declare function startServerProcess(dataDir: string, env?: NodeJS.ProcessEnv): Promise<ServerProcess>;
