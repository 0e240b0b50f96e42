import { describe, expect, test } from 'vitest';
import {
  apply,
  changed,
  createChat,
  createDirect,
  createGroup,
  directCommand,
  history,
  newId,
  refused,
  resultOf,
  rolesIn,
  send,
  sendCommand,
  type SharedStorage,
  statusOf,
  systemCommand,
  unchanged,
} from './fixtures.ts';

export function describeSystemEvents(shared: SharedStorage): void {
  describe('creating chats', () => {
    test('a new chat has no message, its members and the roles given', async () => {
      const storage = shared();
      const { chatId, owner, admin, member } = await createGroup(storage.log);
      expect(await storage.log.readHeads([chatId])).toEqual(new Map([[chatId, { seq: 0, rev: 0 }]]));
      expect(await rolesIn(storage, chatId)).toEqual({ [owner]: 'owner', [admin]: 'admin', [member]: 'member' });
    });

    test('two people have one direct chat, however many ask at once', async () => {
      const { log } = shared();
      const people = { ann: newId(), ben: newId() };
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, () => apply(log, directCommand({ ...people, chatId: newId() }))),
      );
      const [first, ...others] = outcomes.map(resultOf) as { chatId: string; isNew: boolean }[];
      const made = [first, ...others].filter((result) => result?.isNew);
      expect(made).toHaveLength(1);
      expect(new Set([first, ...others].map((result) => result?.chatId))).toEqual(new Set([made[0]?.chatId]));
    });

    test('a chat can be written to in the batch that creates it', async () => {
      const { log } = shared();
      const direct = { chatId: newId(), ann: newId(), ben: newId() };
      const outcomes = await log.commit([
        sendCommand(direct.chatId, direct.ann, 'too early'),
        directCommand(direct),
        sendCommand(direct.chatId, direct.ann, 'hi'),
      ]);
      expect(outcomes.map((outcome) => outcome.status)).toEqual(['refused', 'done', 'changed']);
    });
  });

  describe('members', () => {
    test('adding people writes one system message and starts their read position there', async () => {
      const storage = shared();
      const { log } = storage;
      const { chatId, owner, member } = await createGroup(log);
      await send(log, chatId, owner, 'before');
      const [newcomer, other] = [newId(), newId()];
      const event = { type: 'members-added' as const, userIds: [newcomer, member, other, newcomer] };
      const message = changed(await apply(log, systemCommand(chatId, member, event)));
      expect(message).toMatchObject({
        kind: 'system',
        seq: 2,
        rev: 2,
        senderId: member,
        clientId: null,
        event: { type: 'members-added', userIds: [newcomer, other] },
      });
      expect(await history(log, chatId)).toContainEqual(message);
      expect(await rolesIn(storage, chatId)).toMatchObject({ [newcomer]: 'member', [other]: 'member' });
      await send(log, chatId, owner, 'after');
      expect(await log.moveReadPositions([{ chatId, userId: newcomer, seq: 0 }])).toEqual([
        { readSeq: 2, unread: 1, mentions: 0, atRev: 3, moved: false },
      ]);
    });

    test('adding only people who are there changes nothing', async () => {
      const { log } = shared();
      const { chatId, owner, member } = await createGroup(log);
      const outcome = await apply(log, systemCommand(chatId, owner, { type: 'members-added', userIds: [member] }));
      expect(outcome).toEqual(unchanged(null));
    });

    test('[D29] whoever is added may write in the same batch, whoever is removed may not', async () => {
      const { log } = shared();
      const { chatId, owner, member } = await createGroup(log);
      const newcomer = newId();
      const outcomes = await log.commit([
        sendCommand(chatId, newcomer, 'no'),
        systemCommand(chatId, owner, { type: 'members-added', userIds: [newcomer] }),
        sendCommand(chatId, newcomer, 'yes'),
        sendCommand(chatId, member, 'yes'),
        systemCommand(chatId, owner, { type: 'member-removed', userId: member }),
        sendCommand(chatId, member, 'no'),
      ]);
      expect(outcomes.map(statusOf)).toEqual(['refused', 'changed', 'changed', 'changed', 'changed', 'refused']);
    });

    test('a removed member who is added again starts reading where they came back', async () => {
      const { log } = shared();
      const { chatId, owner, member } = await createGroup(log);
      await log.commit([
        sendCommand(chatId, member, 'one'),
        systemCommand(chatId, owner, { type: 'member-removed', userId: member }),
        sendCommand(chatId, owner, 'three'),
        systemCommand(chatId, owner, { type: 'members-added', userIds: [member] }),
      ]);
      expect(await log.moveReadPositions([{ chatId, userId: member, seq: 0 }])).toEqual([
        { readSeq: 4, unread: 0, mentions: 0, atRev: 4, moved: false },
      ]);
    });

    test('leaving ends membership; only oneself can leave', async () => {
      const storage = shared();
      const { chatId, owner, member } = await createGroup(storage.log);
      const leave = { type: 'member-left' as const, userId: member };
      expect(await apply(storage.log, systemCommand(chatId, owner, leave))).toEqual(refused('forbidden'));
      changed(await apply(storage.log, systemCommand(chatId, member, leave)));
      expect(await rolesIn(storage, chatId)).not.toHaveProperty(member);
      expect(await apply(storage.log, systemCommand(chatId, member, leave))).toEqual(refused('not-found'));
    });

    test.each([
      ['owner', 'admin', 'changed'],
      ['owner', 'member', 'changed'],
      ['admin', 'member', 'changed'],
      ['admin', 'owner', refused('forbidden')],
      ['member', 'admin', refused('forbidden')],
    ] as const)('%s removes %s', async (actor, target, expected) => {
      const { log } = shared();
      const group = await createGroup(log);
      const event = { type: 'member-removed' as const, userId: group[target] };
      const outcome = await apply(log, systemCommand(group.chatId, group[actor], event));
      expect(outcome.status === 'done' ? statusOf(outcome) : outcome).toEqual(expected);
    });

    test('removing somebody who is no member changes nothing', async () => {
      const { log } = shared();
      const { chatId, owner } = await createGroup(log);
      const outcome = await apply(log, systemCommand(chatId, owner, { type: 'member-removed', userId: newId() }));
      expect(outcome).toEqual(unchanged(null));
    });

    test('the last owner does not leave, step down or get removed while others stay', async () => {
      const { log } = shared();
      const { chatId, owner } = await createGroup(log);
      const attempts = [
        { type: 'member-left', userId: owner },
        { type: 'member-removed', userId: owner },
        { type: 'role-changed', userId: owner, role: 'admin' },
      ] as const;
      for (const event of attempts) {
        expect(await apply(log, systemCommand(chatId, owner, event))).toEqual(refused('last-owner'));
      }
    });

    test('one of two owners may go, and an owner who is alone too', async () => {
      const storage = shared();
      const [chatId, ann, ben] = [newId(), newId(), newId()];
      await createChat(storage.log, chatId, { [ann]: 'owner', [ben]: 'owner' });
      changed(await apply(storage.log, systemCommand(chatId, ann, { type: 'member-left', userId: ann })));
      changed(await apply(storage.log, systemCommand(chatId, ben, { type: 'member-left', userId: ben })));
      expect(await rolesIn(storage, chatId)).toEqual({});
    });
  });

  describe('roles and names', () => {
    test('an owner changes roles, also to a second owner', async () => {
      const storage = shared();
      const { chatId, owner, member } = await createGroup(storage.log);
      const event = { type: 'role-changed' as const, userId: member, role: 'owner' as const };
      expect(changed(await apply(storage.log, systemCommand(chatId, owner, event))).event).toEqual(event);
      expect(await rolesIn(storage, chatId)).toMatchObject({ [owner]: 'owner', [member]: 'owner' });
      expect(await apply(storage.log, systemCommand(chatId, owner, event))).toEqual(unchanged(null));
    });

    test('[D29] the new role counts in the same batch', async () => {
      const { log } = shared();
      const { chatId, owner, member } = await createGroup(log);
      const rename = { type: 'renamed' as const, name: 'Bouldering' };
      const outcomes = await log.commit([
        systemCommand(chatId, member, rename),
        systemCommand(chatId, owner, { type: 'role-changed', userId: member, role: 'admin' }),
        systemCommand(chatId, member, rename),
      ]);
      expect(outcomes.map(statusOf)).toEqual(['refused', 'changed', 'changed']);
    });

    test('admins and members change no roles, and a stranger has none', async () => {
      const { log } = shared();
      const { chatId, owner, admin, member } = await createGroup(log);
      const promote = { type: 'role-changed' as const, userId: member, role: 'admin' as const };
      expect(await apply(log, systemCommand(chatId, admin, promote))).toEqual(refused('forbidden'));
      expect(await apply(log, systemCommand(chatId, member, promote))).toEqual(refused('forbidden'));
      expect(await apply(log, systemCommand(chatId, newId(), promote))).toEqual(refused('not-found'));
      const stranger = { ...promote, userId: newId() };
      expect(await apply(log, systemCommand(chatId, owner, stranger))).toEqual(refused('not-found'));
    });

    test('owners and admins rename a group; the same name changes nothing', async () => {
      const storage = shared();
      const { chatId, admin, member } = await createGroup(storage.log);
      const rename = { type: 'renamed' as const, name: 'Bouldering' };
      expect(await apply(storage.log, systemCommand(chatId, member, rename))).toEqual(refused('forbidden'));
      changed(await apply(storage.log, systemCommand(chatId, admin, rename)));
      expect(await apply(storage.log, systemCommand(chatId, admin, rename))).toEqual(unchanged(null));
      const chat = await storage.db.selectFrom('chats').select('name').where('id', '=', chatId).executeTakeFirst();
      expect(chat).toEqual({ name: 'Bouldering' });
    });

    test('a direct chat refuses every system event, and to a stranger it does not exist', async () => {
      const { log } = shared();
      const { chatId, ann, ben } = await createDirect(log);
      const events = [
        { type: 'members-added', userIds: [newId()] },
        { type: 'member-removed', userId: ben },
        { type: 'member-left', userId: ann },
        { type: 'role-changed', userId: ben, role: 'owner' },
        { type: 'renamed', name: 'Us' },
      ] as const;
      for (const event of events) {
        const copy = event.type === 'members-added' ? { ...event, userIds: [...event.userIds] } : event;
        expect(await apply(log, systemCommand(chatId, ann, copy))).toEqual(refused('chat-is-direct'));
        expect(await apply(log, systemCommand(chatId, newId(), copy))).toEqual(refused('not-found'));
      }
    });
  });
}
