import { accounts } from './0001-accounts.ts';
import { chatLog } from './0002-chat-log.ts';
import { postgresFunctions } from './0003-postgres-functions.ts';
import { recentSystemMessages } from './0004-recent-system-messages.ts';
import { timesNeverBack } from './0005-times-never-back.ts';
import { editedRev } from './0006-edited-rev.ts';
import { messageParts } from './0007-message-parts.ts';
import { chatParts } from './0008-chat-parts.ts';
import { personDocuments } from './0009-person-documents.ts';
import { pins } from './0010-pins.ts';
import { mentions } from './0013-mentions.ts';
import { activity } from './0014-activity.ts';
import { groups } from './0015-groups.ts';
import { profiles } from './0016-profiles.ts';
import { messageEdits } from './0017-message-edits.ts';
import { customEmoji } from './0018-custom-emoji.ts';
import { jobs } from './0019-jobs.ts';
import { push } from './0020-push.ts';
import { notifyCursors } from './0021-notify-cursors.ts';
import { deliveries } from './0022-deliveries.ts';
import { mail } from './0023-mail.ts';
import { files } from './0024-files.ts';
import { pushTold } from './0025-push-told.ts';
import { fileLists } from './0026-file-lists.ts';
import { pictures } from './0027-pictures.ts';
import { emojiNames } from './0028-emoji-names.ts';
import { faces } from './0029-faces.ts';
import { place } from './0030-place.ts';
import { invitations } from './0031-invitations.ts';
import { secondFactors } from './0032-second-factors.ts';
import { leaving } from './0033-leaving.ts';
import { identities } from './0034-identities.ts';
import { moderation } from './0035-moderation.ts';
import { audit } from './0037-audit.ts';
import { retention } from './0038-retention.ts';
import { administration } from './0039-administration.ts';
import { links } from './0040-links.ts';
import { search } from './0041-search.ts';
import { begunAtProvider } from './0043-begun-at-a-provider.ts';
import { smallerSearch } from './0044-smaller-search.ts';
import type { Migration } from './migration.ts';

/** Every step, oldest first. A list and not a folder scan: what runs is what was compiled and reviewed. */
export const migrations: readonly Migration[] = [
  accounts,
  chatLog,
  postgresFunctions,
  recentSystemMessages,
  timesNeverBack,
  editedRev,
  messageParts,
  chatParts,
  personDocuments,
  pins,
  mentions,
  activity,
  groups,
  profiles,
  messageEdits,
  customEmoji,
  jobs,
  push,
  notifyCursors,
  deliveries,
  mail,
  files,
  pushTold,
  fileLists,
  pictures,
  emojiNames,
  faces,
  place,
  invitations,
  secondFactors,
  leaving,
  identities,
  moderation,
  audit,
  retention,
  administration,
  links,
  search,
  begunAtProvider,
  smallerSearch,
];

export { migrate, migrationTimeoutMs, refuseNewer } from './migrate.ts';
export type { Migration } from './migration.ts';
