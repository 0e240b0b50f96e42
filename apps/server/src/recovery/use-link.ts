import { ApiError } from '../http/index.ts';
import type { Accounts } from '../accounts/index.ts';
import type { FoundLink, LogInLinks } from './links.ts';

export interface UseContext {
  accounts: Pick<Accounts, 'setPassword'>;
  links: LogInLinks;
  /** Says so to the person, and to who looks after the place. */
  noteReset: (userId: string, address: string) => Promise<void>;
}

interface Use {
  token: string;
  newPassword: string | undefined;
  /** The network address that it is used from. */
  address: string;
}

export function usedUp(): ApiError {
  return new ApiError('link-used-up', 'This link was used, or is too old. Ask for another one.');
}

/** Uses it up, and answers whom it lets in. A password that can't be is refused before that: nobody has to ask for another link. */
export async function useLink(
  { accounts, links, noteReset }: UseContext,
  { token, newPassword, address }: Use,
): Promise<FoundLink> {
  const found = await links.find(token);
  if (!found) throw usedUp();
  if (found.purpose === 'log-in') return (await links.take(token)) ?? refuse();
  if (newPassword === undefined) throw missing('newPassword');
  await accounts.setPassword(found.userId, newPassword, async () => {
    if (!(await links.take(token))) throw usedUp();
  });
  await noteReset(found.userId, address);
  return found;
}

function refuse(): never {
  throw usedUp();
}

function missing(path: string): ApiError {
  return new ApiError('invalid-request', 'Choose a new password.', { errors: [{ path, message: 'is needed' }] });
}
