/** What somebody is in the whole place, the highest first: beside their role in each group, which is another matter. */
export const placeRoles = ['owner', 'admin', 'moderator', 'member', 'guest'] as const;
export type PlaceRole = (typeof placeRoles)[number];

/** Whether a role is this one or a higher one. */
export function isAtLeast(role: PlaceRole, least: PlaceRole): boolean {
  return placeRoles.indexOf(role) <= placeRoles.indexOf(least);
}

/** Nobody acts on somebody of a higher role, nor on one of their own: an owner on everybody, others only on whoever is lower. */
export function mayActOn(actor: PlaceRole, target: PlaceRole): boolean {
  return actor === 'owner' || (actor !== target && isAtLeast(actor, target));
}

/** Nobody makes somebody more than they are themselves; other owners and admins are made by owners. */
export function mayGiveRole(actor: PlaceRole, role: PlaceRole): boolean {
  return mayActOn(actor, role);
}

/** To whatever one may invite: never to more than one is. */
export function mayInviteTo(actor: PlaceRole, role: PlaceRole): boolean {
  return isAtLeast(actor, role) && (actor === 'owner' || role !== 'owner');
}
