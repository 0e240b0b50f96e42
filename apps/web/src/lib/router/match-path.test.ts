import { expect, test } from 'vitest';
import { matchPath } from './match-path.ts';

test.for([
  ['/', '/', {}],
  ['/', '/chats', null],
  ['/settings', '/settings', {}],
  ['/settings', '/settings/', {}],
  ['/settings', '/Settings', {}],
  ['/settings', '/settings/more', null],
  ['/settings', '/settingsx', null],
  ['/chats/:chatId', '/chats/a-1', { chatId: 'a-1' }],
  ['/chats/:chatId', '/chats/', null],
  ['/chats/:chatId', '/chats/a/b', null],
  ['/chats/:chatId/*', '/chats/a', { chatId: 'a' }],
  ['/chats/:chatId/*', '/chats/a/m/5', { chatId: 'a' }],
  ['/chats/:chatId/*', '/chatsa', null],
  ['/chats/:chatId/m/:seq', '/chats/a/m/5', { chatId: 'a', seq: '5' }],
  ['/a.b', '/axb', null],
] as const)('%s finds in %s %j', ([path, pathname, params]) => {
  expect(matchPath(path, pathname)?.params ?? null).toEqual(params);
});
