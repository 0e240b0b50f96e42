import { featureTables } from './feature-tables.ts';

/**
 * What is known of files that are pictures. `width` is 0 for one that can't be shown small; `sent`: bytes of what was uploaded, of which
 * what its camera told was taken out. `previews`: as JSON, by their widths, the SHA-256 and the bytes of those that there are.
 */
export const pictures = featureTables('0027-pictures', [
  {
    name: 'file_pictures',
    columns: {
      file_id: 'id',
      sent: 'int',
      width: 'int',
      height: 'int',
      animated: 'int',
      thumbhash: 'text',
      previews: 'text',
    },
    key: ['file_id'],
    belongsTo: { column: 'file_id', to: 'files.id' },
  },
]);
