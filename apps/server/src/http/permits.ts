import type { ErrorCode, Needs } from '@confab/protocol';
import { ApiError } from './api-error.ts';
import type { Caller } from './caller.ts';

/** Whether somebody of this role has what is needed, as the place is set now. */
export type Permits = (role: Caller['role'], needs: Needs) => boolean;

export interface Demand {
  /** Left out of what declares none: everybody with an account. */
  needs?: Needs | undefined;
  whileRestricted?: true | undefined;
}

/** What is said to whoever lacks a permission of the place: the same wherever it is asked for. */
export const lacksPermission = 'Your role here does not allow that. Ask an admin of this place.';

const first = {
  'second-factor': {
    code: 'second-factor-required',
    detail: 'Your role here asks for a second factor. Set one up in your account, then go on.',
  },
  password: { code: 'password-change-required', detail: 'Choose a password of your own first, then go on.' },
} as const satisfies Record<string, { code: ErrorCode; detail: string }>;

/** Null where the caller may; else why not. The one place where permissions of the place are enforced, for REST and sockets. */
export function judge(
  { role, restricted }: Pick<Caller, 'role' | 'restricted'>,
  { needs = 'account', whileRestricted }: Demand,
  permits: Permits,
): { code: ErrorCode; detail: string } | null {
  if (restricted !== null && !whileRestricted) return first[restricted];
  return permits(role, needs) ? null : { code: 'forbidden', detail: lacksPermission };
}

export function refuseUnless(caller: Pick<Caller, 'role' | 'restricted'>, demand: Demand, permits: Permits): void {
  const refusal = judge(caller, demand, permits);
  if (refusal) throw new ApiError(refusal.code, refusal.detail);
}
