import { logInDocument } from '@confab/protocol';
import { readDocument } from '../personal/index.ts';
import type { NoticeSource } from '../push/index.ts';
import type { Storage } from '../storage/index.ts';
import { logInPushJob } from './log-in-rules.ts';

/** Log-ins from devices that are new to the account, on those that were there before: in quiet times too, it may be a thief. */
export function logInNotices({ storage }: { storage: Pick<Storage, 'db'> }): NoticeSource {
  return {
    kind: logInPushJob,
    async find(userId, key) {
      const document = await readDocument(storage.db, userId, key);
      const { data: logIn } = logInDocument.value.safeParse(document?.value);
      if (!logIn) return null;
      const { sessionId, at, userAgent } = logIn;
      const payload = { type: 'log-in', tag: key, sessionId, at, ...(userAgent !== null && { userAgent }) } as const;
      return { ringAt: Date.parse(at), notTo: sessionId, payload };
    },
  };
}
