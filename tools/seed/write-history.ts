import { threads } from './threads.ts';

export interface Line {
  senderId: string;
  content: string;
  at: number;
}

export interface HistoryPlan {
  memberIds: readonly string[];
  topics: readonly string[];
  size: number;
  from: number;
  until: number;
}

type Random = () => number;

const minuteMs = 60_000;

/** A history of about `size` lines in conversations spread over the time, the same for the same `random`. */
export function writeHistory(plan: HistoryPlan, random: Random): Line[] {
  const conversations = chooseConversations(plan.topics, plan.size, random);
  const spacing = (plan.until - plan.from) / conversations.length;
  const lines = conversations.flatMap((conversation, index) => {
    const start = plan.from + spacing * index + random() * spacing * 0.6;
    return speak(conversation, plan.memberIds, intoWakingHours(start), random);
  });
  // Conversations of a busy day overlap: a chat has one order.
  return lines.filter(({ at }) => at < plan.until).toSorted((a, b) => a.at - b.at);
}

/** Mulberry32, as published by Tommy Ettinger: small, and good enough for the choice of a sentence. */
export function seededRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Every conversation of the topics once before any comes again; the last one is of the first topic. */
function chooseConversations(topics: readonly string[], size: number, random: Random): string[][] {
  const all = topics.flatMap(conversationsAbout);
  const chosen: string[][] = [];
  for (let lines = 0; lines < size;) {
    for (const text of shuffle(all, random)) {
      const conversation = fillChoices(text, random).split('\n');
      chosen.push(conversation);
      lines += conversation.length;
    }
  }
  const last = pick(conversationsAbout(topics[0] ?? ''), random);
  return [...chosen, fillChoices(last, random).split('\n')];
}

function conversationsAbout(topic: string): string[] {
  return (threads[topic] ?? '').trim().split('\n\n');
}

function fillChoices(text: string, random: Random): string {
  return text.replaceAll(/\{([^}]+)\}/g, (_, choices: string) => pick(choices.split('|'), random));
}

function speak(conversation: string[], memberIds: readonly string[], start: number, random: Random): Line[] {
  const cast = shuffle(memberIds, random);
  let at = start;
  return conversation.flatMap((line) => {
    const match = /^([a-z]): (.+)$/.exec(line);
    const senderId = cast[((match?.[1] ?? 'a').charCodeAt(0) - 97) % cast.length];
    at += (5 + random() ** 3 * 540) * 1000;
    return match?.[2] && senderId ? [{ senderId, content: match[2], at: Math.round(at) }] : [];
  });
}

/** Between eight and ten in the evening, so that days look like days. */
function intoWakingHours(at: number): number {
  const hour = new Date(at).getHours();
  if (hour >= 8 && hour < 22) return at;
  return at + (hour < 8 ? 8 - hour : 32 - hour) * 60 * minuteMs;
}

function shuffle<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => ({ item, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

function pick(items: readonly string[], random: Random): string {
  return items[Math.floor(random() * items.length)] ?? '';
}
