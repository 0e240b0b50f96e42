import { isAtLeast, type PlaceRole, placeRoles } from './place-role.ts';

// Who may what in the place. The server asks these where requests and commands arrive; the page shows buttons by them.

interface PermissionRule {
  /** Whoever is this or more has it, where the place says nothing else. */
  from: PlaceRole;
  /** The lowest role that an admin may give it to; left out: it is fixed. */
  downTo?: PlaceRole;
}

export const placePermissions = {
  /** Find everybody of the place, and see when they are there. Who has it not sees the people of their own chats. */
  'see-everyone': { from: 'member', downTo: 'member' },
  /** Start direct chats: with people whom one sees. */
  'start-chats': { from: 'guest', downTo: 'guest' },
  'create-groups': { from: 'member', downTo: 'member' },
  'create-public-groups': { from: 'member', downTo: 'member' },
  /** See which there are, and join them. */
  'join-public-groups': { from: 'member', downTo: 'member' },
  /** By a link, to no more than one is. At a place that is closed nobody does. */
  'invite-people': { from: 'member', downTo: 'member' },
  'send-files': { from: 'guest', downTo: 'guest' },
  'add-emoji': { from: 'member', downTo: 'member' },
  /** Where the group lets them. */
  'mention-all': { from: 'guest', downTo: 'guest' },
  moderate: { from: 'moderator' },
  'manage-people': { from: 'admin' },
  'manage-invitations': { from: 'admin' },
  'manage-groups': { from: 'admin' },
  'manage-place': { from: 'admin' },
  'see-audit': { from: 'admin' },
  'see-health': { from: 'admin' },
  'compliance-access': { from: 'admin' },
  'export-place': { from: 'owner' },
  'manage-owners': { from: 'owner' },
} as const satisfies Readonly<Record<string, PermissionRule>>;

export type PlacePermission = keyof typeof placePermissions;

/** What an operation or a command asks of whoever calls it: a permission, or no more than that they are somebody here. */
export type Needs = 'account' | PlacePermission;

export const placePermissionNames = Object.keys(placePermissions) as PlacePermission[];

/** Those that an admin may give to other roles than by default. */
export type ChangeablePermission = {
  [Name in PlacePermission]: (typeof placePermissions)[Name] extends { downTo: PlaceRole } ? Name : never;
}[PlacePermission];

export const changeablePermissions = placePermissionNames.filter((name): name is ChangeablePermission =>
  Object.hasOwn(placePermissions[name], 'downTo'),
);

/** What the place says: from which role on somebody has a permission. */
export type PermissionChoices = Readonly<Partial<Record<ChangeablePermission, PlaceRole | undefined>>>;

/** The lowest role that has it. */
export function hasFrom(permission: PlacePermission, { permissions }: { permissions: PermissionChoices }): PlaceRole {
  const { from, downTo }: PermissionRule = placePermissions[permission];
  const chosen = downTo === undefined ? undefined : permissions[permission as ChangeablePermission];
  return chosen !== undefined && downTo !== undefined && isAtLeast(chosen, downTo) ? chosen : from;
}

/** Roles that it may be given from on, the highest first. An owner and an admin always have it: they change this table. */
export function choicesFor(permission: ChangeablePermission): PlaceRole[] {
  const { downTo } = placePermissions[permission];
  return placeRoles.filter((role) => role !== 'owner' && isAtLeast(role, downTo));
}

/** What the place says of who may what: who may join belongs to it, since nobody invites people to where nobody comes in. */
interface SettingsOfPermissions {
  permissions: PermissionChoices;
  joining?: string;
}

export function mayInPlace(role: PlaceRole, permission: PlacePermission, settings: SettingsOfPermissions): boolean {
  if (permission === 'invite-people' && settings.joining === 'closed') return false;
  return isAtLeast(role, hasFrom(permission, settings));
}

/** As `mayInPlace`, of what an operation or a command needs. */
export function hasNeeded(role: PlaceRole, needs: Needs, settings: SettingsOfPermissions): boolean {
  return needs === 'account' || mayInPlace(role, needs, settings);
}
