import { createHash } from 'node:crypto';
import type { NewPicture } from '@confab/protocol';
import type { AuditBy } from '../audit/index.ts';
import type { Accounts } from '../accounts/index.ts';
import type { RateStore } from '../bus/rate-store.ts';
import type { ChatAccess } from '../chats/index.ts';
import type { DrawUpload } from '../files/index.ts';
import { ApiError } from '../http/index.ts';
import type { LogWriter } from '../log/log-writer.ts';
import { submit } from '../log/submit.ts';
import { squaresOf } from './face-squares.ts';
import { type Face, setGroupFaceRule, setOwnFaceRule, setPlaceFaceRule } from './face-rules.ts';

export interface SetFaceContext {
  writer: LogWriter;
  access: Pick<ChatAccess, 'requireMember'>;
  accounts: Pick<Accounts, 'users' | 'seesEveryone' | 'whoIsKnown'>;
  stampNow: () => number;
  /** Where limits are counted that all nodes share; null: there are none. */
  rates: RateStore | null;
  /** Of an own upload: uses it up. */
  draw: DrawUpload;
}

const hourMs = 3_600_000;
/** Each change has everybody who sees it look anew. */
const changesPerHour = 60;

export async function setOwnFace(context: SetFaceContext, userId: string, picture: NewPicture | null): Promise<string> {
  await countChange(context, userId);
  const face = picture && (await drawFace(context, userId, picture));
  await submit(context.writer, setOwnFaceRule.command({ userId, face }));
  return face?.hash ?? '';
}

export async function setPlaceFace(
  context: SetFaceContext,
  by: AuditBy & { userId: string },
  picture: NewPicture | null,
): Promise<string> {
  await countChange(context, by.userId);
  const face = picture && (await drawFace(context, by.userId, picture));
  await submit(context.writer, setPlaceFaceRule.command({ face, by, at: context.stampNow() }));
  return face?.hash ?? '';
}

interface Actor {
  chatId: string;
  callerId: string;
}

export async function setGroupFace(
  context: SetFaceContext,
  { chatId, callerId }: Actor,
  picture: NewPicture | null,
): Promise<string> {
  const { access, accounts, writer, stampNow } = context;
  await access.requireMember(chatId, callerId);
  await countChange(context, callerId);
  const face = picture && (await drawFace(context, callerId, picture));
  const actor = (await accounts.users([callerId])).get(callerId)?.displayName ?? 'Somebody';
  const content = `${actor} ${face ? 'changed the group picture' : 'removed the group picture'}`;
  await submit(writer, setGroupFaceRule.command({ chatId, actorId: callerId, face, content, at: stampNow() }));
  return face?.hash ?? '';
}

async function drawFace({ draw }: SetFaceContext, userId: string, { fileId, crop }: NewPicture): Promise<Face> {
  const [largeBytes = Buffer.alloc(0), smallBytes = Buffer.alloc(0)] = await draw(
    { fileId, userId },
    squaresOf(crop ?? 'middle'),
  );
  return {
    hash: createHash('sha256').update(largeBytes).digest('base64url').slice(0, 32),
    large: largeBytes.toString('base64'),
    small: smallBytes.toString('base64'),
  };
}

async function countChange({ rates }: SetFaceContext, userId: string): Promise<void> {
  const counted = await rates?.count(`pictures by ${userId}`, hourMs);
  if (!counted || counted.current <= changesPerHour) return;
  throw new ApiError('rate-limited', `Within an hour you may change ${changesPerHour} pictures. Try again later.`, {
    retryAfterSeconds: Math.ceil(counted.ttlMs / 1_000),
  });
}
