import type { Account } from './accounts.ts';

/** What an attacker has: the address of the server, and accounts of its own where the flood needs some. */
export interface Target {
  url: string;
  accounts: readonly Account[];
}

/** One kind of load that one stranger or one account can make. */
export interface Flood {
  /** What it does, in words for the table. */
  title: string;
  /** Accounts that the attacker holds. */
  accounts: number;
  /** Runs until it is done or the signal says so; what the server refuses or cuts off is its right, and no error. */
  run(target: Target, signal: AbortSignal): Promise<FloodReport>;
}

/** What the attacker got through, by name. */
export type FloodReport = Record<string, number>;
