import { messagePageSchema } from '../messages/requests.ts';
import { nothingSchema, operationsOf } from '../operation.ts';
import {
  handOverSchema,
  listedGroupQuerySchema,
  listedGroupsSchema,
  openedGroupSchema,
  openGroupQuerySchema,
  openGroupSchema,
} from './groups.ts';
import * as administrationPaths from './paths.ts';
import {
  changedPeopleMax,
  createdPersonSchema,
  newPersonSchema,
  peopleChangedSchema,
  peopleChangeSchema,
  personListQuerySchema,
  personListSchema,
  personSessionsSchema,
} from './people.ts';
import { healthSchema, storageUseSchema, usageQuerySchema, usageSchema } from './place-state.ts';

export { administrationPaths };

export const administrationOperations = operationsOf('Administration', administrationPaths, {
  listPeople: {
    summary: 'Accounts, by name',
    needs: 'manage-people',
    query: personListQuerySchema,
    answers: { 200: personListSchema },
  },
  createPerson: {
    summary: 'Make somebody an account',
    description:
      'However people come in, also where nobody else does. Nobody knows its password: it is chosen by a link that holds once, for a day, and is to be ' +
      'handed over (`linkAddress` of the protocol makes an address of its token). Of no role that the caller may not give.',
    needs: 'manage-people',
    body: newPersonSchema,
    answers: { 201: createdPersonSchema },
    errors: ['username-taken', 'forbidden'],
  },
  changePeople: {
    summary: 'Change accounts',
    description:
      `Up to ${changedPeopleMax}, each decided by itself: the answer says what became of each. Nobody changes somebody of a higher role, ` +
      'an admin no admin or owner, and the last owner stays. A deactivated account keeps what it wrote and can’t be used.',
    needs: 'manage-people',
    body: peopleChangeSchema,
    answers: { 200: peopleChangedSchema },
  },
  listPersonSessions: {
    summary: 'Where somebody is logged in',
    needs: 'manage-people',
    answers: { 200: personSessionsSchema },
    errors: ['not-found'],
  },
  listAllGroups: {
    summary: 'All groups, the last active first',
    description: 'Private ones too, by what can be seen from outside. 1-on-1 chats are not told of.',
    needs: 'manage-groups',
    query: listedGroupQuerySchema,
    answers: { 200: listedGroupsSchema },
  },
  handOverGroup: {
    summary: 'Give a group an owner that has none who can log in',
    description: 'One of its members. A system message tells of it.',
    needs: 'manage-groups',
    body: handOverSchema,
    answers: { 204: nothingSchema },
    errors: ['not-found', 'forbidden'],
  },
  archiveGroup: {
    summary: 'Archive a group',
    description:
      'From then on only its owners and admins write, and nobody finds it who is not in it. They can take it back. A system message tells of it.',
    needs: 'manage-groups',
    answers: { 204: nothingSchema },
    errors: ['not-found'],
  },
  deleteGroup: {
    summary: 'Delete a group for good',
    description:
      'One that is archived, or has no owner who can log in, and is not held. Its members lose it within seconds; what was said in it and the files that are nowhere else go after that.',
    needs: 'manage-groups',
    answers: { 204: nothingSchema },
    errors: ['not-found'],
  },
  openGroup: {
    summary: 'Open a group for compliance',
    description:
      'For the caller, to read, until the time is over. It is noted in the audit log, a system message says it in the group, and ' +
      '`parts.compliance` of the chat marks it while it lasts. Where it is open already the time begins anew.',
    needs: 'compliance-access',
    body: openGroupSchema,
    answers: { 200: openedGroupSchema },
    errors: ['not-found'],
  },
  closeGroup: {
    summary: 'Close a group that was opened for compliance',
    needs: 'compliance-access',
    answers: { 204: nothingSchema },
    errors: ['not-found'],
  },
  readOpenGroup: {
    summary: 'Messages of a group that is open for compliance',
    needs: 'compliance-access',
    query: openGroupQuerySchema,
    answers: { 200: messagePageSchema },
    errors: ['not-found', 'group-not-open'],
  },
  getStorageUse: {
    summary: 'What takes how much room',
    needs: 'see-health',
    answers: { 200: storageUseSchema },
  },
  getHealth: {
    summary: 'How the place is doing',
    needs: 'see-health',
    answers: { 200: healthSchema },
  },
  getUsage: {
    summary: 'How much the place is used, by day',
    description: 'Sums of all together: who does what is told nowhere.',
    needs: 'see-health',
    query: usageQuerySchema,
    answers: { 200: usageSchema },
  },
});
