import type { LogOutcome, SendCommand } from './chat-log.ts';
import { findSend, notFoundDetail, type PartRules, refuse, toMessage, type Work, writeSend } from './rule.ts';
import { answerRetry } from './sent-message.ts';

/** A part of a message, and what its feature does with it. */
export interface PartAtWork {
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
export function* sendWithParts(send: SendCommand, atWork: readonly PartAtWork[]): Work<SendEnd> {
  const { isMember, first } = yield* findSend(send);
  if (!isMember) refuse('not-found', notFoundDetail);
  if (first) {
    const { row, contentHash } = first;
    const answer = answerRetry(row && { row, contentHash }, send.content);
    if (answer.status === 'refused') refuse(answer.code, answer.detail);
    return new SendEnd(answer);
  }
  for (const { part, value } of atWork) if (part.mayAccept) yield* part.mayAccept(value, send);
  const row = yield* writeSend(send);
  for (const { part, value } of atWork) if (part.sent) yield* part.sent(value, row);
  return new SendEnd({ status: 'changed', message: toMessage(row) });
}
