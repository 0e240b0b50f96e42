import { type DocumentRules, publish } from '../storage/rule.ts';

/** The types of what is published, see account-events.ts: the database's thread loads no schemas. */
export const privacyChangedType = 'privacy-changed';
export const profileChangedType = 'profile-changed';
export const userChangedType = 'user-changed';

/** Every node looks anew at what the person hides, and tells those who were shown it. */
export const privacyRules: DocumentRules = {
  *put({ userId }) {
    yield* publish('nodes', { type: userChangedType, userId });
    yield* publish(`user:${userId}`, { type: profileChangedType, userId });
    yield* publish('nodes', { type: privacyChangedType, userId });
  },
};
