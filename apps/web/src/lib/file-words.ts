import type { FileSummary } from '@confab/protocol/file-summary';
import { plural, t } from './words.ts';

/** For a line about them, where they are not shown. The worker says it too. */
export function fileWords({ sort, count, name }: FileSummary): string {
  if (name !== undefined) return name;
  if (sort === 'picture') return t`${plural(count, { one: 'Picture', other: '# pictures' })}`;
  if (sort === 'film') return t`${plural(count, { one: 'Video', other: '# videos' })}`;
  if (sort === 'voice') return t`${plural(count, { one: 'Voice message', other: '# voice messages' })}`;
  if (sort === 'sound') return t`${plural(count, { one: 'Sound', other: '# sounds' })}`;
  return t`${plural(count, { one: 'File', other: '# files' })}`;
}
