import { isThreadId } from '@confab/protocol/threads';
import type { LogOutcome, SendCommand } from '../chat-log.ts';
import type { MessageRow } from '../message-columns.ts';
import type { Work } from '../rule.ts';
import type { RuleBook } from '../rule-book.ts';
import { type IsFault, NeedsCareError, runRule } from '../rule-run.ts';
import { answerRetry, mayNotPost, notFound } from '../sent-message.ts';
import type { CommitAnswer, CommitBatch } from './jobs.ts';
import type { FirstSend, LogStatements } from './log-statements.ts';
import type { LoadedChats } from './loaded-chats.ts';
import { SqliteSteps, type StepContext } from './sqlite-steps.ts';

type Send = SendCommand & { parts: string | null };

export interface BatchContext extends StepContext {
  rules: RuleBook;
  isFault: IsFault;
}

/** One batch of commands inside one transaction, which the caller begins and ends. */
export class BatchCommit {
  readonly #statements: LogStatements;
  readonly #chats: LoadedChats;
  readonly #rules: RuleBook;
  readonly #steps: SqliteSteps;
  readonly #isFault: IsFault;
  readonly #inCare: boolean;
  readonly #answer: CommitAnswer = { seqs: [], revs: [], heldTimes: [], outcomes: [], changesMembers: false };

  constructor(context: BatchContext, inCare: boolean) {
    this.#statements = context.statements;
    this.#chats = context.chats;
    this.#rules = context.rules;
    this.#steps = new SqliteSteps(context);
    this.#isFault = context.isFault;
    this.#inCare = inCare;
  }

  run({ count, sends, others }: CommitBatch): CommitAnswer {
    let nextOther = 0;
    let nextSend = 0;
    for (let index = 0; index < count; index++) {
      const other = others[nextOther];
      if (other && other[0] === index) {
        nextOther++;
        this.#answerWith(index, this.#carryOut(this.#rules.workOf(other[1])));
      } else {
        this.#send(index, sendAt(sends, nextSend++));
      }
    }
    this.#chats.writeBack();
    this.#answer.changesMembers = this.#steps.changesMembers;
    return this.#answer;
  }

  #answerWith(index: number, outcome: LogOutcome): void {
    this.#answer.seqs.push(0);
    this.#answer.revs.push(0);
    this.#answer.outcomes.push([index, outcome]);
  }

  #send(index: number, send: Send): void {
    const isPlain = send.parts === null && !isThreadId(send.chatId);
    const work = isPlain ? null : this.#rules.workOfSend(send);
    if (work) return this.#answerWith(index, this.#carryOut(work));
    const chat = this.#chats.find(send.chatId);
    const role = chat && this.#chats.roleOf(chat, send.senderId);
    if (!chat || role === null) return this.#answerWith(index, notFound);
    if (chat.onlyAdminsPost && role === 'member') return this.#answerWith(index, this.#refuseNew(send));
    const seq = chat.seq + 1;
    if (send.clientId !== null) {
      const { changes } = this.#statements.insertSend.run(send.senderId, send.clientId, send.chatId, seq);
      if (changes === 0) return this.#answerWith(index, this.#retry(send, send.clientId));
    }
    chat.seq = seq;
    if (send.at < chat.lastAt) this.#answer.heldTimes.push([index, chat.lastAt]);
    else chat.lastAt = send.at;
    chat.reads.set(send.senderId, seq);
    const rev = this.#chats.nextRev(chat);
    const { chatId, senderId, clientId, content, parts } = send;
    const at = chat.lastAt;
    // By hand and not by `sentRow`: the way of every message.
    this.#statements.insertMessage.run(chatId, seq, rev, 'text', senderId, clientId, content, at, null, null, parts);
    this.#answer.seqs.push(seq);
    this.#answer.revs.push(rev);
  }

  /** What was sent before is answered as ever (D1). */
  #refuseNew(send: Send): LogOutcome {
    const { senderId, clientId } = send;
    const isKnown = clientId !== null && this.#statements.selectSend.get(senderId, clientId) !== undefined;
    return isKnown ? this.#retry(send, clientId) : mayNotPost;
  }

  /** A send whose `clientId` is known (D1). */
  #retry(send: Send, clientId: string): LogOutcome {
    const first = this.#statements.selectSend.get(send.senderId, clientId) as FirstSend | undefined;
    const row = first?.chat_id === send.chatId ? this.#message(send.chatId, first.seq) : undefined;
    return answerRetry(row && first ? { row, contentHash: first.content_hash } : null, send.content);
  }

  /** Only where the batch is done in care does a rule cost a savepoint, see `NeedsCareError`. */
  #carryOut(work: Work<unknown>): LogOutcome {
    const { setSavepoint, rollBackToSavepoint, releaseSavepoint } = this.#statements;
    if (this.#inCare) {
      // What was done before it must not be in memory alone when it is rolled back.
      this.#chats.writeBack();
      setSavepoint.run();
    }
    const { outcome, mustUndo } = runRule(work, this.#steps, this.#isFault);
    if (mustUndo && !this.#inCare) throw new NeedsCareError();
    if (mustUndo) {
      rollBackToSavepoint.run();
      this.#chats.forgetAll();
    }
    if (this.#inCare) releaseSavepoint.run();
    return outcome;
  }

  #message(chatId: string, seq: number): MessageRow | undefined {
    return this.#statements.selectMessage.get(chatId, seq) as MessageRow | undefined;
  }
}

function sendAt(sends: CommitBatch['sends'], place: number): Send {
  const chatId = sends.chatIds[place];
  const senderId = sends.senderIds[place];
  const clientId = sends.clientIds[place];
  const content = sends.contents[place];
  const at = sends.ats[place];
  if (chatId === undefined || senderId === undefined || clientId === undefined) throw new Error('A batch is cut off.');
  if (content === undefined || at === undefined) throw new Error('A batch is cut off.');
  return { type: 'send', chatId, senderId, clientId, content, parts: sends.parts?.[place] ?? null, at };
}
