import type { Message } from '@confab/protocol';
import { ApiError } from '../http/api-error.ts';
import type { LogCommand, RuleCommand, SendCommand } from '../storage/chat-log.ts';
import { QueueUnavailableError } from './append-queue.ts';
import type { EndedOutcome, LogWriter } from './log-writer.ts';

/** Has the log carry out a rule and answers what the rule does, or throws the ApiError that says why not. */
export async function submit<Result>(writer: LogWriter, command: RuleCommand<Result>): Promise<Result> {
  const outcome = accepted(await ask(writer, command));
  if (outcome.status !== 'done') throw new Error('A rule was answered as if it were a send.');
  // What the rule of this command answered.
  return outcome.result as Result;
}

/** A message that is in the log. `isRetry`: it was there already, and nothing was written. `json`: as it was published. */
export interface SentMessage {
  message: Message;
  isRetry: boolean;
  json?: string | undefined;
}

/** Resolves when the message is durable (D2). */
export async function submitSend(writer: LogWriter, command: SendCommand): Promise<SentMessage> {
  const outcome = accepted(await ask(writer, command));
  if (outcome.status === 'done') throw new Error('A send was answered as if it were a rule.');
  if (outcome.status === 'unchanged') return { message: outcome.message, isRetry: true };
  return { message: outcome.message, isRetry: false, json: outcome.json };
}

function ask(writer: LogWriter, command: LogCommand): Promise<EndedOutcome> {
  return writer.submit(command).catch((error: unknown) => {
    if (!(error instanceof QueueUnavailableError)) throw error;
    throw new ApiError('unavailable', error.message, {
      retryAfterSeconds: Math.ceil(error.retryAfterMs / 1_000),
      cause: error,
    });
  });
}

function accepted(outcome: EndedOutcome): Exclude<EndedOutcome, { status: 'refused' }> {
  if (outcome.status !== 'refused') return outcome;
  const { code, detail, current } = outcome;
  throw new ApiError(code, detail, current && { current });
}
