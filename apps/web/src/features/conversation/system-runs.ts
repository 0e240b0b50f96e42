import type { Message } from '@confab/protocol';
import { dayKey } from '../../lib/dates.ts';

/** A run ends at each multiple of this: how far one reaches back is known without the page before it. */
const longestRun = 64;
/** Fewer lines say more than their sum, but where they all say the same of others. */
const worthFolding = 3;

/** Lines of the system that follow each other on one day. */
export function continuesRun(previous: Message | undefined, message: Message): boolean {
  return (
    previous !== undefined &&
    previous.kind === 'system' &&
    message.kind === 'system' &&
    message.seq % longestRun !== 0 &&
    dayKey(previous.createdAt) === dayKey(message.createdAt)
  );
}

export function isFolded(run: readonly Message[]): boolean {
  return run.length >= worthFolding || (run.length > 1 && movementOf(run) !== null);
}

export type Movement = { type: 'added' | 'joined' | 'left'; userIds: readonly string[] };

/** What all of them say in one sentence: one person added these, or these came or went by themselves. */
export function movementOf(run: readonly Message[]): Movement | null {
  const [first] = run;
  const all = run.map(movedIn);
  const type = all[0]?.type;
  const isOne = all.every((one) => one !== null && one.type === type);
  if (type === undefined || !isOne) return null;
  if (type === 'added' && run.some(({ senderId }) => senderId !== first?.senderId)) return null;
  return { type, userIds: [...new Set(all.flatMap((one) => one?.userIds ?? []))] };
}

function movedIn({ event, senderId }: Message): Movement | null {
  if (event?.type === 'member-left') return { type: 'left', userIds: [event.userId] };
  if (event?.type !== 'members-added') return null;
  const { userIds } = event;
  return { type: userIds.length === 1 && userIds[0] === senderId ? 'joined' : 'added', userIds };
}
