import type { Needs } from '@confab/protocol';
import type { Caller, SessionName } from './caller.ts';
import { judge, type Permits } from './permits.ts';

export interface StillMayContext {
  accounts: { liveCaller(session: SessionName): Promise<Caller | null> };
  place: { permits: Permits };
}

/** Whether somebody whose long answer is under way is still logged in, and has what it needs: the guard asked before it began. */
export async function stillMay(
  { accounts, place }: StillMayContext,
  caller: SessionName,
  needs: Needs = 'account',
): Promise<boolean> {
  const now = await accounts.liveCaller(caller);
  return now !== null && judge(now, { needs }, place.permits) === null;
}

/** A long answer, for as long as its reader may have it (D19): asked before each piece. Then it breaks off. */
export async function* whileMay<Piece>(
  pieces: AsyncIterable<Piece>,
  mayGoOn: () => Promise<boolean>,
): AsyncGenerator<Piece> {
  for await (const piece of pieces) {
    if (!(await mayGoOn())) throw new Error('whoever reads it may not any more');
    yield piece;
  }
}
