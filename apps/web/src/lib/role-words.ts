import type { PlaceRole } from '@confab/protocol';
import { t } from './words.ts';

/** What somebody is in the place. */
export function roleText(role: PlaceRole): string {
  switch (role) {
    case 'owner':
      return t`Owner`;
    case 'admin':
      return t`Admin`;
    case 'moderator':
      return t`Moderator`;
    case 'member':
      return t`Member`;
    case 'guest':
      return t`Guest`;
  }
}
