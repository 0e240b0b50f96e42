import { z } from 'zod';
import { nothingSchema, operationsOf } from '../operation.ts';
import * as moderationPaths from './paths.ts';
import {
  decideReportBodySchema,
  reportBodySchema,
  reportCaseSchema,
  reportListQuerySchema,
  reportListSchema,
  reportSchema,
} from './report.ts';
import {
  banInvitedBodySchema,
  newRestrictionSchema,
  restrictionListQuerySchema,
  restrictionListSchema,
  restrictionSchema,
} from './restriction.ts';
import { ruledGroupsMax, wordRulesMax, wordRulesSchema } from './word-rules.ts';

export { moderationPaths };

const forModerators = 'For moderators of the place.';

export const moderationOperations = operationsOf('Moderation', moderationPaths, {
  reportMessage: {
    summary: 'Report a message to the moderators',
    description:
      'They see it as it is now, with a few messages around it. There is one open report of each person about a message: ' +
      'said again, it says the new reason.',
    needs: 'account',
    body: reportBodySchema,
    answers: { 204: nothingSchema },
    errors: ['not-found', 'forbidden', 'message-deleted'],
  },
  reportPerson: {
    summary: 'Report a person to the moderators',
    needs: 'account',
    body: reportBodySchema,
    answers: { 204: nothingSchema },
    errors: ['not-found', 'forbidden'],
  },
  listReports: {
    summary: 'What was reported',
    description: `${forModerators} Open ones the oldest first, one for each message or person, with the \`chat\` that it was said in; decided ones the latest first. Of what is about the caller it is not said who reported it, and why.`,
    needs: 'moderate',
    query: reportListQuerySchema,
    answers: { 200: reportListSchema },
  },
  getReport: {
    summary: 'A report with what is around it',
    description: `${forModerators} Of a chat only what is close to the reported message. It is noted who looked at it. Not for whom it is about.`,
    needs: 'moderate',
    answers: { 200: reportCaseSchema },
    errors: ['not-found', 'forbidden'],
  },
  decideReport: {
    summary: 'Decide about what was reported',
    description: `${forModerators} All open reports about the same are decided with it, and whoever reported it is told that it was looked at, and whether anything was done. Nothing is done where the body says nothing. Nobody decides about themselves.`,
    needs: 'moderate',
    body: decideReportBodySchema,
    answers: { 200: reportSchema },
    errors: [
      'not-found',
      'forbidden',
      'already-decided',
      'invalid-request',
      'banned',
      'account-deactivated',
      'last-place-owner',
    ],
  },
  reopenReport: {
    summary: 'Take a decision back',
    description: `${forModerators} The report is open again. Restrictions are lifted by themselves; what was removed or sent stays so.`,
    needs: 'moderate',
    answers: { 200: reportSchema },
    errors: ['not-found', 'forbidden'],
  },
  listRestrictions: {
    summary: 'Warnings, mutes and bans, the latest first',
    description: forModerators,
    needs: 'moderate',
    query: restrictionListQuerySchema,
    answers: { 200: restrictionListSchema },
  },
  restrictPerson: {
    summary: 'Warn, mute or ban somebody',
    description:
      `${forModerators} Nobody does it to somebody of their own role or a higher one. Muted, one reads and does not write; banned, ` +
      'one is logged out everywhere within a second. A new mute or ban takes the place of the one before.',
    needs: 'moderate',
    body: newRestrictionSchema,
    answers: { 201: restrictionSchema },
    errors: ['not-found', 'forbidden', 'last-place-owner'],
  },
  liftRestriction: {
    summary: 'Take a warning, a mute or a ban back',
    description: forModerators,
    needs: 'moderate',
    answers: { 200: restrictionSchema },
    errors: ['not-found', 'forbidden'],
  },
  banInvited: {
    summary: 'Ban all who came by an invitation',
    description:
      `${forModerators} And all who came by invitations of theirs, and so on; the invitations are revoked. Left out are people whose role ` +
      'is not below that of the caller, and whoever had an account before.',
    needs: 'moderate',
    body: banInvitedBodySchema,
    answers: { 200: z.strictObject({ people: z.int().nonnegative() }) },
    errors: ['not-found', 'forbidden', 'last-place-owner'],
  },
  liftInvitedBan: {
    summary: 'Take the ban of all who came by an invitation back',
    description: `${forModerators} The invitations stay revoked.`,
    needs: 'moderate',
    answers: { 200: z.strictObject({ people: z.int().nonnegative() }) },
    errors: ['not-found', 'forbidden'],
  },
  getWordRules: {
    summary: 'Words and links that the place has rules for',
    description: forModerators,
    needs: 'moderate',
    answers: { 200: wordRulesSchema },
  },
  setWordRules: {
    summary: 'Set rules for words and links in the whole place',
    description: `They are read by moderators, and set by those who run the place. At most ${wordRulesMax} characters together. What changed is noted.`,
    needs: 'manage-place',
    body: wordRulesSchema,
    answers: { 200: wordRulesSchema },
    errors: ['too-many-word-rules'],
  },
  getGroupWordRules: {
    summary: 'Words and links that a group has rules for',
    description: 'For owners and admins of the group.',
    needs: 'account',
    answers: { 200: wordRulesSchema },
    errors: ['not-found', 'forbidden', 'chat-is-direct'],
  },
  setGroupWordRules: {
    summary: 'Set rules for words and links in a group',
    description:
      'For owners and admins of the group. They hold beside those of the place, for all who write in it. At most ' +
      `${wordRulesMax} characters together, and one person sets them in ${ruledGroupsMax} groups. What changed is noted.`,
    needs: 'account',
    body: wordRulesSchema,
    answers: { 200: wordRulesSchema },
    errors: ['not-found', 'forbidden', 'chat-is-direct', 'too-many-word-rules'],
  },
});
