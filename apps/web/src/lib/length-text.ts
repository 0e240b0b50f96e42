import { plural, t } from './words.ts';

export function atLeastText(characters: number): string {
  return t`At least ${plural(characters, { one: '# character', other: '# characters' })}.`;
}

export function atMostText(characters: number): string {
  return t`At most ${plural(characters, { one: '# character', other: '# characters' })}.`;
}
