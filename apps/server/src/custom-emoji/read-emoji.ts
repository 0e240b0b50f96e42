import type { CustomEmoji } from '@confab/protocol';
import { ApiError } from '../http/index.ts';
import type { Storage } from '../storage/storage.ts';
import { encodeTimestamp } from '../storage/timestamp.ts';

type Tables = {
  custom_emoji: { name: string; image_id: string; user_id: string; at: number };
  custom_emoji_names: { former: string; name: string };
  custom_emoji_images: { id: string; type: string; data: string };
};

/** With whoever added each: who may be told that is for the caller to see to. */
export async function listEmoji({ db }: Storage): Promise<(CustomEmoji & { by: string })[]> {
  const tables = db.$extendTables<Tables>();
  const rows = await tables.selectFrom('custom_emoji').selectAll().orderBy('name').execute();
  const former = await tables.selectFrom('custom_emoji_names').selectAll().orderBy('former').execute();
  const formerNames = Map.groupBy(former, ({ name }) => name);
  return rows.map(({ name, image_id, user_id, at }) => {
    const before = formerNames.get(name)?.map((one) => one.former);
    return { name, imageId: image_id, by: user_id, at: encodeTimestamp(at), ...(before && { formerNames: before }) };
  });
}

export async function readEmojiImage({ db }: Storage, imageId: string): Promise<{ type: string; bytes: Buffer }> {
  const image = await db
    .$extendTables<Tables>()
    .selectFrom('custom_emoji_images')
    .select(['type', 'data'])
    .where('id', '=', imageId)
    .executeTakeFirst();
  if (!image) throw new ApiError('not-found', 'There is no such picture.');
  return { type: image.type, bytes: Buffer.from(image.data, 'base64') };
}
