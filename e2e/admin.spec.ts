import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Chat } from '@confab/protocol';
import type { APIRequestContext } from '@playwright/test';
import { startServerProcess } from '../tools/server-process.ts';
import { expectAccessible, expectAccessibleInBothThemes } from './accessibility.ts';
import { expect, password, test } from './fixtures.ts';

async function enter(request: APIRequestContext, name: string): Promise<string> {
  const data = { username: name.toLowerCase(), displayName: name, password };
  const answer = await request.post('/api/auth/register', { data, failOnStatusCode: true });
  return ((await answer.json()) as { user: { id: string } }).user.id;
}

test('whoever owns the place finds people, gives a role, and reads a group only in sight of its members', async ({
  browser,
}) => {
  // Whoever comes first owns it: a server of its own.
  const folder = await mkdtemp(join(tmpdir(), 'confab-admin-'));
  try {
    await using server = await startServerProcess(folder, { RATE_LIMITS: 'off' });
    const options = { baseURL: server.url, reducedMotion: 'reduce' } as const;
    await using owners = await browser.newContext(options);
    await using members = await browser.newContext(options);
    await enter(owners.request, 'Olga');
    await enter(members.request, 'Bob');
    const made = { kind: 'group', name: 'Quiet corner', memberIds: [] };
    const started = await members.request.post('/api/chats/', { data: made, failOnStatusCode: true });
    const { id: chatId } = (await started.json()) as Chat;
    const said = { content: 'of no concern to others' };
    await members.request.post(`/api/chats/${chatId}/messages`, { data: said, failOnStatusCode: true });

    const hers = await owners.newPage();
    await hers.goto('/');
    await hers.getByRole('button', { name: 'Olga: your menu' }).click();
    await hers.getByRole('menuitem', { name: 'Administration' }).click();
    await expect(hers.getByRole('table', { name: 'Messages' })).toBeAttached();
    await expect(hers.getByRole('link', { name: 'OK' })).toBeVisible();
    await expectAccessibleInBothThemes(hers);

    const pages = hers.getByRole('navigation', { name: 'Administration' });
    await pages.getByRole('link', { name: 'People', exact: true }).click();
    await hers.getByRole('searchbox', { name: 'Search people' }).fill('bo');
    const bob = hers.getByRole('list', { name: 'People' }).getByRole('listitem');
    await expect(bob).toHaveCount(1);
    await expect(bob).toContainText('Member');
    await bob.getByRole('button', { name: 'What to do about Bob' }).click();
    await hers.getByRole('menuitem', { name: 'Change role…' }).click();
    await hers.getByRole('radio', { name: 'Guest' }).check();
    await hers.getByRole('button', { name: 'Save' }).click();
    await expect(bob).toContainText('Guest');
    await expectAccessibleInBothThemes(hers);
    await bob.getByRole('button', { name: 'What to do about Bob' }).click();
    await hers.getByRole('menuitem', { name: 'Link for a new password…' }).click();
    const reset = hers.getByRole('dialog', { name: 'A new password for Bob' });
    await reset.getByRole('button', { name: 'Make the link' }).click();
    await expect(reset).toContainText('It works once, until');
    const link = reset.getByRole('textbox', { name: 'Link' });
    await expect(link).toHaveValue(new RegExp(`^${server.url}/login#t=[\\w-]{43}$`));
    await expectAccessible(hers);
    await reset.getByRole('button', { name: 'Done' }).click();

    // Whoever can't come in by themselves is given an account, and taken it again.
    await hers.getByRole('button', { name: 'New account…' }).click();
    const making = hers.getByRole('dialog', { name: 'New account' });
    await making.getByRole('button', { name: 'Make the account' }).click();
    await expect(making.getByText('Choose a username.')).toBeVisible();
    await making.getByLabel('Name', { exact: true }).fill('Nora');
    await making.getByLabel('Username').fill('bo.nora');
    await making.getByRole('button', { name: 'Make the account' }).click();
    const handing = hers.getByRole('dialog', { name: 'The account of Nora' });
    await expect(handing.getByRole('textbox', { name: 'Link' })).toHaveValue(/\/login#t=/);
    await handing.getByRole('button', { name: 'Done' }).click();
    await hers.getByRole('button', { name: 'What to do about Nora' }).click();
    await hers.getByRole('menuitem', { name: 'Delete account…' }).click();
    const deleting = hers.getByRole('dialog', { name: 'Delete the account of Nora?' });
    await expect(deleting.getByRole('button', { name: 'Delete for good' })).toBeDisabled();
    await deleting.getByLabel('Leave them without their name').check();
    await expectAccessible(hers);
    await deleting.getByRole('button', { name: 'Delete for good' }).click();
    await expect(bob).toHaveCount(1);

    const his = await members.newPage();
    await his.goto(`/chats/${chatId}`);
    // The list of chats previews it as well.
    await expect(his.getByRole('log')).toContainText(said.content);
    await pages.getByRole('link', { name: 'Groups', exact: true }).click();
    await hers.getByRole('button', { name: 'What to do about Quiet corner' }).click();
    await hers.getByRole('menuitem', { name: 'Open for compliance…' }).click();
    await hers.getByRole('textbox', { name: 'Why' }).fill('A complaint of Tuesday');
    await hers.getByRole('button', { name: 'Open and read' }).click();
    const read = hers.getByRole('list', { name: 'Messages, the newest first' });
    await expect(read).toContainText(said.content);
    await expect(his.getByRole('note')).toContainText('can read this group for compliance until');
    // A guest does not know her, and is told who it is all the same.
    await expect(his.getByRole('log')).toContainText('Olga opened the group for compliance');
    await expect(his.getByRole('log')).toContainText('A complaint of Tuesday');
    await hers.getByRole('button', { name: 'Close it now' }).click();
    await expect(his.getByRole('note')).toHaveCount(0);

    // All of it is in the audit log, which proves that nobody changed it.
    await hers.getByRole('link', { name: 'Audit log' }).click();
    const noted = hers.getByRole('list', { name: 'Entries' });
    await expect(noted).toContainText('Role changed');
    await noted.getByRole('button', { name: 'About Quiet corner' }).first().click();
    await expect(noted).not.toContainText('Role changed');
    await hers.getByRole('button', { name: 'Verify' }).click();
    await expect(hers.getByRole('dialog', { name: 'Audit log' })).toContainText('It is whole');
    await hers.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    await expectAccessibleInBothThemes(hers);
    await hers.getByRole('link', { name: 'Keeping and export' }).click();
    await hers.getByRole('button', { name: 'Hold a group…' }).click();
    await expect(hers.getByRole('combobox', { name: 'Group' })).toHaveText('Quiet corner');
    await hers.getByRole('textbox', { name: 'Reason' }).fill('Case 12');
    await hers.getByRole('dialog').getByRole('button', { name: 'Hold', exact: true }).click();
    await expect(hers.getByRole('list', { name: 'Legal holds' })).toContainText('Case 12');
    await expectAccessibleInBothThemes(hers);

    // For those who run it, and nobody else.
    await his.goto('/admin/people');
    await expect(his.getByRole('heading', { name: 'For those who run this place' })).toBeVisible();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
