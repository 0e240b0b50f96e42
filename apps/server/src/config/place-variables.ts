import { changeablePermissions, type PlaceSettings, placeSettings } from '@confab/protocol';
import { z } from 'zod';
import { variable } from './variable.ts';

/** What the place keeps, and who may what there: twins of its settings, each of which is shown and can't be changed in the page where it is set here. */
export function placeVariables() {
  return {
    PLACE_PICTURE: variable(
      'PLACE_PICTURE',
      {
        description: `The picture of the place, read when the server starts: the middle of it is shown, as a square. ${locks}`,
        allowed: 'the path of a PNG, JPEG, GIF, WebP or AVIF file',
        kind: 'path',
        fallback: 'unset: as an admin says, the sign of Confab before that',
      },
      z.string().optional(),
    ),
    PERMISSIONS: variable(
      'PERMISSIONS',
      {
        description:
          'From which role on somebody may what, see [permissions](permissions.md); what is left out is as by default. ' +
          `Several processes need the same. ${locks}`,
        allowed:
          '`default`, or pairs of a permission and a role such as `create-groups:moderator,invite-people:admin`, of ' +
          `${changeablePermissions.map((name) => `\`${name}\``).join(', ')}, to no role below the one that has it by default`,
        fallback: 'unset: as an admin says, the default before that',
      },
      settingFrom('permissions', (text) => (text === 'default' ? {} : pairsOf(text))),
    ),
    RETENTION: variable(
      'RETENTION',
      {
        description:
          'For how many days `messages`, `files` and earlier texts (`edits`) are kept; what is left out is kept for good. `least` and `most` let owners and ' +
          `admins of groups choose between these for their group. ${locks}`,
        allowed: '`for-good`, or pairs such as `messages:365,files:90,edits:30,least:7,most:730`',
        fallback: 'unset: as an admin says, for good before that',
      },
      settingFrom('retention', (text) => {
        const {
          messages = null,
          files = null,
          edits = null,
          least,
          most,
          ...others
        } = text === 'for-good' ? {} : daysOf(text);
        if (Object.keys(others).length > 0) return null;
        const chatsChoose = least !== undefined || most !== undefined;
        const kept = { messagesDays: messages, filesDays: files, editsDays: edits };
        return { ...kept, chatsChoose, least: least ?? null, most: most ?? null };
      }),
    ),
    AUDIT_DAYS: variable(
      'AUDIT_DAYS',
      {
        description: `For how many days the audit log is kept. ${locks}`,
        allowed: 'a number from 7 to 36500, or `for-good`',
        fallback: 'unset: as an admin says, 365 before that',
      },
      settingFrom('auditDays', (text) => (text === 'for-good' ? null : digits(text))),
    ),
    CHAT_EXPORTS: variable(
      'CHAT_EXPORTS',
      {
        description: `Chats can be exported by their owners and admins. ${locks}`,
        allowed: '`on` or `off`',
        fallback: 'unset: as an admin says, `on` before that',
      },
      settingFrom('chatExports', (text) => ({ on: true, off: false })[text]),
    ),
    REQUIRE_SECOND_FACTOR: variable(
      'REQUIRE_SECOND_FACTOR',
      {
        description: `Whoever has one of these roles sets up a second factor before anything else. ${locks}`,
        allowed: 'roles such as `owner,admin`, or `none`',
        fallback: 'unset: as an admin says, nobody before that',
      },
      settingFrom('requireSecondFactor', (text) => (text === 'none' ? [] : text.split(/[\s,]+/))),
    ),
    NEW_ACCOUNTS: variable(
      'NEW_ACCOUNTS',
      {
        description:
          'What accounts may do in their first `hours`: `messages` in a minute, `chats` in an hour, and whether they send `links`. What is left out is as by default. ' +
          locks,
        allowed: '`off`, or pairs such as `hours:24,messages:30,chats:20,links:off`',
        fallback: 'unset: as an admin says',
      },
      settingFrom('newAccounts', (text) => (text === 'off' ? null : newAccountsOf(pairsOf(text)))),
    ),
  };
}

type Schemas = ReturnType<typeof placeVariables>;
type Values = { readonly [Name in keyof Schemas]?: z.output<Schemas[Name]> };

/** Those that are set: nothing, where it may be set to that, is one of them. */
export function placeSettingsOf(values: Values): Partial<PlaceSettings> {
  const { RETENTION: retention, AUDIT_DAYS: auditDays, CHAT_EXPORTS: chatExports } = values;
  const { REQUIRE_SECOND_FACTOR: requireSecondFactor, NEW_ACCOUNTS: newAccounts, PERMISSIONS: permissions } = values;
  return {
    ...(permissions !== undefined && { permissions }),
    ...(retention !== undefined && { retention }),
    ...(auditDays !== undefined && { auditDays }),
    ...(chatExports !== undefined && { chatExports }),
    ...(requireSecondFactor !== undefined && { requireSecondFactor }),
    ...(newAccounts !== undefined && { newAccounts }),
  };
}

const locks = 'Set here, it can’t be changed in the page.';

/** What `read` makes of the text, where it is what the setting may be. */
function settingFrom<Key extends keyof PlaceSettings>(key: Key, read: (text: string) => unknown) {
  return z
    .string()
    .transform((text, context): PlaceSettings[Key] => {
      const parsed = placeSettings[key].schema.safeParse(read(text.trim()));
      if (parsed.success) return parsed.data as PlaceSettings[Key];
      context.addIssue({ code: 'custom', message: 'not one of these' });
      return z.NEVER;
    })
    .optional();
}

/** One that is named twice has no value: which of the two was meant? */
function pairsOf(text: string): Record<string, string> {
  const pairs = new Map<string, string>();
  for (const pair of text.split(/[\s,]+/).filter(Boolean)) {
    const [name = '', value = '', ...rest] = pair.split(':');
    pairs.set(name, pairs.has(name) ? '' : [value, ...rest].join(':'));
  }
  return Object.fromEntries(pairs);
}

/** NaN fits no setting. */
function digits(text: string | undefined): number {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
}

function daysOf(text: string): Record<string, number> {
  return Object.fromEntries(Object.entries(pairsOf(text)).map(([name, value]) => [name, digits(value)]));
}

function newAccountsOf({ hours, messages, chats, links, ...others }: Record<string, string>): unknown {
  if (Object.keys(others).length > 0) return undefined;
  const usual = placeSettings.newAccounts.fallback;
  return {
    ...usual,
    ...(hours !== undefined && { hours: digits(hours) }),
    ...(messages !== undefined && { messagesPerMinute: digits(messages) }),
    ...(chats !== undefined && { chatsPerHour: digits(chats) }),
    ...(links !== undefined && { links: { on: true, off: false }[links] }),
  };
}
