import { type ErrorCode, errorCodes, type Operation } from '@confab/protocol';
import { methodOf } from '@confab/protocol/path';

/** What stands before every handler refuses for reasons of its own, whatever the operation is. */
const sharedErrors: readonly { code: ErrorCode; hint?: string; applies: (operation: Operation) => boolean }[] = [
  { code: 'invalid-request', hint: '`errors` names the fields', applies: () => true },
  { code: 'unauthenticated', hint: 'or the session has ended', applies: needsCaller },
  { code: 'forbidden', hint: 'where one’s role in the place is not enough', applies: needsPermission },
  { code: 'second-factor-required', applies: needsFreedom },
  { code: 'password-change-required', applies: needsFreedom },
  { code: 'origin-not-allowed', applies: (operation) => methodOf(operation.path) !== 'GET' },
  { code: 'other-user', applies: needsCaller },
  { code: 'muted', applies: (operation) => needsCaller(operation) && methodOf(operation.path) !== 'GET' },
  { code: 'too-large', applies: hasBody },
  { code: 'unsupported-media-type', applies: hasBody },
  { code: 'rate-limited', hint: '`Retry-After` says when to come back', applies: () => true },
  { code: 'unavailable', hint: '`Retry-After` says when to come back', applies: () => true },
];

/** Whether clients are told that the operation may refuse like this. `internal` is a fault of ours, and never told. */
export function mayRefuseWith(operation: Operation, code: ErrorCode): boolean {
  return code === 'internal' || sharedErrors.some((shared) => shared.code === code) || isOwn(operation, code);
}

/** The errors of an operation in words, by status. */
export function describeErrors(operation: Operation): Record<string, string> {
  const shared = sharedErrors.filter(({ code, applies }) => applies(operation) && !isOwn(operation, code));
  const entries = [...(operation.errors ?? []).map((code) => ({ code, hint: undefined })), ...shared];
  const byStatus = Map.groupBy(entries, ({ code }) => String(errorCodes[code].status));
  return Object.fromEntries(
    [...byStatus]
      .toSorted(([one], [other]) => Number(one) - Number(other))
      .map(([status, errors]) => [status, errors.map(inWords).join(' ')]),
  );
}

function inWords({ code, hint }: { code: ErrorCode; hint?: string | undefined }): string {
  return `\`${code}\`: ${errorCodes[code].title}${hint === undefined ? '' : `; ${hint}`}.`;
}

function isOwn({ errors = [] }: Operation, code: ErrorCode): boolean {
  return errors.includes(code);
}

function needsCaller({ isPublic }: Operation): boolean {
  return isPublic !== true;
}

function needsPermission({ needs = 'account', needsOf }: Operation): boolean {
  return needs !== 'account' || needsOf !== undefined;
}

function needsFreedom(operation: Operation): boolean {
  return needsCaller(operation) && operation.whileRestricted !== true;
}

function hasBody({ body }: Operation): boolean {
  return body !== undefined;
}
