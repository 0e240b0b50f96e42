import type { DocumentValue } from '@confab/protocol';
import { tellReachChanged } from '../notifications/derive-rules.ts';
import { enqueueJobs } from '../jobs/job-rules.ts';
import { type DocumentRules, personRule, query } from '../storage/rule.ts';

/** Of the job that mails one person what they missed. */
export const mailJob = 'mail';

/** Whoever begins to want mail is told of what comes from then on. */
export const mailRules: DocumentRules = {
  *put({ userId, value, at }) {
    // Checked by the schema of its kind.
    const { mail } = (value === null ? {} : JSON.parse(value)) as DocumentValue<'notifications'>;
    const [known] = yield* query<[string]>('select user_id from mail_people where user_id = $1', [userId]);
    const isWanted = mail !== undefined && mail.mode !== 'never';
    if (isWanted === (known !== undefined)) return;
    if (isWanted) yield* query('insert into mail_people (user_id, told_at, sent_at) values ($1, $2, 0)', [userId, at]);
    else yield* query('delete from mail_people where user_id = $1', [userId]);
    yield* tellReachChanged(userId);
  },
};

/** Of the job that tells an address that it is not somebody's any more. Its key begins with `USER/`. */
export const addressChangedJob = 'address-changed';

/** What such a job holds. `at`: when it was asked for, which is before the change. */
export interface AddressBefore {
  address: string;
  at: number;
}

export const addressChangedRule = personRule(
  'tell-address-before',
  ({ key, before }: { userId: string; key: string; before: AddressBefore }) =>
    enqueueJobs([{ kind: addressChangedJob, key, dueAt: before.at, payload: before }]),
);

/** Of the job that mails somebody what concerns their account. Its key begins with `USER/`. */
export const letterJob = 'letter';

export interface LetterWords {
  subject: string;
  heading: string;
  closing: readonly string[];
  /** Where it leads to on the page. */
  path: string;
}

/** What such a job holds. `to` null: the address that the account has then. */
export interface AskedLetter {
  to: string | null;
  words: LetterWords;
  at: number;
}

export const postLetterRule = personRule(
  'post-letter',
  ({ key, asked }: { userId: string; key: string; asked: AskedLetter }) =>
    enqueueJobs([{ kind: letterJob, key, dueAt: asked.at, payload: asked }]),
);
