import { readSessionsAnew } from '../accounts/session-rules.ts';
import { type Deed, lookAtBoth, notePerson } from '../place/people-rules.ts';
import { personRule, query } from '../storage/rule.ts';

/** Logs somebody out everywhere, on every node. */
export const endSessionsRule = personRule('end-sessions-of', function* (deed: Deed) {
  yield* lookAtBoth(deed);
  const ended = yield* query<[id: string]>('delete from sessions where user_id = $1 returning id', [deed.userId]);
  yield* readSessionsAnew(deed.userId);
  yield* notePerson(deed, { action: 'person.logged-out', details: { sessions: ended.length } });
});
