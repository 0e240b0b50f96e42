import type { ClientState } from '@confab/client';
import { t } from '../../lib/words.ts';
import { archiveHeading, favouritesHeading, type Heading, sectionOf } from './arrange.ts';
import { sidebarSettings } from './settings.ts';

export function headingTitle(state: ClientState, heading: Heading): string {
  if (heading === favouritesHeading) return t`Favourites`;
  if (heading === archiveHeading) return t`Archive`;
  const id = sectionOf(heading);
  if (id === null) return t`Chats`;
  return sidebarSettings(state).sections?.find((section) => section.id === id)?.name ?? '';
}
