import { complianceErrors, complianceEvents, complianceSchema } from './administration/compliance.ts';
import { groupEvents } from './chats/group-events.ts';
import { customEmojiErrors } from './custom-emoji/custom-emoji.ts';
import { draftFilesSchema, fileErrors, messageFilesSchema } from './files/file.ts';
import { forwardedSchema } from './forwarding/forwarded.ts';
import { groupParts, groupSettingsEvents } from './groups/group.ts';
import { mentionsSchema } from './mentions/mention.ts';
import { groupPictureSchema } from './pictures/picture.ts';
import { moderationErrors } from './moderation/moderation.ts';
import { removedSchema } from './moderation/removed.ts';
import { oidcErrors } from './oidc/oidc-errors.ts';
import { pinErrors, pinEvents, pinningSchema, pinSchema } from './pins/pin.ts';
import { placeErrors } from './place/place-errors.ts';
import { pushErrors } from './push/subscription.ts';
import { reactionErrors, reactionSchema } from './reactions/reaction.ts';
import { recoveryErrors } from './recovery/link.ts';
import { replySchema } from './replies/reply.ts';
import { expiredSchema, retentionEvents, retentionParts } from './retention/retention.ts';
import { secondFactorErrors } from './second-factor/errors.ts';
import { silentSchema } from './silent/silent.ts';
import { fromThreadSchema, threadSchema, toChatSchema } from './threads/thread.ts';
import { z } from 'zod';

// What features bring along to what all of them share. Each declares its own in its folder, and is named here alone.

/** Fields of a message, and what they hold. What the first version did not have is left out where there is nothing to say. */
export const messageFields = {
  reactions: z.array(reactionSchema),
  pin: pinSchema.optional(),
  mentions: mentionsSchema.optional(),
  reply: replySchema.optional(),
  forwarded: forwardedSchema.optional(),
  silent: silentSchema.optional(),
  files: messageFilesSchema.optional(),
  thread: threadSchema.optional(),
  toChat: toChatSchema.optional(),
  fromThread: fromThreadSchema.optional(),
  expired: expiredSchema.optional(),
  removed: removedSchema.optional(),
};

/** What is sent beside the text of a message, by field: it becomes a part of the message. Left out where there is nothing. */
export const draftFields = {
  reply: replySchema.optional(),
  forwarded: forwardedSchema.optional(),
  silent: silentSchema.optional(),
  toChat: toChatSchema.optional(),
  files: draftFilesSchema.optional(),
};

/** What system messages tell. */
export const systemEvents = [
  ...groupEvents,
  ...groupSettingsEvents,
  ...pinEvents,
  ...retentionEvents,
  ...complianceEvents,
] as const;

/** Parts of a chat, by their keys: settings of a chat that all of its members see. Left out where nothing is set. */
export const chatParts = {
  pinning: pinningSchema.optional(),
  picture: groupPictureSchema.optional(),
  ...groupParts,
  ...retentionParts,
  compliance: complianceSchema.optional(),
};

/** Refusals that only a feature has: see errors/error-codes.ts. */
export const featureErrors = {
  ...complianceErrors,
  ...customEmojiErrors,
  ...fileErrors,
  ...moderationErrors,
  ...oidcErrors,
  ...pinErrors,
  ...placeErrors,
  ...pushErrors,
  ...reactionErrors,
  ...secondFactorErrors,
  ...recoveryErrors,
} as const;
