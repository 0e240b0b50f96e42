import type { MessageParts } from '@confab/protocol';
import { decodeParts, encodeParts } from '@confab/protocol/message-parts';
import type { LogOutcome, SendCommand } from './chat-log.ts';
import { mayNotPostDetail } from './posting.ts';
import {
  findSend,
  notFoundDetail,
  type PartRules,
  refuse,
  type ThreadRules,
  toMessage,
  type Work,
  writeSend,
} from './rule.ts';
import { answerRetry } from './sent-message.ts';

/** A part of a message, and what its feature does with it. */
export interface PartAtWork {
  key: string;
  part: PartRules;
  value: never;
}

/** What a send with parts that do something answers: a send's outcome, to be told apart from what a rule answers. */
export class SendEnd {
  readonly outcome: Extract<LogOutcome, { status: 'changed' | 'unchanged' }>;

  constructor(outcome: SendEnd['outcome']) {
    this.outcome = outcome;
  }
}

/** The send of a message with parts that are looked at before it and written along with it. A retry does nothing again (D1). */
export function* sendWithParts(
  send: SendCommand,
  atWork: readonly PartAtWork[],
  thread: ThreadRules | null = null,
): Work<SendEnd> {
  const { isMember, mayPost, first } = yield* findSend(send);
  if (!isMember) refuse('not-found', notFoundDetail);
  if (first) {
    const { row, contentHash } = first;
    const answer = answerRetry(row && { row, contentHash }, send.content);
    if (answer.status === 'refused') refuse(answer.code, answer.detail);
    return new SendEnd(answer);
  }
  if (!mayPost) refuse('forbidden', mayNotPostDetail);
  const { draft, parts } = yield* resolveParts(send, atWork);
  for (const { part, value } of parts) if (part.mayAccept) yield* part.mayAccept(value, draft);
  if (thread) yield* thread.mayAccept(draft);
  const row = yield* writeSend(draft);
  for (const { part, value } of parts) if (part.sent) yield* part.sent(value, row);
  if (thread) yield* thread.sent(row);
  return new SendEnd({ status: 'changed', message: toMessage(row) });
}

/** One in a thread brings work along whatever it says: the thread may begin with it, and its root tells of it. */
export function* sendInThread(
  send: SendCommand,
  atWork: readonly PartAtWork[],
  rules: ThreadRules | null,
): Work<SendEnd> {
  if (!rules) refuse('not-found', notFoundDetail);
  yield* rules.begin(send);
  const end = yield* sendWithParts(send, atWork, rules);
  return end;
}

/** The send as it is written, and what of its parts is there then. */
function* resolveParts(
  send: SendCommand,
  atWork: readonly PartAtWork[],
): Work<{ draft: SendCommand; parts: PartAtWork[] }> {
  if (!atWork.some(({ part }) => 'resolve' in part)) return { draft: send, parts: [...atWork] };
  const written: Record<string, unknown> = { ...decodeParts(send.parts ?? null) };
  const parts: PartAtWork[] = [];
  for (const asked of atWork) {
    const value = asked.part.resolve ? yield* asked.part.resolve(asked.value, send) : asked.value;
    written[asked.key] = value ?? undefined;
    if (value !== null) parts.push({ ...asked, value: value as never });
  }
  return { draft: { ...send, parts: encodeParts(written as unknown as MessageParts) }, parts };
}
