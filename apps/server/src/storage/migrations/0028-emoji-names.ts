import { featureTables } from './feature-tables.ts';

/** What custom emoji were called before: `former` leads to the emoji that is called `name` now. */
export const emojiNames = featureTables('0028-emoji-names', [
  { name: 'custom_emoji_names', columns: { former: 'id', name: 'id' }, key: ['former'] },
]);
