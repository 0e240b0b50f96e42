import { GroupOrder } from '../moderation/index.ts';
import { GroupSettings } from './GroupSettings.tsx';

/** With all that it shows: nothing below it may move. */
export async function loadGroupSettings(): Promise<typeof GroupSettings> {
  await GroupOrder.prefetch();
  return GroupSettings;
}
