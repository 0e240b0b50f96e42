import type { FileLimits } from '@confab/protocol';
import { limits } from '@confab/protocol/limits';
import { plural, t } from '../../../lib/words.ts';
import { sizeText } from '../../../lib/size-text.ts';

type Sized = Pick<File, 'name' | 'size'>;

export type Room = {
  /** Null where the server can't be asked: it has the last word anyway. */
  limits: FileLimits | null;
  /** Files that lie there already. */
  present: number;
  /** Bytes that are to be sent and that the server does not know of. */
  comingBytes: number;
};

/** What may be sent, and why the rest may not: told before a byte leaves. */
export function checkFiles<One extends Sized>(files: readonly One[], room: Room): { taken: One[]; refusals: string[] } {
  const taken: One[] = [];
  const refusals: string[] = [];
  const most = room.limits?.filesPerMessage ?? limits.filesPerMessage;
  let left = room.limits ? room.limits.ownBytesMax - room.limits.ownBytes - room.comingBytes : Infinity;
  for (const file of files) {
    const { name, size } = file;
    if (room.present + taken.length >= most) {
      refusals.push(t`A message can have up to ${plural(most, { one: '# file', other: '# files' })}.`);
      break;
    }
    const largest = room.limits?.fileBytesMax ?? Infinity;
    if (size === 0) refusals.push(t`${name} is empty.`);
    else if (size > largest) refusals.push(t`${name} is too large: files can be up to ${sizeText(largest)} here.`);
    else if (size > left) refusals.push(t`There’s no room for ${name}: you have ${sizeText(Math.max(0, left))} left.`);
    else {
      taken.push(file);
      left -= size;
    }
  }
  return { taken, refusals };
}
