import { createHash } from 'node:crypto';
import type { CustomEmoji } from '@confab/protocol';
import type { RateStore } from '../bus/rate-store.ts';
import { ApiError } from '../http/index.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import { addEmojiRule, removeEmojiRule, renameEmojiRule } from './custom-emoji-rules.ts';
import { readPicture } from './pictures/read-picture.ts';

export interface ChangeEmojiContext {
  writer: LogWriter;
  stampNow: () => number;
  /** Where limits are counted that all nodes share; null: there are none. */
  rates: RateStore | null;
}

const hourMs = 3_600_000;
/** Each change has everybody ask for the list. */
const changesPerHour = 120;

/** `image`: a `data:` URL, whose form is checked. */
export async function addEmoji(
  context: ChangeEmojiContext,
  { name, image, userId }: { name: string; image: string; userId: string },
): Promise<CustomEmoji> {
  await countChange(context, userId);
  const picture = readPicture(Buffer.from(image.slice(image.indexOf(',') + 1), 'base64'));
  if (typeof picture === 'string') {
    throw new ApiError('invalid-request', `The picture can’t be kept: ${picture}.`, {
      errors: [{ path: 'image', message: picture }],
    });
  }
  const { type, bytes } = picture;
  const id = createHash('sha256').update(type).update(bytes).digest('base64url').slice(0, 32);
  const command = { name, userId, image: { id, type, data: bytes.toString('base64') }, at: context.stampNow() };
  return await submit(context.writer, addEmojiRule.command(command));
}

export async function renameEmoji(
  context: ChangeEmojiContext,
  renaming: { name: string; to: string; userId: string },
): Promise<CustomEmoji> {
  await countChange(context, renaming.userId);
  return await submit(context.writer, renameEmojiRule.command(renaming));
}

export async function removeEmoji(
  context: ChangeEmojiContext,
  { name, userId }: { name: string; userId: string },
): Promise<void> {
  await countChange(context, userId);
  await submit(context.writer, removeEmojiRule.command({ name, userId }));
}

async function countChange({ rates }: ChangeEmojiContext, userId: string): Promise<void> {
  const counted = await rates?.count(`emoji by ${userId}`, hourMs);
  if (!counted || counted.current <= changesPerHour) return;
  throw new ApiError('rate-limited', `Within an hour you may change ${changesPerHour} emoji. Try again later.`, {
    retryAfterSeconds: Math.ceil(counted.ttlMs / 1_000),
  });
}
