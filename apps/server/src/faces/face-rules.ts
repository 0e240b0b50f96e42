import { mayRenameGroup } from '@confab/protocol/permissions';
import { profileChangedType, userChangedType } from '../accounts/privacy-rules.ts';
import type { AuditBy } from '../audit/audit-entry-rules.ts';
import { noteAudit } from '../audit/audit-rules.ts';
import {
  appendSystem,
  defineRule,
  lookAsMember,
  publish,
  query,
  refuse,
  setChatParts,
  type Work,
} from '../storage/rule.ts';

/** Squares as WebP, as base64, by their sides. `hash` names what they show. */
export interface Face {
  hash: string;
  small: string;
  large: string;
}

/** Pictures that two show are one: who shows which is known of all together. It is no id of a person. */
export const allFaces = '*faces';

interface OwnFace {
  userId: string;
  /** Null: none any more. */
  face: Face | null;
}

export const setOwnFaceRule = defineRule(
  'set-own-face',
  ({ userId }: OwnFace) => ({ persons: [allFaces, userId] }),
  function* ({ userId, face }: OwnFace): Work<void> {
    yield* show(userId, face);
    // As with all that people say of themselves: see accounts/privacy-rules.ts.
    yield* publish('nodes', { type: userChangedType, userId });
    yield* publish(`user:${userId}`, { type: profileChangedType, userId });
  },
);

/** Whose picture it is: it is no id of anybody. */
export const placeFaceOwner = '*place';

interface PlaceFace {
  face: Face | null;
  by: AuditBy;
  at: number;
}

/** What is shown already is no change, and nothing is noted. */
export const setPlaceFaceRule = defineRule(
  'set-place-face',
  () => ({ persons: [allFaces] }),
  function* ({ face, by, at }: PlaceFace): Work<void> {
    const [shown] = yield* query<[hash: string]>('select hash from face_uses where owner = $1', [placeFaceOwner]);
    const [before, after] = [shown?.[0] ?? null, face?.hash ?? null];
    if (before === after) return;
    yield* show(placeFaceOwner, face);
    yield* noteAudit({ action: 'place.changed', target: null, details: { picture: after !== null } }, by, at);
  },
);

interface GroupFace {
  chatId: string;
  actorId: string;
  face: Face | null;
  content: string;
  at: number;
}

/** What is shown already is no change, and nobody is told of it. */
export const setGroupFaceRule = defineRule(
  'set-group-face',
  ({ chatId }: GroupFace) => ({ chats: [chatId], persons: [allFaces] }),
  function* ({ chatId, actorId, face, content, at }: GroupFace): Work<void> {
    const group = yield* lookAsMember(chatId, actorId);
    if (group.kind === 'direct')
      refuse('chat-is-direct', 'A direct chat shows the other person. Start a group instead.');
    if (!mayRenameGroup(group.actorRole)) refuse('forbidden', 'Only owners and admins of this group may do that.');
    const picture = face?.hash ?? '';
    if ((group.parts.picture ?? '') === picture) return;
    yield* show(chatId, face);
    yield* setChatParts(group, { picture });
    const event = { type: 'group-changed' as const, chatParts: { picture } };
    yield* appendSystem({ chatId, senderId: actorId, event, content, at });
  },
);

export const faceRules = [setOwnFaceRule, setPlaceFaceRule, setGroupFaceRule];

/** Of a group that is deleted. Whoever calls it holds `allFaces`. */
export function* forgetFace(ownerId: string): Work<void> {
  yield* show(ownerId, null);
}

/** The bytes of what nobody shows any more go at once. */
function* show(ownerId: string, face: Face | null): Work<void> {
  const before = yield* query<[hash: string]>('select hash from face_uses where owner = $1', [ownerId]);
  yield* query('delete from face_uses where owner = $1', [ownerId]);
  if (face) {
    yield* query('insert into faces (hash, small, large) values ($1, $2, $3) on conflict (hash) do nothing', [
      face.hash,
      face.small,
      face.large,
    ]);
    yield* query('insert into face_uses (owner, hash) values ($1, $2)', [ownerId, face.hash]);
  }
  for (const [hash] of before) {
    yield* query('delete from faces where hash = $1 and not exists (select 1 from face_uses where hash = $1)', [hash]);
  }
}
