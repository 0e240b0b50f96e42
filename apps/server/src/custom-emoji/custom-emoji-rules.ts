import type { CustomEmoji } from '@confab/protocol';
import { customEmojiName } from '@confab/protocol/emoji-sign';
import { defineRule, publish, query, refuse, type Work } from '../storage/rule.ts';

/** The type of what the rules publish to all nodes: see custom-emoji-changed.ts. */
export const customEmojiChangedType = 'custom-emoji-changed';

/** What the place has room for: the list goes to everybody, and a page shows many pictures at once. */
const emojiMax = 500;
const emojiOfOneMax = 100;
/** Each former name stays taken. */
const formerNamesMax = 10;

/** Names and numbers are those of the whole place: one change after the other. It is no id of a person. */
const locks = { persons: ['*custom-emoji'] };

interface Adding {
  name: string;
  image: { id: string; type: string; data: string };
  userId: string;
  at: number;
}

type Row = [userId: string, imageId: string, at: number];

/** The same again by the same person changes nothing, so that it can be tried again. */
export const addEmojiRule = defineRule(
  'add-emoji',
  () => locks,
  function* (adding: Adding): Work<CustomEmoji> {
    const { name, image, userId, at } = adding;
    const [known] = yield* findEmoji(name);
    if (known) {
      const [by, imageId, knownAt] = known;
      if (by === userId && imageId === image.id) {
        return describe({ name, imageId, by, at: knownAt }, yield* findFormerNames(name));
      }
      refuseTaken(name);
    }
    if ((yield* findCurrentName(name)) !== null) refuseTaken(name);
    yield* refuseTooMany(userId);
    yield* query('insert into custom_emoji_images (id, type, data) values ($1, $2, $3) on conflict (id) do nothing', [
      image.id,
      image.type,
      image.data,
    ]);
    yield* query('insert into custom_emoji (name, image_id, user_id, at) values ($1, $2, $3, $4)', [
      name,
      image.id,
      userId,
      at,
    ]);
    yield* publish('nodes', { type: customEmojiChangedType });
    return describe({ name, imageId: image.id, by: userId, at });
  },
);

/** Whoever added it. Its former names lead to it; the same again changes nothing, so that it can be tried again. */
export const renameEmojiRule = defineRule(
  'rename-emoji',
  () => locks,
  function* ({ name, to, userId }: { name: string; to: string; userId: string }): Work<CustomEmoji> {
    const isDone = name === to || (yield* findCurrentName(name)) === to;
    const [known] = yield* findEmoji(isDone ? to : name);
    if (!known) refuse('not-found', `There is no :${name}: here.`);
    const [by, imageId, at] = known;
    if (by !== userId) refuse('forbidden', 'Only who added an emoji renames it.');
    if (!isDone) yield* giveName(name, to);
    return describe({ name: to, imageId, by, at }, yield* findFormerNames(to));
  },
);

function* giveName(name: string, to: string): Work<void> {
  const before = yield* findCurrentName(to);
  if ((yield* findEmoji(to)).length > 0 || (before !== null && before !== name)) refuseTaken(to);
  // It may go back to one that it had.
  yield* query('delete from custom_emoji_names where former = $1', [to]);
  if ((yield* findFormerNames(name)).length >= formerNamesMax) {
    refuse('too-many-emoji', `It had ${formerNamesMax} other names, as many as one may have.`);
  }
  yield* query('update custom_emoji set name = $1 where name = $2', [to, name]);
  yield* query('update custom_emoji_names set name = $1 where name = $2', [to, name]);
  yield* query('insert into custom_emoji_names (former, name) values ($1, $2)', [name, to]);
  yield* publish('nodes', { type: customEmojiChangedType });
}

/** Whoever added it, until there are roles in a place. */
export const removeEmojiRule = defineRule(
  'remove-emoji',
  () => locks,
  function* ({ name, userId }: { name: string; userId: string }) {
    const [known] = yield* findEmoji(name);
    if (!known) refuse('not-found', `There is no :${name}: here.`);
    const [by, imageId] = known;
    if (by !== userId) refuse('forbidden', 'Only who added an emoji removes it.');
    yield* query('delete from custom_emoji where name = $1', [name]);
    yield* query('delete from custom_emoji_names where name = $1', [name]);
    yield* query(
      'delete from custom_emoji_images where id = $1 and not exists (select 1 from custom_emoji where image_id = $1)',
      [imageId],
    );
    yield* publish('nodes', { type: customEmojiChangedType });
  },
);

export const customEmojiRules = [addEmojiRule, renameEmojiRule, removeEmojiRule];

/** For rules that take an emoji: one with a name of the place is there at this moment, or had that name. */
export function* requireEmoji(emoji: string): Work<void> {
  const name = customEmojiName(emoji);
  if (name === null || (yield* findEmoji(name)).length > 0 || (yield* findCurrentName(name)) !== null) return;
  refuse('invalid-request', `There is no ${emoji} here.`);
}

function findEmoji(name: string): Work<Row[]> {
  return query<Row>('select user_id, image_id, at from custom_emoji where name = $1', [name]);
}

/** Of the emoji that was called so before; null where none was. */
function* findCurrentName(former: string): Work<string | null> {
  const rows = yield* query<[name: string]>('select name from custom_emoji_names where former = $1', [former]);
  return rows[0]?.[0] ?? null;
}

function* findFormerNames(name: string): Work<string[]> {
  const sql = 'select former from custom_emoji_names where name = $1 order by former';
  return (yield* query<[former: string]>(sql, [name])).map(([former]) => former);
}

function refuseTaken(name: string): never {
  return refuse('emoji-name-taken', `There is a :${name}: already. Choose another name.`);
}

function* refuseTooMany(userId: string): Work<void> {
  const sql = 'select count(*), count(case when user_id = $1 then 1 end) from custom_emoji';
  const [[all, own] = [0, 0]] = yield* query<[all: number, own: number]>(sql, [userId]);
  if (all >= emojiMax) refuse('too-many-emoji', `There are ${emojiMax} emoji, as many as there is room for.`);
  if (own >= emojiOfOneMax) {
    refuse('too-many-emoji', `You added ${emojiOfOneMax} emoji, as many as one may. Remove one first.`);
  }
}

type Facts = { name: string; imageId: string; by: string; at: number };

function describe({ at, ...emoji }: Facts, formerNames: readonly string[] = []): CustomEmoji {
  const named = formerNames.length === 0 ? {} : { formerNames: [...formerNames] };
  return { ...emoji, at: new Date(at).toISOString(), ...named };
}
