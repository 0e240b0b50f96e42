import { forgetBlocked } from './keep-blocked.ts';
import { forgetComposed } from './kept-files.ts';
import { forgetSearches } from './kept-searches.ts';
import { forgetTrail } from './kept-trail.ts';

/** What this browser keeps of a person beside drafts and edits, which are forgotten without it. */
export async function forgetKept(userId: string): Promise<void> {
  forgetBlocked(userId);
  forgetTrail(userId);
  forgetSearches(userId);
  await forgetComposed(userId);
}
