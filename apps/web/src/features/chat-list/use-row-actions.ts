import { chatSettings, chatTitle, type ConfabClient } from '@confab/client';
import { useClient, useClientState } from '../../session/client.ts';
import { isHeading, sectionOf } from './arrange.ts';
import { headingTitle } from './heading-title.ts';
import { chatActions, type RowAction, sectionActions } from './row-actions.ts';
import { sidebarSettings } from './settings.ts';

/** What the row is called, and what it offers now. */
export function useRowActions(row: string): { title: string; actions: RowAction[] } {
  const client = useClient();
  // What is offered depends on these.
  useClientState(({ chats }) => chats.get(row));
  useClientState((state) => chatSettings(state, row));
  useClientState(sidebarSettings);
  return { title: titleOf(client, row), actions: actionsOf(client, row) };
}

function titleOf(client: ConfabClient, row: string): string {
  const state = client.getState();
  if (isHeading(row)) return headingTitle(state, row);
  const chat = state.chats.get(row);
  return chat ? chatTitle(state, chat) : '';
}

function actionsOf(client: ConfabClient, row: string): RowAction[] {
  const sectionId = sectionOf(row);
  if (sectionId !== null) return sectionActions(client, sectionId);
  const chat = client.getState().chats.get(row);
  return chat ? chatActions(client, chat) : [];
}
