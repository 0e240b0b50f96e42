import type { WebFeature } from '../../registry/web-feature.ts';
import { followView } from './view.ts';

export { archiveHeading, type Heading, isHeading, nameOfHeading } from './arrange.ts';
export { headingTitle } from './heading-title.ts';
export { listedChats, useListRows } from './rows.ts';
export { changeChat, changeSidebar, keepsSettings, sidebarSettings, tomorrowMorning } from './settings.ts';
export { ListMenu, ListOptions } from './surfaces.ts';
export { changeView, useListView } from './view.ts';

export const chatList: WebFeature = {
  name: 'chat-list',
  start: followView,
};
