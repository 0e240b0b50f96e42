import type { PushedMessage, PushPayload } from '@confab/protocol';
import { expect, test } from 'vitest';
import { planPush } from './plan-push.ts';

const message: PushedMessage = {
  v: 1,
  type: 'message',
  userId: 'me',
  badge: 3,
  tag: 'c',
  chatId: 'c',
  seq: 7,
  messageId: 'c.7',
  at: '2026-03-02T10:00:00.000Z',
  kind: 'group',
  chat: 'Field',
  from: 'Bob',
  fromId: 'bob',
  text: '<b>hello</b>',
  count: 1,
};
const around = { personId: 'me', isLookedAt: false, mustShow: false, shownAs: () => null };
const shown = (seq: number) => () => ({ title: 'Bob in Field', body: 'what stands there', seq });

test('a message is shown in the place of what its chat had, as plain text, with what can be done about it', () => {
  const { show, badge } = planPush(message, around);
  expect(badge).toBe(3);
  expect(show).toMatchObject({
    title: 'Bob in Field',
    options: { tag: 'c', body: '<b>hello</b>', data: { userId: 'me', chatId: 'c', seq: 7 }, silent: false },
  });
  expect(show?.options.actions?.map(({ action }) => action)).toEqual(['reply', 'read']);
});

test('a message of files alone is told of by what they are', () => {
  const { text: _text, ...bare } = message;
  const { show } = planPush({ ...bare, files: { sort: 'picture', count: 3 } }, around);
  expect(show).toMatchObject({ options: { body: '3 pictures' } });
});

test.each([
  ['somebody else', { ...message, userId: 'ann' }, around],
  ['whoever is logged out', message, { ...around, personId: null }],
  ['a later worker', { ...message, v: 2 } as unknown as PushPayload, around],
  ['nobody: a type that is not known', { ...message, type: 'call' } as unknown as PushPayload, around],
  ['nobody: it can’t be read', null, around],
] as const)('[A47] nothing is shown of what is for %s', (_whom, payload, where) => {
  expect(planPush(payload, where)).toEqual({});
});

test('what is shown already, or is before one’s eyes, is not shown anew', () => {
  expect(planPush(message, { ...around, shownAs: shown(7) })).toEqual({ badge: 3 });
  expect(planPush(message, { ...around, isLookedAt: true })).toEqual({ badge: 3 });
  expect(planPush(message, { ...around, shownAs: shown(6) }).show).toBeDefined();
});

test('an earlier one without a sound takes the place of one that was deleted; a late one with a sound does not', () => {
  const later = { ...around, shownAs: shown(8) };
  const quiet: PushPayload = { ...message, quiet: true };
  expect(planPush(quiet, later).show).toMatchObject({ options: { tag: 'c', silent: true, data: { seq: 7 } } });
  expect(planPush(message, later)).toEqual({ badge: 3 });
});

test('an earlier one that an edit made to its reader takes the place of a later one, with a sound', () => {
  const edited: PushPayload = { ...message, edited: true };
  const show = { options: { tag: 'c', silent: false, data: { seq: 7 } } };
  expect(planPush(edited, { ...around, shownAs: shown(8) }).show).toMatchObject(show);
  expect(planPush(edited, { ...around, shownAs: shown(7) })).toEqual({ badge: 3 });
});

test('where pushes have to show something, what is shown already is shown again without a sound, and the pages withdraw what is read', () => {
  const strict = { ...around, mustShow: true };
  expect(planPush(message, strict).show?.options.silent).toBe(false);
  expect(planPush(message, { ...strict, isLookedAt: true })).toMatchObject({
    show: { options: { body: '<b>hello</b>', silent: true, data: { seq: 7 } } },
    tellPages: { type: 'shown' },
  });
  for (const seq of [7, 8]) {
    const { show, tellPages } = planPush(message, { ...strict, shownAs: shown(seq) });
    expect(show?.options).toMatchObject({
      tag: 'c',
      body: 'what stands there',
      silent: true,
      data: { userId: 'me', seq },
    });
    expect(tellPages).toBeUndefined();
  }
  const newer = { ...message, type: 'call' } as unknown as PushPayload;
  expect(planPush(newer, strict).show).toMatchObject({ title: 'Confab', options: { body: 'You have new messages.' } });
  expect(planPush({ ...newer, userId: 'ann' }, strict)).toEqual({});
});

test('a reminder is shown beside what its chat has, in the words of its person', () => {
  const reminder: PushPayload = {
    v: 1,
    type: 'reminder',
    userId: 'me',
    badge: 0,
    tag: 'reminder/r',
    reminderId: 'r',
    chatId: 'c',
    seq: 7,
    at: '2026-03-02T10:00:00.000Z',
    chat: 'Field',
    from: 'Bob',
    text: 'bring the tent',
    note: 'tent!',
  };
  const { show, badge } = planPush(reminder, { ...around, shownAs: shown(9) });
  expect(badge).toBe(0);
  const data = { userId: 'me', chatId: 'c', seq: 7, reminderId: 'r' };
  expect(show).toMatchObject({ title: 'Reminder: Bob in Field', options: { tag: 'reminder/r', body: 'tent!', data } });
  const { from: _from, text: _text, note: _note, chat: _chat, ...hidden } = reminder;
  const body = 'You asked to be reminded of a message.';
  expect(planPush(hidden, around).show).toMatchObject({ title: 'Reminder', options: { body } });
  expect(planPush(reminder, { ...around, isLookedAt: true }).show).toBeUndefined();
});

test('a log-in from a new device is shown where the page is not looked at, and leads to no chat', () => {
  const logIn: PushPayload = {
    v: 1,
    type: 'log-in',
    userId: 'me',
    badge: 2,
    tag: 'log-in/s',
    sessionId: 's',
    at: '2026-03-02T10:00:00.000Z',
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
  };
  const options = {
    tag: 'log-in/s',
    body: 'From Firefox on Windows. Was it you?',
    data: { userId: 'me', chatId: '', seq: 0 },
  };
  expect(planPush(logIn, around)).toMatchObject({ badge: 2, show: { title: 'New log-in to your account', options } });
  expect(planPush(logIn, { ...around, isLookedAt: true }).show).toBeUndefined();
  expect(planPush({ ...logIn, userId: 'ann' }, around)).toEqual({});
});

test('what was read elsewhere is closed', () => {
  const close: PushPayload = { v: 1, type: 'close', userId: 'me', badge: 0, tag: 'c', chatId: 'c', seq: 7 };
  expect(planPush(close, around)).toEqual({ badge: 0, close: { tag: 'c', upTo: 7 } });
});

test('a test tells the pages, which wait for it', () => {
  const sent: PushPayload = { v: 1, type: 'test', userId: 'me', badge: 0, testId: 'x' };
  expect(planPush(sent, around)).toMatchObject({ tellPages: { type: 'test', testId: 'x' }, show: { title: 'Confab' } });
});
