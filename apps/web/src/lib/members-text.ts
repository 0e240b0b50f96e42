import { plural, t } from './words.ts';

export function membersText(count: number): string {
  return t`${plural(count, { one: '# member', other: '# members' })}`;
}
