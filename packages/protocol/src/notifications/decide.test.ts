import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decideNotify,
  isHeardForName,
  isWorthKeeping,
  type NotifyFacts,
  type NotifyLevel,
  notifyScopeOf,
  type NotifySettings,
} from './decide.ts';
import { matchesKeyword } from './keywords.ts';
import { isQuietAt, quietUntil } from './quiet.ts';

const now = Date.UTC(2026, 10, 26, 12);
const later = new Date(now + 1).toISOString();

const plain: NotifyFacts = {
  kind: 'group',
  senderId: 'bob',
  isMine: false,
  isText: true,
  isDeleted: false,
  isRead: false,
  isSilent: false,
  mentionsMe: false,
  mentionsAll: false,
  words: 'the tea is ready',
};

const of = (facts: Partial<NotifyFacts>, settings: NotifySettings = {}): string => {
  const { hear, why } = decideNotify({ ...plain, ...facts }, settings, now);
  return why ?? hear;
};

describe('what reaches somebody', () => {
  test.for<[says: string, facts: Partial<NotifyFacts>, settings: NotifySettings, expected: string]>([
    ['a direct message', { kind: 'direct' }, {}, 'direct'],
    ['a word in a group', {}, {}, 'count'],
    ['a mention', { mentionsMe: true }, {}, 'mention'],
    ['@everyone', { mentionsAll: true }, {}, 'everyone'],
    ['a thread that I follow', { kind: 'thread' }, {}, 'thread'],
    ['a keyword', {}, { person: { keywords: ['Tea'] } }, 'keyword'],
    ['a group that I hear all of', {}, { chat: { notify: 'all' } }, 'level'],
    ['all groups', {}, { person: { level: 'all' } }, 'level'],
    ['all groups but this one', {}, { person: { level: 'all' }, chat: { notify: 'mentions' } }, 'count'],
    ['a direct chat set to mentions', { kind: 'direct' }, { chat: { notify: 'mentions' } }, 'count'],
    ['nothing at all', { kind: 'direct', mentionsMe: true }, { person: { level: 'nothing' } }, 'count'],
    ['nothing, but this chat', { kind: 'direct' }, { person: { level: 'nothing' }, chat: { notify: 'all' } }, 'direct'],
    ['nothing of a chat', { mentionsMe: true }, { chat: { notify: 'nothing' } }, 'count'],
    ['nothing of a chat, in its threads', { kind: 'thread' }, { chat: { notify: 'nothing' } }, 'count'],
    [
      'nothing of a chat but of one thread',
      { kind: 'thread' },
      { chat: { notify: 'nothing' }, thread: { notify: 'all' } },
      'thread',
    ],
    ['mentions of a thread', { kind: 'thread' }, { thread: { notify: 'mentions' } }, 'count'],
    ['mine', { isMine: true, mentionsMe: true }, { person: { level: 'all' } }, 'nothing'],
    ['read', { isRead: true, kind: 'direct' }, {}, 'nothing'],
    ['deleted', { isDeleted: true, kind: 'direct' }, {}, 'nothing'],
    ['what the system says', { isText: false }, { person: { level: 'all' } }, 'nothing'],
    ['sent silently', { kind: 'direct', isSilent: true }, {}, 'count'],
    [
      'sent silently by one who breaks through',
      { kind: 'direct', isSilent: true },
      { person: { breakThrough: ['bob'] } },
      'count',
    ],
    ['muted for ever', { mentionsMe: true }, { chat: { muted: 'always' } }, 'count'],
    ['muted until later', { kind: 'direct' }, { chat: { muted: later } }, 'count'],
    ['muted until now', { kind: 'direct' }, { chat: { muted: new Date(now).toISOString() } }, 'direct'],
    ['quiet by hand', { kind: 'direct' }, { person: { quiet: { until: later } } }, 'count'],
    [
      'quiet, from one who breaks through',
      { kind: 'direct' },
      { person: { quiet: { until: later }, breakThrough: ['bob'] } },
      'direct',
    ],
    [
      'quiet, what is not to me from one who breaks through',
      { mentionsAll: true },
      { person: { quiet: { until: later }, breakThrough: ['bob'] } },
      'count',
    ],
    [
      'muted, a mention by one who breaks through',
      { mentionsMe: true },
      { person: { breakThrough: ['bob'] }, chat: { muted: 'always' } },
      'mention',
    ],
  ])('%s', ([, facts, settings, expected]) => {
    expect(of(facts, settings)).toBe(expected);
  });

  const levels: NotifyLevel[] = ['nothing', 'mentions', 'all'];
  const level = fc.constantFrom(...levels);
  const anyFacts: fc.Arbitrary<NotifyFacts> = fc.record({
    kind: fc.constantFrom('direct', 'group', 'thread'),
    senderId: fc.constantFrom('bob', 'eve'),
    isMine: fc.boolean(),
    isText: fc.boolean(),
    isDeleted: fc.boolean(),
    isRead: fc.boolean(),
    isSilent: fc.boolean(),
    mentionsMe: fc.boolean(),
    mentionsAll: fc.boolean(),
    words: fc.constantFrom('tea', 'coffee', ''),
  });
  const anySettings: fc.Arbitrary<NotifySettings> = fc.record({
    person: fc.record(
      {
        level,
        keywords: fc.constantFrom([], ['tea']),
        quiet: fc.constantFrom({}, { until: later }),
        breakThrough: fc.constantFrom([], ['bob']),
      },
      { requiredKeys: [] },
    ),
    chat: fc.record({ notify: level, muted: fc.constantFrom('always', later) }, { requiredKeys: [] }),
    thread: fc.record({ notify: level }, { requiredKeys: [] }),
  });
  const loudness = { nothing: 0, count: 1, notify: 2 };

  test('whatever the settings: never what is mine, read, deleted or silent, and a reason just where it is heard', () => {
    fc.assert(
      fc.property(anyFacts, anySettings, (facts, settings) => {
        const { hear, why } = decideNotify(facts, settings, now);
        expect(why !== null).toBe(hear === 'notify');
        const isNoMatter = facts.isMine || facts.isRead || facts.isDeleted || !facts.isText;
        expect(hear === 'nothing').toBe(isNoMatter);
        expect(hear === 'notify' && facts.isSilent).toBe(false);
      }),
    );
  });

  test.for<[says: string, facts: Partial<NotifyFacts>, settings: NotifySettings, expected: boolean]>([
    ['of a group', { mentionsMe: true }, {}, true],
    ['for everyone', { mentionsAll: true }, {}, true],
    ['of a direct chat, told already', { kind: 'direct', mentionsMe: true }, {}, false],
    ['of a thread that I follow, told already', { kind: 'thread', mentionsMe: true }, {}, false],
    ['with a keyword, told already', { mentionsMe: true }, { person: { keywords: ['tea'] } }, false],
    ['of a group that I hear all of, told already', { mentionsMe: true }, { chat: { notify: 'all' } }, false],
    ['of a muted chat', { mentionsMe: true }, { chat: { muted: 'always' } }, false],
    ['that I have read', { mentionsMe: true, isRead: true }, {}, false],
    ['sent silently', { mentionsMe: true, isSilent: true }, {}, false],
  ])('an edit that names me in a message %s', ([, facts, settings, expected]) => {
    expect(isHeardForName({ ...plain, ...facts }, settings, now)).toBe(expected);
  });

  test('an edit tells nobody whom its message does not name, and takes nothing back for the hour', () => {
    fc.assert(
      fc.property(anyFacts, anySettings, (facts, settings) => {
        const { hear, why } = decideNotify(facts, settings, now);
        const isTold = isHeardForName(facts, settings, now);
        expect(isTold && why !== 'mention' && why !== 'everyone').toBe(false);
        const unnamed = { ...facts, mentionsMe: false, mentionsAll: false };
        expect(isHeardForName(unnamed, settings, now)).toBe(false);
        // What is worth a notification now is worth keeping; and so is what quiet and muting alone hold back.
        const unheld = {
          ...settings,
          person: { ...settings.person, quiet: {} },
          chat: { notify: settings.chat?.notify },
        };
        expect(isWorthKeeping(facts, settings, now)).toBe(decideNotify(facts, unheld, now).hear === 'notify');
        expect(hear === 'notify' && !isWorthKeeping(facts, settings, now)).toBe(false);
      }),
    );
  });

  test('what can be heard at all is no less than what is', () => {
    fc.assert(
      fc.property(anyFacts, anySettings, (facts, settings) => {
        if (decideNotify(facts, settings, now).hear !== 'notify') return;
        const scope = notifyScopeOf(facts.kind, settings, now);
        expect(scope === 'any' || (scope === 'mentions' && (facts.mentionsMe || facts.mentionsAll))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('the nearest level holds: raised, it never makes somebody hear less', () => {
    fc.assert(
      fc.property(anyFacts, anySettings, level, level, (facts, settings, one, another) => {
        const [less, more] = [one, another].toSorted((a, b) => levels.indexOf(a) - levels.indexOf(b));
        for (const place of ['person', 'chat', 'thread'] as const) {
          const key = place === 'person' ? 'level' : 'notify';
          const heard = (set: NotifyLevel | undefined): number =>
            loudness[decideNotify(facts, { ...settings, [place]: { ...settings[place], [key]: set } }, now).hear];
          expect(heard(more)).toBeGreaterThanOrEqual(heard(less));
        }
      }),
    );
  });

  test('who wants more hears no less, and who wants quiet no more', () => {
    fc.assert(
      fc.property(anyFacts, anySettings, level, (facts, settings, other) => {
        const heard = (changed: NotifySettings): number => loudness[decideNotify(facts, changed, now).hear];
        const [less, more] = [other, settings.chat?.notify ?? 'mentions'].toSorted(
          (a, b) => levels.indexOf(a) - levels.indexOf(b),
        );
        expect(heard({ ...settings, chat: { ...settings.chat, notify: more } })).toBeGreaterThanOrEqual(
          heard({ ...settings, chat: { ...settings.chat, notify: less } }),
        );
        const quieter = { ...settings, person: { ...settings.person, quiet: { until: later } } };
        expect(heard(quieter)).toBeLessThanOrEqual(heard(settings));
        const muted = { ...settings, chat: { ...settings.chat, muted: 'always' } };
        expect(heard(muted)).toBeLessThanOrEqual(heard(settings));
        // Who breaks through is heard as if it were not held back, and not more.
        const open = { ...settings, person: { ...settings.person, breakThrough: ['bob', 'eve'] } };
        expect(heard(open)).toBeGreaterThanOrEqual(heard(settings));
        const { quiet: _quiet, ...unheld } = open.person;
        expect(heard(open)).toBeLessThanOrEqual(
          heard({ ...open, person: unheld, chat: { notify: settings.chat?.notify } }),
        );
      }),
    );
  });
});

test.for([
  ['Tea', 'The TEA is ready.', true],
  ['tea', 'steam', false],
  ['tea', 'teas', false],
  ['tea', 'tea-time', true],
  ['c++', 'I like C++!', true],
  ['c++', 'c+', false],
  ['東京', '私は東京都に住む', true],
  ['서울', '서울에서', true],
  ['ｔｅａ', 'tea', true],
  ['straße', 'die Straße dort', true],
  ['ada lovelace', 'about Ada Lovelace, who', true],
  ['🦊', 'a 🦊!', true],
] as const)('the keyword %s in "%s": %s', ([keyword, words, expected]) => {
  expect(matchesKeyword(words, ['nowhere', keyword])).toBe(expected);
});

test('a keyword is found wherever it stands by itself, and not in the midst of a word of a script that has spaces', () => {
  const word = fc.string({
    unit: fc.constantFrom('a', 'Z', 'é', 'ж', 'Ω', 'א', 'ع', '9', '_'),
    minLength: 1,
    maxLength: 6,
  });
  const around = fc.constantFrom('', ' ', ', ', '…', '(', '\n', '—', '🦊');
  fc.assert(
    fc.property(word, word, around, around, (keyword, other, before, after) => {
      const free = `${before}${keyword}${after}`;
      expect(matchesKeyword(free, [keyword])).toBe(true);
      expect(matchesKeyword(free.toUpperCase(), [keyword.toLowerCase()])).toBe(true);
      const inside = `x${keyword}x ${other.length < keyword.length ? other : ''}`;
      expect(matchesKeyword(inside, [keyword])).toBe(false);
    }),
  );
});

describe('quiet times', () => {
  const nights = { zone: 'Europe/Berlin', weekly: [{ days: [1, 2, 3, 4, 5], from: '22:00', to: '07:00' }] };
  const berlin = (date: string): number => Date.parse(`${date}+01:00`);

  test.for([
    ['2026-11-26T21:59:59', false],
    ['2026-11-26T22:00:00', true],
    // Begun on Thursday.
    ['2026-11-27T06:59:59', true],
    ['2026-11-27T07:00:00', false],
    // Friday night is over on Saturday morning, and Saturday has none.
    ['2026-11-28T06:00:00', true],
    ['2026-11-28T23:00:00', false],
    ['2026-11-29T23:00:00', false],
    ['2026-11-30T23:00:00', true],
  ] as const)('a plan past midnight at %s: %s', ([date, expected]) => {
    expect(isQuietAt(nights, berlin(date))).toBe(expected);
  });

  test('the longer of two ends it, and it ends at the time that clocks show there', () => {
    expect(quietUntil(nights, berlin('2026-11-26T23:00:00'))).toBe(berlin('2026-11-27T07:00:00'));
    const both = { ...nights, until: new Date(berlin('2026-11-27T09:00:00')).toISOString() };
    expect(quietUntil(both, berlin('2026-11-26T23:00:00'))).toBe(berlin('2026-11-27T09:00:00'));
    const inTwo = {
      ...nights,
      weekly: [
        { days: [4], from: '22:00', to: '00:00' },
        { days: [5], from: '00:00', to: '07:00' },
      ],
    };
    expect(quietUntil(inTwo, berlin('2026-11-26T23:00:00'))).toBe(berlin('2026-11-27T07:00:00'));
    // The night in which clocks are set back is an hour longer.
    const sundays = { zone: 'Europe/Berlin', weekly: [{ days: [6], from: '22:00', to: '07:00' }] };
    const [begin, end] = [Date.parse('2026-10-24T22:00:00+02:00'), Date.parse('2026-10-25T07:00:00+01:00')];
    expect(quietUntil(sundays, begin)).toBe(end);
    expect(isQuietAt(sundays, begin - 1)).toBe(false);
    expect(end - begin).toBe(10 * 3_600_000);
  });

  test('at any time in any zone it is quiet until its end, and no longer', () => {
    const zones = fc.constantFrom(
      'Pacific/Kiritimati',
      'America/St_Johns',
      'Australia/Lord_Howe',
      'UTC',
      'Africa/Cairo',
    );
    const clock = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
    const instant = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) });
    fc.assert(
      fc.property(zones, fc.record({ days, from: clock, to: clock }), instant, (zone, plan, at) => {
        const quiet = { zone, weekly: [plan] };
        const until = quietUntil(quiet, at);
        expect(isQuietAt(quiet, at)).toBe(until !== null);
        const end = until ?? at;
        if (until === null) return;
        expect(end).toBeGreaterThan(at);
        expect(isQuietAt(quiet, end - 1)).toBe(true);
        // Who has it quiet all week is told of a moment after that.
        expect(isQuietAt(quiet, end) && end - at < 7 * 86_400_000).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

test.each([
  ['letters that go on and on', 'a'.repeat(100_000), (at: number) => 'a'.repeat(at + 1)],
  // This one is written out as four words, none of which is looked for.
  ['a character that stands for eighteen', '\ufdfa'.repeat(100_000), (at: number) => 'صلىاهعيوسم'.charAt(at % 10)],
])('[A28] %s : many keywords are searched in no time', (_, words, keyword) => {
  const keywords = Array.from({ length: 30 }, (__, at) => keyword(at));
  const startedAt = performance.now();
  for (let time = 0; time < 5; time += 1) expect(matchesKeyword(`${time} ${words}`, keywords)).toBe(false);
  expect((performance.now() - startedAt) / 5).toBeLessThan(60);
});
