import type { Document, DocumentPage, Message, Report } from '@confab/protocol';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Person, registerAll, send, startDirect, startGroup } from '../api.ts';
import { connectLive } from '../sockets.ts';
import { startTwoNodes } from '../two-nodes-of.ts';

const two = await startTwoNodes();
const [server, second] = two.nodes;
afterAll(() => two[Symbol.asyncDispose]());

// The first account owns the place.
let owner: Person, ada: Person, bob: Person;
beforeAll(async () => {
  ({ owner, ada, bob } = await registerAll(server.url, 'owner', 'ada', 'bob'));
});

const report = (person: Person, { chatId, id }: Message) =>
  person.api.must('POST', `/api/chats/${chatId}/messages/${id}/reports`, { reason: 'insult', words: 'mine' });

async function reportOf(userId: string): Promise<Report> {
  const { reports } = await owner.api.must<{ reports: Report[] }>('GET', '/api/moderation/reports');
  const found = reports.find((one) => one.userId === userId);
  if (!found) throw new Error('Nothing was reported.');
  return found;
}

const decide = (one: Report, body: object) =>
  owner.api.must<Report>('POST', `/api/moderation/reports/${one.id}/decision`, body);

async function toldTo(person: Person): Promise<Document[]> {
  const { documents } = await person.api.must<DocumentPage>('GET', '/api/me/documents');
  return documents.filter(({ key, value }) => key.startsWith('report/') && value !== null);
}

test('[D89] whoever reported it is told whether something was done, and nothing more; nobody else is', async () => {
  const { finn, gil } = await registerAll(server.url, 'finn', 'gil');
  const group = await startGroup(ada, [bob, finn, gil, owner], 'Told');
  const message = await send(bob, group.id, 'an insult');
  for (const person of [finn, gil, owner]) await report(person, message);
  await using live = await connectLive(second.url, finn, { documents: 0 });
  const { id } = await reportOf(bob.user.id);
  const note = 'he did it before';
  const decided = await decide(await reportOf(bob.user.id), {
    remove: true,
    restriction: { kind: 'warning', reason: 'Be kind' },
    note,
  });
  await live.until(() => JSON.stringify(live.events).includes('"report/'), 'that it was looked at');
  const { at } = decided.decision ?? {};
  for (const person of [finn, gil]) {
    await vi.waitFor(async () => expect(await toldTo(person)).toMatchObject([{ value: { at, acted: true } }]));
    const [told] = await toldTo(person);
    expect(Object.keys(told?.value ?? {})).toEqual(['at', 'acted']);
  }
  // Who decided knows it, and the others have nothing to do with it.
  for (const person of [owner, ada, bob]) expect(await toldTo(person)).toEqual([]);
  expect(JSON.stringify(live.events)).not.toContain(note);

  // It is said anew where it is decided anew.
  const [mine] = await toldTo(finn);
  await finn.api.must('DELETE', `/api/me/documents/${encodeURIComponent(mine?.key ?? '')}`);
  await owner.api.must('DELETE', `/api/moderation/reports/${id}/decision`);
  await decide(await reportOf(bob.user.id), {});
  await vi.waitFor(async () => expect(await toldTo(finn)).toMatchObject([{ value: { acted: false } }]));
});

test('[D89] of what nobody puts away the latest twenty are kept', async () => {
  const { hugo, ines } = await registerAll(server.url, 'hugo', 'ines');
  const told = { value: { at: new Date().toISOString(), acted: false } };
  for (let n = 0; n < 20; n += 1) await hugo.api.must('PUT', `/api/me/documents/report%2Fr${n}`, told);
  const chat = await startDirect(hugo, ines);
  await report(hugo, await send(ines, chat.id, 'an insult'));
  const { id } = await reportOf(ines.user.id);
  await decide(await reportOf(ines.user.id), {});
  await vi.waitFor(async () => {
    const kept = (await toldTo(hugo)).map(({ key }) => key);
    expect(kept).toHaveLength(20);
    expect(kept).toContain(`report/${id}`);
    expect(kept).not.toContain('report/r0');
  });
});
