import { expect, test } from 'vitest';
import { whyRefused } from './rule-query.ts';

test.each([
  'insert into messages (seq) values (1)',
  'INSERT OR REPLACE INTO "messages" values (1)',
  'update chats set name = $1',
  'update or replace members set role = $1',
  'delete from only messages where seq = $1',
  'delete from public.messages',
  'delete from main . "messages"',
  'delete /* only one */ from -- now\n messages',
  'update [messages] set content = $1',
  'update `sends` set seq = 1',
  'replace into messages values (1)',
  'with gone as (delete from messages returning seq) select seq from gone',
  'merge into chats using pins on true when matched then delete',
  'insert into pins select 1; delete from messages',
])('%s is no way round the log', (sql) => {
  expect(whyRefused(sql)).not.toBeNull();
});

test.each([
  'select messages.seq from messages where chat_id = $1',
  'select 1 from pins, only messages join chats on true left join (members) on true',
  "insert into pins (words) values ('delete from messages; it''s --')",
  'insert into pins select seq from public.messages on conflict do nothing',
  'update pins set seq = messages.seq from messages where messages.chat_id = pins.chat_id',
  'delete from pins using messages where true',
  'delete from my_messages',
])('%s only reads it', (sql) => {
  expect(whyRefused(sql)).toBeNull();
});

test.each(['drop table pins', 'truncate messages', '', 'select 1 from u&"mess\\0061ges"', 'vacuum'])(
  '%s is nothing that a rule runs',
  (sql) => {
    expect(whyRefused(sql)).toBe('A rule does not run this');
  },
);
