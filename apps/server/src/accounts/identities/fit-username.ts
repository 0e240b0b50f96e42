import { limits } from '@confab/protocol';

/** What somebody is called elsewhere, as a user name of ours: before `@`, in letters, digits, `.`, `_` and `-`. */
export function fitUsername(wanted: string): string {
  const [local = ''] = wanted.split('@', 1);
  const fitted = local
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '.')
    .replace(/^\.+|\.+$/g, '')
    .slice(0, limits.usernameMax);
  return fitted.length < limits.usernameMin ? `person${fitted === '' ? '' : `.${fitted}`}` : fitted;
}

/** The first is as it is; then with numbers behind, and at last with what nobody has. */
export function* usernameChoices(wanted: string, random: () => string): Generator<string> {
  const fitted = fitUsername(wanted);
  yield fitted;
  for (let number = 2; number <= 9; number += 1) yield withEnd(fitted, `${number}`);
  for (let more = 0; more < 3; more += 1) yield withEnd(fitted, `.${random()}`);
}

function withEnd(name: string, end: string): string {
  return name.slice(0, limits.usernameMax - end.length) + end;
}
