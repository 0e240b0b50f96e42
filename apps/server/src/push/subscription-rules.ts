import { pushLimits } from '@confab/protocol/push-limits';
import { tellReachChanged } from '../notifications/derive-rules.ts';
import { personRule, query, refuse } from '../storage/rule.ts';

export interface NewSubscription {
  userId: string;
  sessionId: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  /** Null: as it was. */
  name: string | null;
  at: number;
}

type Known = [endpoint: string, p256dh: string, auth: string, name: string];

/** That of a session, which is there. The same again keeps what is known of it; another one keeps its name, and begins with nothing shown. */
export const putSubscriptionRule = personRule('put-push-subscription', function* (wanted: NewSubscription) {
  const { userId, sessionId, endpoint, p256dh, auth, name, at } = wanted;
  const own = 'select 1 from sessions where id = $1 and user_id = $2';
  if ((yield* query<[1]>(own, [sessionId, userId])).length === 0) refuse('unauthenticated', 'This session has ended.');
  // Whoever used this browser before is told nothing on it any more. An endpoint alone proves nothing: only a browser knows both.
  yield* query('delete from push_subscriptions where session_id <> $1 and endpoint = $2 and auth = $3', [
    sessionId,
    endpoint,
    auth,
  ]);
  const [known] = yield* query<Known>(
    'select endpoint, p256dh, auth, name from push_subscriptions where session_id = $1',
    [sessionId],
  );
  if (known && known[0] === endpoint && known[1] === p256dh && known[2] === auth) {
    if (name !== null) yield* setName(sessionId, name);
    return;
  }
  if (known) yield* query('delete from push_subscriptions where session_id = $1', [sessionId]);
  else yield* refuseTooMany(userId);
  yield* query(
    `insert into push_subscriptions (session_id, user_id, name, endpoint, p256dh, auth, created_at, sent_at, fault, fault_at, failures, retry_at)
     values ($1, $2, $3, $4, $5, $6, $7, 0, '', 0, 0, 0)`,
    [sessionId, userId, name ?? known?.[3] ?? '', endpoint, p256dh, auth, at],
  );
  yield* tellReachChanged(userId);
});

interface Named {
  userId: string;
  sessionId: string;
}

export const nameSubscriptionRule = personRule(
  'name-push-subscription',
  function* ({ userId, sessionId, name }: Named & { name: string }) {
    yield* requireOwn({ userId, sessionId });
    yield* setName(sessionId, name);
  },
);

export const removeSubscriptionRule = personRule('remove-push-subscription', function* (named: Named) {
  yield* requireOwn(named);
  yield* query('delete from push_subscriptions where session_id = $1', [named.sessionId]);
  yield* tellReachChanged(named.userId);
});

export const subscriptionRules = [putSubscriptionRule, nameSubscriptionRule, removeSubscriptionRule];

function* requireOwn({ userId, sessionId }: Named) {
  const sql = 'select 1 from push_subscriptions where session_id = $1 and user_id = $2';
  if ((yield* query<[1]>(sql, [sessionId, userId])).length > 0) return;
  refuse('not-found', 'There is no such device of yours.');
}

function* setName(sessionId: string, name: string) {
  yield* query('update push_subscriptions set name = $1 where session_id = $2', [name, sessionId]);
}

function* refuseTooMany(userId: string) {
  const [[count] = [0]] = yield* query<[number]>('select count(*) from push_subscriptions where user_id = $1', [
    userId,
  ]);
  if (count < pushLimits.subscriptionsMax) return;
  refuse(
    'too-many-subscriptions',
    `Notifications go to ${pushLimits.subscriptionsMax} of your devices already. Remove one that you do not use.`,
  );
}
