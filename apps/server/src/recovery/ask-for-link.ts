import { createHash } from 'node:crypto';
import { countAll, type Tier } from '../accounts/index.ts';
import type { RateStore } from '../bus/rate-store.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import { type AskedLink, askers, askForLinkRule } from './recovery-rules.ts';

const [hour, day] = [3_600, 86_400];
/** A school stands behind one, on the first morning after the holidays. */
const perAddress: readonly Tier[] = [
  { max: 30, perSeconds: hour },
  { max: 100, perSeconds: day },
];
const perName: readonly Tier[] = [
  { max: 3, perSeconds: hour / 4 },
  { max: 8, perSeconds: day },
];

export interface AskContext {
  rates: RateStore | null;
  writer: LogWriter;
  clock: { wallNow: () => number };
}

/** Whether somebody has that name can't be told: what is counted is what was typed, and all else is done later (A5). */
export async function askForLink(
  { rates, writer, clock }: AskContext,
  { username, purpose, address }: { username: string; purpose: AskedLink['purpose']; address: string },
): Promise<void> {
  const name = username.toLowerCase();
  if (rates) {
    await countAll(rates, [
      { name: 'link-address', key: address, tiers: perAddress },
      { name: 'link-name', key: name, tiers: perName },
    ]);
  }
  const key = createHash('sha256')
    .update(JSON.stringify([purpose, name]))
    .digest('base64url');
  await submit(writer, askForLinkRule.command({ userId: askers, key, asked: { name, purpose }, at: clock.wallNow() }));
}
