import type { AuditAction, AuditEntry } from '@confab/protocol';
import { exactTime } from '../../lib/dates.ts';
import { t } from '../../lib/words.ts';
import { settingText } from './setting-words.ts';

type Value = AuditEntry['details'][string];
type Names = Readonly<Record<string, string>>;

/** What a newer server says of it stands under its own name. */
const labels: Readonly<Record<string, () => string>> = {
  added: () => t`added`,
  after: () => t`after`,
  because: () => t`because of`,
  before: () => t`before`,
  chatId: () => t`chat`,
  days: () => t`days`,
  did: () => t`did`,
  expiresAt: () => t`until`,
  from: () => t`from`,
  invitation: () => t`invitation`,
  kind: () => t`kind`,
  madeAt: () => t`made`,
  messages: () => t`messages`,
  method: () => t`how`,
  name: () => t`name`,
  note: () => t`note`,
  picture: () => t`picture`,
  provider: () => t`provider`,
  reason: () => t`reason`,
  removed: () => t`removed`,
  role: () => t`role`,
  secondFactor: () => t`with a second step`,
  sessions: () => t`log-ins`,
  thread: () => t`thread`,
  to: () => t`to`,
  until: () => t`until`,
  upTo: () => t`up to`,
  userId: () => t`person`,
  uses: () => t`uses`,
  usesMax: () => t`uses`,
  what: () => t`what`,
};

/** Of numbers that say when; 0 says never. */
const times = new Set(['expiresAt']);
/** Nothing, where it bounds nothing. */
const bounds = new Set(['usesMax', 'chatId', 'note']);
const isoTime = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Their details are settings by their keys. */
const ofSettings = new Set<string>(['place.changed', 'retention.changed'] satisfies AuditAction[]);

/** Names instead of ids where they are known, and days as people write them. */
export function detailsText({ action, details }: Pick<AuditEntry, 'action' | 'details'>, names: Names): string {
  if (ofSettings.has(action)) return settingsText(details);
  return Object.entries(details)
    .flatMap(([key, value]) => detailText(key, value, names) ?? [])
    .join(' · ');
}

function settingsText(details: AuditEntry['details']): string {
  return Object.entries(details)
    .map(([key, value]) => `${settingText(key) ?? key}: ${value === true ? t`yes` : valueText(key, value, {})}`)
    .join(' · ');
}

function detailText(key: string, value: Value, names: Names): string | null {
  if (value === false && key === 'secondFactor') return null;
  if (bounds.has(key) && (value === 0 || value === '')) return null;
  // That there was one: whose it was stands in the entry of its making.
  if (key === 'invitation' && value === null) return null;
  const label = (Object.hasOwn(labels, key) && labels[key]?.()) || key;
  return value === true || key === 'invitation' ? label : `${label}: ${valueText(key, value, names)}`;
}

function valueText(key: string, value: Value, names: Names): string {
  if (value === null) return '–';
  if (value === false) return t`no`;
  if (typeof value === 'number' && times.has(key))
    return value === 0 ? t`never` : exactTime(new Date(value).toISOString());
  const text = String(value);
  if (isoTime.test(text)) return exactTime(text);
  return (Object.hasOwn(names, text) && names[text]) || text;
}
