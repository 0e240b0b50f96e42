import { moderationOperations } from '@confab/protocol';
import type { FastifyRequest } from 'fastify';
import { byCaller } from '../audit/index.ts';
import type { Feature } from '../feature.ts';
import { Answer, type Caller, implement, type Routes } from '../http/index.ts';
import { createMentionReader, type MentionContext } from '../mentions/index.ts';
import type { Acting } from './acting-rules.ts';
import { banInvited, liftInvitedBan } from './ban-invited.ts';
import { decideReport, reopenReport } from './decide-report.ts';
import { listReports } from './list-reports.ts';
import type { ModerationContext as WholeContext } from './moderation-context.ts';
import { findReport, readCase, requireOther } from './read-case.ts';
import { reportsChanged } from './reports-changed.ts';
import { forgetReports } from './forget-reports.ts';
import { liftRestriction, listRestrictions, restrictPerson } from './restrict-person.ts';
import { reportMessage, reportPerson } from './send-report.ts';
import { tellReportersKind } from './tell-reporters.ts';
import { createTeller, tellConnection } from './tell-moderators.ts';

export type ModerationContext = Omit<WholeContext, 'readMentions'> & MentionContext;

const forgetEveryMs = 3_600_000;

/** What people report, and what moderators of the place do about it (decision 0048). */
export function moderation(house: ModerationContext): Feature {
  const context = { ...house, readMentions: createMentionReader(house) };
  const tell = createTeller(context);
  return {
    name: 'moderation',
    offers: ['moderation'],
    routes: [...reportRoutes(context), ...restrictionRoutes(context)],
    hears: { nodes: [reportsChanged.on(tell)] },
    reactions: {
      // Nothing waits for it.
      resumed: ({ connection }) => void tellConnection(context, connection).catch(context.onError),
      recovered: (connection) => tellConnection(context, connection),
      eventsLost: tell,
    },
    jobs: [tellReportersKind(context)],
    rounds: [{ everyMs: forgetEveryMs, run: () => forgetReports(context.storage, context.stampNow()) }],
  };
}

function actingOf({ stampNow }: WholeContext, caller: Caller, request: FastifyRequest): Acting {
  return { actorId: caller.userId, by: byCaller(caller, request), at: stampNow() };
}

function reportRoutes(context: WholeContext): Routes[] {
  const { storage, histories, audit } = context;
  return [
    implement(moderationOperations.reportMessage, ({ caller, params, body }) =>
      reportMessage(context, { chatId: params.chat_id, messageId: params.message_id, callerId: caller.userId }, body),
    ),

    implement(moderationOperations.reportPerson, ({ caller, params, body }) =>
      reportPerson(context, { aboutId: params.user_id, caller }, body),
    ),

    implement(moderationOperations.listReports, ({ caller, query }) =>
      histories.run(caller.userId, () => listReports(storage, query, caller.userId)),
    ),

    implement(moderationOperations.getReport, async ({ caller, params: { report_id: reportId }, request }) => {
      const row = await findReport(storage, reportId);
      requireOther(row, caller.userId);
      const { user_id: userId, chat_id: chatId } = row;
      const details = { userId, ...(chatId !== '' && { chatId }) };
      // Before anything is shown: who looked into a chat that is not theirs can be told.
      await audit.note(
        { action: 'report.opened', target: { kind: 'report', id: reportId }, details },
        byCaller(caller, request),
      );
      return await readCase(storage, reportId);
    }),

    implement(moderationOperations.decideReport, ({ caller, params, body, request }) =>
      decideReport(context, params.report_id, { body, acting: actingOf(context, caller, request) }),
    ),

    implement(moderationOperations.reopenReport, ({ caller, params, request }) =>
      reopenReport(context, params.report_id, actingOf(context, caller, request)),
    ),
  ];
}

function restrictionRoutes(context: WholeContext): Routes[] {
  const { storage, histories, stampNow } = context;
  return [
    implement(moderationOperations.listRestrictions, ({ caller, query }) =>
      histories.run(caller.userId, () => listRestrictions(storage, { query, now: stampNow() })),
    ),

    implement(moderationOperations.restrictPerson, async ({ caller, params, body, request }) => {
      const acting = actingOf(context, caller, request);
      return new Answer(201, await restrictPerson(context, params.user_id, { wanted: body, acting }));
    }),

    implement(moderationOperations.banInvited, async ({ caller, params, body, request }) => ({
      people: await banInvited(context, params.invitation_id, { ...body, acting: actingOf(context, caller, request) }),
    })),

    implement(moderationOperations.liftInvitedBan, async ({ caller, params, request }) => ({
      people: await liftInvitedBan(context, params.invitation_id, actingOf(context, caller, request)),
    })),

    implement(moderationOperations.liftRestriction, ({ caller, params, request }) =>
      liftRestriction(context, params.restriction_id, actingOf(context, caller, request)),
    ),
  ];
}
