import { type ChatPlan, personId, placeOf, type SeedPlan } from '../seed.ts';

/** As many clients as the published comparisons of other servers had; each is a person of their own. */
const clientCount = 16;
export const pageSize = 50;
export const messagesInGroup = 400;
const messagesInDirect = 4;

/** The clients are two teams, so that a group is one of eight. */
const teams = 2;
const broad = { groups: 50, directs: 150 };
const narrow = { groups: 10, directs: 20 };
const firstFriend = 2 * clientCount;

/** What the works read and write. */
export interface RestPlan {
  seed: SeedPlan;
  /** Of each client: who is in 200 chats, and who is in 30. */
  broad: RestPerson[];
  narrow: RestPerson[];
  /** Whoever asks what an answer to a post looks like, and in which chat: nobody else reads it. */
  tester: RestPerson;
}

export interface RestPerson {
  id: string;
  token: string;
  /** By number: of all chats, and of the groups among them. */
  chats: number[];
  groups: number[];
}

export function restPlan(): RestPlan {
  const [broadPeople, narrowPeople] = [peopleFrom(0), peopleFrom(clientCount)];
  const [tester, friend] = [firstFriend, firstFriend + 1];
  const seed = {
    people: firstFriend + broad.directs,
    chats: [
      ...groupsOf(broadPeople, broad.groups),
      ...groupsOf(narrowPeople, narrow.groups),
      ...broadPeople.flatMap((person) => directsOf(person, broad.directs)),
      ...narrowPeople.flatMap((person) => directsOf(person, narrow.directs)),
      { kind: 'direct' as const, members: [tester, friend], messages: 1 },
    ],
  };
  const toPerson = (person: number): RestPerson => {
    const own = [...seed.chats.entries()].filter(([, { members }]) => members.includes(person));
    return {
      id: personId(person),
      token: placeOf({ ...seed, chats: [] }, person).token,
      chats: own.map(([index]) => index),
      groups: own.filter(([, { kind }]) => kind === 'group').map(([index]) => index),
    };
  };
  const testersChat = seed.chats.length - 1;
  return {
    seed,
    broad: broadPeople.map(toPerson),
    narrow: narrowPeople.map(toPerson),
    tester: { ...toPerson(tester), chats: [testersChat] },
  };
}

function peopleFrom(first: number): number[] {
  return Array.from({ length: clientCount }, (_, place) => first + place);
}

function groupsOf(people: readonly number[], count: number): ChatPlan[] {
  return Array.from({ length: count * teams }, (_, group) => ({
    kind: 'group',
    members: people.filter((person) => person % teams === group % teams),
    messages: messagesInGroup,
  }));
}

function directsOf(person: number, count: number): ChatPlan[] {
  return Array.from({ length: count }, (_, friend) => ({
    kind: 'direct',
    members: [person, firstFriend + friend],
    messages: messagesInDirect,
  }));
}
