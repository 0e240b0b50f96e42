import { featureTables } from './feature-tables.ts';

/** Pictures that everybody of the place may use by name. `data` is base64; one picture may have several names. */
export const customEmoji = featureTables('0018-custom-emoji', [
  { name: 'custom_emoji', columns: { name: 'id', image_id: 'id', user_id: 'id', at: 'int' }, key: ['name'] },
  { name: 'custom_emoji_images', columns: { id: 'id', type: 'text', data: 'text' }, key: ['id'] },
]);
