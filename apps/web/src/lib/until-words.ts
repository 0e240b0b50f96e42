import { exactTime } from './dates.ts';
import { type ErrorWords, sentence } from './failure-text.ts';
import { isEnglish } from './locale.ts';
import { t } from './words.ts';

/** Refusals that say until when: the server writes that in UTC, and whoever reads it lives somewhere. */
export const untilWords: ErrorWords = {
  muted: { say: (_wait, said) => inOwnTime(said) ?? t`You can read, and not write, for now.` },
  banned: { say: (_wait, said) => inOwnTime(said) ?? t`You are banned here.` },
};

/** Null where the server's words do not do. */
function inOwnTime(said: string): string | null {
  if (said === '' || !isEnglish()) return null;
  const here = (_text: string, day: string, time: string): string => exactTime(`${day}T${time}Z`);
  return sentence(said.replace(/(\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC/, here));
}
