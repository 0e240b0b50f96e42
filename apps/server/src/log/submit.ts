import { ApiError } from '../http/api-error.ts';
import type { LogCommand, LogOutcome, LogRefusal } from '../storage/chat-log.ts';
import { QueueUnavailableError } from './append-queue.ts';
import type { LogWriter } from './log-writer.ts';

type Accepted = Exclude<LogOutcome, { status: 'refused' }>;

const details: Record<LogRefusal, string> = {
  'not-found': 'There is no such chat or message, or you are not in that chat.',
  forbidden: 'Your role in this chat does not allow that.',
  'client-id-reused': 'This clientId was used for another message. Make a new one for new content.',
  'message-changed': 'The message was changed after you began to edit it. Look at it, then edit again.',
  'message-deleted': 'The message was deleted.',
  'too-many-reactions': 'The message has as many different reactions as it can hold. Use one that is there.',
  'chat-is-direct': 'A direct chat has two fixed members and no name. Start a group instead.',
  'last-owner': 'Make somebody else the owner first.',
};

/** Commits the command, or throws the ApiError that says why not. */
export async function submit(writer: LogWriter, command: LogCommand): Promise<Accepted> {
  const outcome = await writer.submit(command).catch((error: unknown) => {
    if (!(error instanceof QueueUnavailableError)) throw error;
    throw new ApiError('unavailable', error.message, {
      retryAfterSeconds: Math.ceil(error.retryAfterMs / 1_000),
      cause: error,
    });
  });
  if (outcome.status === 'refused') {
    const { reason, current } = outcome;
    throw new ApiError(reason, details[reason], current && { current });
  }
  return outcome;
}
